"""What can be printed of a lesson, joined with the press that sets it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import HandIn
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.parts import Part, need
from annotator.files.atomic import write_trouble, write_whole
from annotator.services.grading import ClassGrades, grade_class
from annotator.services.histories import student_attempts
from annotator.services.jobs import Job
from annotator.services.ports import Ports
from annotator.services.printing import (
    Printed,
    newest_hand_ins,
    print_files,
    print_merged,
    print_zip,
)

if TYPE_CHECKING:
    from annotator.wiring.house import House
    from annotator.worksheets.press import Press, StudentBatch
    from annotator.worksheets.sheets import PageOptions

NOBODY = "Nobody has handed in yet. Collect hand-ins first; then this can be printed."
NO_KEY = "This machine has no answer key for this lesson, so nothing can be printed from it."


class Document(StrEnum):
    """The documents that come from one lesson."""

    GRADED = "graded"
    COPY = "copy"
    BLANK = "blank"
    KEY = "key"
    REPORT = "report"
    HISTORY = "history"

    @property
    def is_of_student(self) -> bool:
        """Return whether there is one for each student."""
        return self in (Document.GRADED, Document.COPY, Document.HISTORY)


class Form(StrEnum):
    """How the documents of a class are kept: a file each, one file, or a zip."""

    FILES = "files"
    MERGED = "merged"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class PrintDesk:
    """Everything that can be printed of one lesson, as it is now."""

    ports: Ports
    lesson: Lesson
    key: AnswerKey | None
    grades: ClassGrades | None
    hand_ins: tuple[HandIn, ...]

    def students(self, document: Document) -> tuple[str, ...]:
        """Return the students that a document exists for, in roster order."""
        if document is Document.COPY:
            return tuple(hand_in.student_name for hand_in in self.hand_ins)
        if document.is_of_student and self.grades is not None:
            return tuple(graded.hand_in.student_name for graded in self.grades.graded)
        return ()

    def problem(self, document: Document) -> str:
        """Return why a document cannot be printed now, or nothing."""
        if document is Document.BLANK:
            return ""
        if document is Document.COPY:
            return "" if self.hand_ins else NOBODY
        if self.key is None:
            return NO_KEY
        if document is Document.KEY:
            return ""
        return "" if self.grades is not None and self.grades.graded else NOBODY

    def document(self, document: Document, options: PageOptions, student: str = "") -> bytes:
        """Return one document as PDF; those of students are of `student`.

        Raise NotAllowed with a sentence where it cannot be printed.
        """
        problem = self.problem(document)
        if problem:
            raise NotAllowed(problem)
        press = _press(options, processes=1)
        match document:
            case Document.BLANK:
                return press.blank(self.lesson)
            case Document.KEY:
                return press.key(self.lesson, self.key)
            case Document.REPORT:
                assert self.grades is not None
                return press.report(self.grades)
            case Document.HISTORY:
                return press.history(student_attempts(self.ports, student))
            case _:
                ((_, content),) = self._batch(document, press, student).each()
                return content

    def documents(
        self,
        document: Document,
        options: PageOptions,
        job: Job,
    ) -> tuple[bytes, ...]:
        """Return a document for every student in roster order; stopped, raise Cancelled."""
        batch = self._batch(document, _press(options), None)
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
        document: Document,
        options: PageOptions,
        folder: Path,
        form: Form,
        job: Job,
        *,
        student: str | None = None,
    ) -> Printed:
        """Write a document as whole files: of a student, of the class, or of the lesson."""
        _make_folder(folder)
        if not document.is_of_student or document is Document.HISTORY:
            target = folder / self.file_name(document, student or "")
            write_whole(target, self.document(document, options, student or ""))
            return Printed((target,), 1, 1)
        batch = self._batch(document, _press(options), student)
        if form is Form.FILES or student is not None:
            return print_files(batch, write_whole, folder, job=job)
        write: Callable[..., Printed] = print_merged if form is Form.MERGED else print_zip
        ending = "pdf" if form is Form.MERGED else "zip"
        target = folder / f"{batch.stem}.{ending}"
        return write(batch, write_whole, target, job=job)

    def file_name(self, document: Document, student: str = "") -> str:
        """Return the name of the file that one document is kept in."""
        from annotator.domain.file_names import safe_file_name

        if document is Document.HISTORY:
            return f"history_{safe_file_name(student)}.pdf"
        return f"{self.lesson.id}_{document.value}.pdf"

    def _batch(self, document: Document, press: Press, student: str | None) -> StudentBatch:
        if document is Document.GRADED:
            assert self.grades is not None
            return press.graded(self.grades, student)
        mine = [h for h in self.hand_ins if student in (None, h.student_name)]
        return press.copies(self.lesson, mine)


def open_print_desk(house: House, lesson_id: str) -> PrintDesk:
    """Return what can be printed of a lesson; raise UnknownThing where it is not here."""
    lesson, key = house.lesson_with_key(lesson_id)
    grades = grade_class(house.ports, lesson.id) if key is not None else None
    hand_ins = newest_hand_ins(house.ports, lesson.id, lesson.title)
    return PrintDesk(house.ports, lesson, key, grades, hand_ins)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise write_trouble(folder, trouble) from trouble


def _press(options: PageOptions, processes: int | None = None) -> Press:
    need(Part.PRINTING)
    from annotator.worksheets.press import Press

    return Press(options, processes=processes or min(2, os.cpu_count() or 1))
