"""The way from a feedback file to the view of returned work, and back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.errors import Interaction, told
from annotator.gui.preferences import Preferences
from annotator.gui.task import TaskSlot
from annotator.translation import N_, _

if TYPE_CHECKING:  # none of these is needed before the first window is painted
    from annotator.domain.errors import AnnotatorError
    from annotator.domain.hand_ins import Student
    from annotator.services.received import Received
    from annotator.use_cases.returned import ReadingFeedback

TITLE = N_("Returned work")
FEEDBACK_ENDING = ".feedback"
SIGN_IN = N_("Sign in with your name or code first; then what came back to you is shown here.")
NOTHING = N_(
    "Nothing has come back to you on this machine yet. Open the .feedback file that "
    "your teacher gave you."
)
WHOSE = N_(
    "Returned work is shown to its student only. It was kept: sign in with the name or "
    "code that you handed in under, then open the file again."
)
NOT_YOURS = N_(
    "This is somebody else's returned work, so it is not shown here. It was kept: sign "
    "in with the name or code that it was handed in under, then open the file again."
)


class ReturnedWorkController(QObject):
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
        #: What came back here; the window says so once it is known.
        self.feedback: ReadingFeedback | None = None
        self._student: Student | None = None
        self._view: QWidget | None = None
        self._before: QWidget | None = None
        self._taking = TaskSlot(self, _("taking returned work in"), in_turn=True)

    @property
    def student(self) -> Student | None:
        """Return who is signed in."""
        return self._student

    @student.setter
    def student(self, student: Student | None) -> None:
        """Note who is signed in now; nobody else sees what is open."""
        if student != self._student:
            self.close()
        self._student = student

    def open(self, path: Path) -> None:
        """Take a feedback file in beside the interface, then show it."""
        if self.feedback is not None:
            taking = partial(self.feedback.take_in, path)
            self._taking.start(taking, self._on_taken_in, self._on_failed)

    def show_newest(self) -> None:
        """Show what came back last to whoever is signed in."""
        if self.feedback is None or self.student is None:
            self._interaction.tell(_(TITLE), _(SIGN_IN))
            return
        with told(self._interaction, _(TITLE)):
            works = self.feedback.all(self.student.name)
            if works:
                self._show(works[0])
            else:
                self._interaction.tell(_(TITLE), _(NOTHING))

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_(TITLE), str(trouble))

    def _on_taken_in(self, received: Received) -> None:
        from annotator.domain.hand_ins import name_key

        whose = name_key(received.feedback.student_name)
        if self.student is None:
            self._interaction.tell(_(TITLE), _(WHOSE))
        elif name_key(self.student.name) != whose:
            self._interaction.tell(_(TITLE), _(NOT_YOURS))
        else:
            self._show(received)

    def _show(self, received: Received) -> None:
        from annotator.gui.hand_in.returned_view import ReturnedView

        if self.student is None or self.feedback is None:
            return
        self.close()
        view = ReturnedView(self.feedback, received, self._interaction)
        view.offer(self.feedback.all(self.student.name))
        view.closeRequested.connect(self.close)
        view.otherRequested.connect(self._show)
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
