"""The dialogs of the grading screen that are more than a gesture."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from annotator.gui.grading.grading_keys import LISTED
from annotator.gui.grading.grading_navigation import GradingNavigation
from annotator.gui.grading.grading_rows import shown_name
from annotator.translation import _
from annotator.use_cases.grading import Grading


class GradingDialogs(QObject):
    """Gives work back, shows the history and the keys, and compares with a colleague."""

    returned = Signal()
    rulesChanged = Signal()

    def __init__(
        self,
        grading: Grading,
        navigation: GradingNavigation,
    ) -> None:
        """Open dialogs before the panels."""
        super().__init__(navigation)
        self._grading = grading
        self._navigation = navigation
        self._session, self._panels = navigation.session, navigation.panels

    @property
    def has_opinions(self) -> bool:
        """Return whether a colleague graded some of the hand-ins too."""
        return not self._session.grader.is_second and bool(self._grading.colleagues(self._session))

    def hand_back(self) -> None:
        """Give graded hand-ins back."""
        if not self._navigation.comments.flush():
            return
        from annotator.gui.grading.return_dialog import ReturnDialog

        dialog = ReturnDialog(
            self._grading,
            self._session,
            self._navigation.entries,
            self._navigation.student.entry,
            self._navigation.interaction,
            self._panels,
        )
        dialog.returned.connect(self.returned)
        _open(dialog)

    def show_history(self) -> None:
        """Show what was decided about the hand-in, when and by whom."""
        entry = self._navigation.student.entry
        if entry is None:
            return
        from annotator.gui.grading.history_dialog import HistoryDialog

        who = shown_name(entry, names=self._navigation.names)
        _open(HistoryDialog(who, self._session.history(entry.id), self._panels))

    def compare(self) -> None:
        """Compare with what a colleague decided, and settle it."""
        found = self._grading.colleagues(self._session)
        if not found:
            return
        from annotator.gui.grading.second_dialog import SecondDialog

        _open(
            SecondDialog(
                self._grading,
                self._session,
                found[0],
                self._navigation.interaction,
                names=self._navigation.names,
                parent=self._panels,
            )
        )

    def compare_rules(self) -> None:
        """Show what other credit rules would change, and change to them if that is wanted."""
        if self._session.grader.is_second or not self._navigation.comments.flush():
            return
        from annotator.gui.grading.rules_dialog import RulesDialog

        dialog = RulesDialog(
            self._grading,
            self._session,
            self._navigation.interaction,
            names=self._navigation.names,
            parent=self._panels,
        )
        dialog.applied.connect(self.rulesChanged)
        _open(dialog)

    def show_keys(self) -> None:
        """Show what the keyboard can do here."""
        from annotator.gui.widgets.keys_dialog import KeysDialog

        _open(
            KeysDialog((), self._panels, first=[(_(keys), _(meaning)) for keys, meaning in LISTED])
        )


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
