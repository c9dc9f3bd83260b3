"""What leaves the desk: work that goes back to students, and a colleague's grading compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.errors import Interaction
from annotator.gui.grading.comment_desk import CommentDesk
from annotator.gui.grading.desk_rows import shown_name
from annotator.gui.grading.student_desk import StudentDesk
from annotator.gui.theme import Theme
from annotator.services.desk import DeskEntry
from annotator.services.second_opinion import colleagues
from annotator.session.grading_desk import DeskSession

if TYPE_CHECKING:
    from annotator.wiring.house import House


class Desk(Protocol):
    """What the exits need of the screen."""

    names: bool
    theme: Theme
    comments: CommentDesk
    student: StudentDesk

    @property
    def entries(self) -> list[DeskEntry]:
        """Return the hand-ins that are listed."""


class DeskExits(QObject):
    """Opens the dialogs of one desk that are more than a gesture."""

    returned = Signal()

    def __init__(
        self,
        house: House,
        session: DeskSession,
        desk: Desk,
        window: QWidget,
        interaction: Interaction,
    ) -> None:
        """Open dialogs before `window`."""
        super().__init__(window)
        self._house = house
        self._session = session
        self._desk = desk
        self._window = window
        self._interaction = interaction

    @property
    def has_opinions(self) -> bool:
        """Return whether a colleague graded some of the hand-ins too."""
        if self._session.grader.is_second:
            return False
        return bool(colleagues(self._house.ports, [e.id for e in self._session.entries]))

    def hand_back(self) -> None:
        """Give graded hand-ins back."""
        if not self._desk.comments.flush():
            return
        from annotator.gui.grading.return_dialog import ReturnDialog

        current = self._desk.student.entry
        dialog = ReturnDialog(
            self._house,
            self._session,
            self._desk.entries,
            current,
            self._interaction,
            self._window,
        )
        dialog.returned.connect(self.returned)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_history(self) -> None:
        """Show what was decided about the hand-in, when and by whom."""
        entry = self._desk.student.entry
        if entry is None:
            return
        from annotator.gui.grading.history_dialog import HistoryDialog

        who = shown_name(entry, names=self._desk.names)
        log = self._session.history(entry.id)
        dialog = HistoryDialog(who, log, self._desk.theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def compare(self) -> None:
        """Compare with what a colleague decided, and settle it."""
        from annotator.gui.grading.second_dialog import SecondDialog

        found = colleagues(self._house.ports, [e.id for e in self._session.entries])
        if not found:
            return
        dialog = SecondDialog(
            self._house.ports,
            self._session,
            found[0],
            self._desk.theme,
            self._interaction,
            names=self._desk.names,
            parent=self._window,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
