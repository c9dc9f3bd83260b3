"""Lesson files that somebody opens: chosen, dropped or named at the start."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.gui.errors import Interaction
from annotator.gui.returned_work_controller import FEEDBACK_ENDING
from annotator.gui.task import TaskSlot
from annotator.translation import N_, _

if TYPE_CHECKING:  # none of these is needed before the first window is painted
    from annotator.domain.errors import AnnotatorError
    from annotator.use_cases.home import StudentHome

TITLE = N_("Open a lesson")
LESSON_KINDS = N_("Lessons and returned work (*.lesson *.feedback)")
OTHER_TEACHER = (
    N_("Another teacher's lesson"),
    N_(
        "This lesson is here already, but from another teacher. Did your teacher give you "
        "this file? Then use it: your work stays, and what you hand in goes to your "
        "teacher from now on. If you are not sure, keep the one that is here and ask."
    ),
    N_("Use this file"),
    N_("Keep the one here"),
)


class LessonFiles(QObject):
    """Adds the lesson in a file to this room; returned work is told of and opened elsewhere."""

    feedbackGiven = Signal(object)
    installed = Signal(object)
    noticed = Signal(str)

    def __init__(self, interaction: Interaction, parent: QObject) -> None:
        """Take files from now on; what comes before the application waits for it."""
        super().__init__(parent)
        self._interaction = interaction
        self._students: StudentHome | None = None
        self._early: list[Path] = []
        self._adding = TaskSlot(self, _("opening a file"), in_turn=True)

    def enter(self, students: StudentHome) -> None:
        """Open what waited for the application."""
        self._students = students
        early, self._early = self._early, []
        for path in early:
            self.open(path)

    def choose(self) -> None:
        """Ask for a lesson file and add it."""
        path = self._interaction.choose_file(_(TITLE), _(LESSON_KINDS), None)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Add the lesson in a file, or hand on returned work."""
        students = self._students
        if students is None:
            self._early.append(path)
        elif path.suffix.lower() == FEEDBACK_ENDING:
            self.feedbackGiven.emit(path)
        else:
            self._install(students, path)

    def _install(self, students: StudentHome, path: Path, *, accepts_teacher: bool = False) -> None:
        self.noticed.emit(_("Opening “{file}”…", file=path.name))
        adding = partial(students.install, path, accepts_teacher=accepts_teacher)
        failed = partial(self._on_adding_failed, students, path)
        self._adding.start(adding, self.installed.emit, failed)

    def _on_adding_failed(self, students: StudentHome, path: Path, trouble: AnnotatorError) -> None:
        from annotator.domain.errors import AnotherTeacher

        self.noticed.emit("")
        if not isinstance(trouble, AnotherTeacher):
            self._interaction.tell(_(TITLE), str(trouble))
        elif self._interaction.ask(*map(_, OTHER_TEACHER), careful=True):
            self._install(students, path, accepts_teacher=True)
