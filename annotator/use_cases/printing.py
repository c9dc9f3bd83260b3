"""Print a lesson: what there is of it now, as a preview, for a printer, or kept as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import NotAllowed
from annotator.domain.file_names import safe_file_name
from annotator.domain.hand_ins import HandIn
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.files.atomic import write_trouble, write_whole
from annotator.services.grading import ClassGrades, grade_class
from annotator.services.histories import student_attempts
from annotator.services.jobs import Job
from annotator.services.page_options import PageOptions
from annotator.services.ports import Ports
from annotator.services.printing import (
    BatchForm,
    DocumentKind,
    Printed,
    newest_hand_ins,
    print_files,
    print_merged,
    print_zip,
)
from annotator.translation import N_, _
from annotator.use_cases.lessons import LessonInstaller
from annotator.use_cases.rendering import renderer

if TYPE_CHECKING:
    from annotator.worksheets.renderer import DocumentRenderer, StudentBatch

NOBODY = N_("Nobody has handed in yet. Collect hand-ins first; then this can be printed.")
NO_KEY = N_("This machine has no answer key for this lesson, so nothing can be printed from it.")


@dataclass(frozen=True, slots=True)
class PrintJobs:
    """Everything that can be printed of one lesson, as it is now."""

    ports: Ports
    lesson: Lesson
    key: AnswerKey | None
    grades: ClassGrades | None
    hand_ins: tuple[HandIn, ...]

    def students(self, document: DocumentKind) -> tuple[str, ...]:
        """Return the students that a document exists for, in roster order."""
        if document is DocumentKind.COPY:
            return tuple(hand_in.student_name for hand_in in self.hand_ins)
        if document.is_of_student and self.grades is not None:
            return tuple(graded.hand_in.student_name for graded in self.grades.graded)
        return ()

    def problem(self, document: DocumentKind) -> str:
        """Return why a document cannot be printed now, or nothing."""
        if document is DocumentKind.BLANK:
            return ""
        if document is DocumentKind.COPY:
            return "" if self.hand_ins else _(NOBODY)
        if self.key is None:
            return _(NO_KEY)
        if document is DocumentKind.KEY:
            return ""
        return "" if self.grades is not None and self.grades.graded else _(NOBODY)

    def document(self, document: DocumentKind, options: PageOptions, student: str = "") -> bytes:
        """Return one document as PDF; those of students are of `student`.

        Raise NotAllowed with a sentence where it cannot be printed.
        """
        problem = self.problem(document)
        if problem:
            raise NotAllowed(problem)
        made = renderer(options, processes=1)
        match document:
            case DocumentKind.BLANK:
                return made.blank(self.lesson)
            case DocumentKind.KEY:
                return made.key(self.lesson, self.key)
            case DocumentKind.REPORT:
                assert self.grades is not None
                return made.report(self.grades)
            case DocumentKind.HISTORY:
                return made.history(student_attempts(self.ports, student))
            case _:
                ((_unused, content),) = self._batch(document, made, student).each()
                return content

    def documents(
        self,
        document: DocumentKind,
        options: PageOptions,
        job: Job,
    ) -> tuple[bytes, ...]:
        """Return a document for every student in roster order; stopped, raise Cancelled."""
        batch = self._batch(document, renderer(options), None)
        found: dict[int, bytes] = {}
        each = batch.each()
        try:
            for number, content in each:
                found[number] = content
                job.progress(len(found), len(batch.names))
                job.check()
        finally:
            each.close()  # type: ignore[attr-defined]  # a generator ends its second process
        return tuple(found[number] for number in sorted(found))

    def keep(
        self,
        document: DocumentKind,
        options: PageOptions,
        folder: Path,
        form: BatchForm,
        job: Job,
        *,
        student: str | None = None,
    ) -> Printed:
        """Write a document as whole files: of a student, of the class, or of the lesson."""
        _make_folder(folder)
        if not document.is_of_student or document is DocumentKind.HISTORY:
            target = folder / self.file_name(document, student or "")
            write_whole(target, self.document(document, options, student or ""))
            return Printed((target,), 1, 1)
        batch = self._batch(document, renderer(options), student)
        if form is BatchForm.FILES or student is not None:
            return print_files(batch, write_whole, folder, job=job)
        write: Callable[..., Printed] = print_merged if form is BatchForm.MERGED else print_zip
        ending = "pdf" if form is BatchForm.MERGED else "zip"
        target = folder / f"{batch.stem}.{ending}"
        return write(batch, write_whole, target, job=job)

    def file_name(self, document: DocumentKind, student: str = "") -> str:
        """Return the name of the file that one document is kept in."""
        if document is DocumentKind.HISTORY:
            return f"history_{safe_file_name(student)}.pdf"
        return f"{self.lesson.id}_{document.value}.pdf"

    def _batch(
        self, document: DocumentKind, made: DocumentRenderer, student: str | None
    ) -> StudentBatch:
        if document is DocumentKind.GRADED:
            assert self.grades is not None
            return made.graded(self.grades, student)
        mine = [h for h in self.hand_ins if student in (None, h.student_name)]
        return made.copies(self.lesson, mine)


@dataclass(frozen=True, slots=True)
class LessonPrinting:
    """What can be printed of a lesson, by its id; reading it takes its time."""

    ports: Ports
    installer: LessonInstaller
    lesson_id: str

    def read(self) -> PrintJobs:
        """Return what can be printed as it is now; raise UnknownThing where it is not here."""
        lesson, key = self.installer.with_key(self.lesson_id)
        grades = grade_class(self.ports, lesson.id) if key is not None else None
        hand_ins = newest_hand_ins(self.ports, lesson.id, lesson.title)
        return PrintJobs(self.ports, lesson, key, grades, hand_ins)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise write_trouble(folder, trouble) from trouble
