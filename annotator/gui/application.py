"""What the screens need of the application, so that they run on any that is built alike."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import LessonId
from annotator.services.lesson_entries import LessonEntry
from annotator.services.lessons import Installed
from annotator.session.reading import ReadingSession


class Application(Protocol):
    """Everything that works together on one data folder; `wiring.Application` is one."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return sentences about what was found unusual while opening."""

    @property
    def drop_folder(self) -> Path | None:
        """Return where hand-ins go, or None where nobody has said so yet."""

    def sign_in(self, name: str) -> Student:
        """Return the student with this name or code; raise NotAllowed if it is none."""

    def lesson_entries(self, student: Student | None) -> tuple[LessonEntry, ...]:
        """Return the lessons of this machine with the student's progress."""

    def open_lesson(self, student: Student, lesson_id: LessonId) -> ReadingSession:
        """Open a lesson for a student."""

    def install_package(self, path: Path, *, accepts_teacher: bool = False) -> Installed:
        """Install a lesson file or a lesson's source folder."""

    def close(self) -> None:
        """Let go of the database."""
