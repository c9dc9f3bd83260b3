"""What leaves the screen: work that goes back to students, and a colleague's grading compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.errors import Interaction
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.grading.hand_in_controller import HandInController
from annotator.gui.theme import Theme
from annotator.services.grading_session import GradingEntry
from annotator.services.second_opinion import colleagues
from annotator.session.grading import GradingSession

if TYPE_CHECKING:
    from annotator.wiring.application import Application


class Desk(Protocol):
    """What the exits need of the screen."""

    names: bool
    theme: Theme
    comments: CommentController
    student: HandInController

    @property
    def entries(self) -> list[GradingEntry]:
        """Return the hand-ins that are listed."""


class GradingDialogs(QObject):
    """Opens the dialogs of one grading screen that are more than a gesture."""

    returned = Signal()

    def __init__(
        self,
        application: Application,
        session: GradingSession,
        screen: Desk,
        window: QWidget,
        interaction: Interaction,
    ) -> None:
        """Open dialogs before `window`."""
        super().__init__(window)
        self._application = application
        self._session = session
        self._screen = screen
        self._window = window
        self._interaction = interaction

    @property
    def has_opinions(self) -> bool:
        """Return whether a colleague graded some of the hand-ins too."""
        if self._session.grader.is_second:
            return False
        return bool(colleagues(self._application.ports, [e.id for e in self._session.entries]))

    def hand_back(self) -> None:
        """Give graded hand-ins back."""
        if not self._screen.comments.flush():
            return
        from annotator.gui.grading.return_dialog import ReturnDialog

        current = self._screen.student.entry
        dialog = ReturnDialog(
            self._application,
            self._session,
            self._screen.entries,
            current,
            self._interaction,
            self._window,
        )
        dialog.returned.connect(self.returned)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_history(self) -> None:
        """Show what was decided about the hand-in, when and by whom."""
        entry = self._screen.student.entry
        if entry is None:
            return
        from annotator.gui.grading.history_dialog import HistoryDialog

        who = shown_name(entry, names=self._screen.names)
        log = self._session.history(entry.id)
        dialog = HistoryDialog(who, log, self._screen.theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def compare(self) -> None:
        """Compare with what a colleague decided, and settle it."""
        from annotator.gui.grading.second_dialog import SecondDialog

        found = colleagues(self._application.ports, [e.id for e in self._session.entries])
        if not found:
            return
        dialog = SecondDialog(
            self._application.ports,
            self._session,
            found[0],
            self._screen.theme,
            self._interaction,
            names=self._screen.names,
            parent=self._window,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
