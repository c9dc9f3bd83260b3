"""Set every document of a lesson or a class from what the services return."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.hand_ins import HandIn
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.histories import ScoredAttempt
from annotator.services.printing import graded_of, student_codes
from annotator.translation import _, speaking
from annotator.worksheets.answer_key import answer_key
from annotator.worksheets.blank import blank_worksheet
from annotator.worksheets.class_report import class_report
from annotator.worksheets.history import student_history
from annotator.worksheets.pages import PdfDocument
from annotator.worksheets.sheets import (
    CopySheet,
    GradedSheet,
    HistoryEntry,
    HistorySheet,
    LessonSheet,
    PageOptions,
    ReportEntry,
    ReportSheet,
)
from annotator.worksheets.student_sheets import StudentSheet, content_of, set_sheet
from annotator.worksheets.typesetting import LayoutCache
from annotator.worksheets.workers import set_in_turns


@dataclass(frozen=True, slots=True)
class StudentBatch:
    """One document a student, in roster order; `processes` set them at the same time."""

    stem: str
    title: str
    sheets: tuple[StudentSheet, ...]
    options: PageOptions
    processes: int = 1

    @property
    def names(self) -> Sequence[str]:
        """Return what tells the documents apart: names, or codes where nobody is named."""
        anonymous = self.options.anonymous
        return [sheet.code if anonymous else sheet.shown_name for sheet in self.sheets]

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Yield each document with its number, in the order in which they are done."""
        return set_in_turns(set_sheet, self.sheets, self.options, self.processes)

    def together(self, step: Callable[[], bool]) -> bytes | None:
        """Return all documents as one file with bookmarks, or None if `step` says stop."""
        language = self.sheets[0].lesson.language if self.sheets else "en"
        with speaking(language):
            return self._together(language, step)

    def _together(self, language: str, step: Callable[[], bool]) -> bytes | None:
        cache = LayoutCache()
        document = PdfDocument(cache, self.options, title=self.title, language=language)
        for number, (sheet, name) in enumerate(zip(self.sheets, self.names, strict=True), 1):
            with speaking(sheet.lesson.language):
                content_of(sheet, self.options, cache).into(document, name)
            if not step() and number < len(self.sheets):
                return None
        return document.finished()


@dataclass(frozen=True, slots=True)
class DocumentRenderer:
    """Sets documents with one set of options."""

    options: PageOptions
    processes: int = 1

    def blank(self, lesson: Lesson) -> bytes:
        """Return the blank worksheet of a lesson, without outlets where the lesson hides them."""
        shown = lesson.without_outlets() if lesson.hide_outlets else lesson
        with speaking(lesson.language):
            return blank_worksheet(LessonSheet(shown), self.options)

    def key(self, lesson: Lesson, key: AnswerKey | None) -> bytes:
        """Return the answer key of a lesson; raise BadInput where there is none."""
        with speaking(lesson.language):
            return answer_key(LessonSheet(lesson, key), self.options)

    def graded(self, grades: ClassGrades, student: str | None = None) -> StudentBatch:
        """Return the graded worksheets of a class, or of one student of it."""
        codes = _codes(grades)
        sheets = tuple(_graded_sheet(grades, g, codes) for g in graded_of(grades, student))
        title = _("Graded worksheets – {title}", title=grades.lesson.title)
        return StudentBatch(grades.lesson.id, title, sheets, self.options, self.processes)

    def copies(self, lesson: Lesson, hand_ins: Sequence[HandIn]) -> StudentBatch:
        """Return the students' own copies."""
        names = [hand_in.student_name for hand_in in hand_ins]
        sheets = tuple(
            CopySheet(lesson, hand_in, hand_in.student_name, code)
            for hand_in, code in zip(hand_ins, student_codes(lesson.id, names), strict=True)
        )
        title = _("Own copies – {title}", title=lesson.title)
        return StudentBatch(f"{lesson.id}_copy", title, sheets, self.options, self.processes)

    def report(self, grades: ClassGrades) -> bytes:
        """Return the report of a class."""
        codes = _codes(grades)
        entries = tuple(
            ReportEntry(
                g.hand_in.student_name,
                codes[g.hand_in.student_name],
                g.hand_in,
                g.score,
                g.attempts,
                g.doubts,
                g.is_final,
            )
            for g in grades.graded
        )
        with speaking(grades.lesson.language):
            return class_report(ReportSheet(grades.lesson, grades.key, entries), self.options)

    def history(self, attempts: Sequence[ScoredAttempt]) -> bytes:
        """Return the history of one student."""
        newest = attempts[-1]
        name = newest.hand_in.student_name
        entries = tuple(
            HistoryEntry(a.lesson, a.hand_in.attempt, a.hand_in.handed_in, a.score)
            for a in attempts
        )
        (code,) = student_codes("", [name])
        sheet = HistorySheet(name, code, entries, newest.lesson.language)
        with speaking(sheet.language):
            return student_history(sheet, self.options)


def _codes(grades: ClassGrades) -> dict[str, str]:
    names = [g.hand_in.student_name for g in grades.graded]
    return dict(zip(names, student_codes(grades.lesson.id, names), strict=True))


def _graded_sheet(grades: ClassGrades, graded: GradedHandIn, codes: dict[str, str]) -> GradedSheet:
    name = graded.hand_in.student_name
    overall = graded.decisions.comment_on()
    return GradedSheet(
        lesson=grades.lesson,
        key=grades.key,
        hand_in=graded.hand_in,
        score=graded.score,
        shown_name=name,
        code=codes[name],
        comment=overall.text if overall else "",
        decisions=graded.decisions,
    )
