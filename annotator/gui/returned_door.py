"""The way from a feedback file to the view of returned work, and back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.errors import Interaction
from annotator.gui.preferences import Preferences
from annotator.gui.tasks import run_task

if TYPE_CHECKING:  # none of these is needed before the first window is painted
    from annotator.domain.errors import AnnotatorError
    from annotator.domain.hand_ins import Student
    from annotator.gui.house import House
    from annotator.wiring.house import House as WiredHouse
    from annotator.wiring.returned import Received

TITLE = "Returned work"
FEEDBACK_ENDING = ".feedback"
NOT_YOURS = (
    "This is somebody else's returned work, so it is not shown here. It was kept: sign in with the "
    "name or code that it was handed in under, then open the file again."
)


class ReturnedDoor(QObject):
    """Takes feedback files in and shows them to their student."""

    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        preferences: Preferences,
        interaction: Interaction,
        parent: QObject,
    ) -> None:
        """Show views on the stack of the window."""
        super().__init__(parent)
        self._stack = stack
        self._preferences = preferences
        self._interaction = interaction
        self._view: QWidget | None = None
        self._before: QWidget | None = None
        preferences.themeChanged.connect(self._on_preferences_theme_changed)

    def open(self, house: House, student: Student | None, path: Path) -> None:
        """Take a feedback file in beside the interface, then show it."""
        from annotator.wiring.returned import take_in_feedback

        # The window knows its house as far as students need it; this one is wired.
        wired = cast("WiredHouse", house)
        shown = partial(self._show, wired, student)
        run_task(self, partial(take_in_feedback, wired, path), shown, self._on_failed)

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(TITLE, str(trouble))

    def _show(self, house: WiredHouse, student: Student | None, received: Received) -> None:
        from annotator.domain.hand_ins import name_key
        from annotator.gui.hand_in.returned_view import ReturnedView

        whose = name_key(received.feedback.student_name)
        if student is None or name_key(student.name) != whose:
            self._interaction.tell(TITLE, NOT_YOURS)
            return
        self.close()
        view = ReturnedView(house, received, self._preferences.theme, self._interaction)
        view.closeRequested.connect(self.close)
        self._view, self._before = view, self._stack.currentWidget()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.setFocus()
        self.opened.emit()

    def close(self) -> None:
        """Go back to what was shown before."""
        if self._view is None:
            return
        view, self._view = self._view, None
        if self._before is not None and self._stack.indexOf(self._before) >= 0:
            self._stack.setCurrentWidget(self._before)
        self._stack.removeWidget(view)
        view.hide()
        view.deleteLater()
        self.closed.emit()

    def _on_preferences_theme_changed(self) -> None:
        from annotator.gui.hand_in.returned_view import ReturnedView

        if isinstance(self._view, ReturnedView):
            self._view.set_theme(self._preferences.theme)
