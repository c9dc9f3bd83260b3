"""The bottom of the grading screen: what just happened, who else is here, and where to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.controls import button
from annotator.gui.widgets.labels import ElidedLabel
from annotator.gui.widgets.layouts import centred, row
from annotator.translation import _


class GradingFooter(QFrame):
    """Previous, next, next ungraded, graded, return; and a line that says what was done."""

    stepRequested = Signal(int)
    ungradedRequested = Signal()
    gradedRequested = Signal()
    returnRequested = Signal()
    takeOverRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons, each with its key."""
        super().__init__(parent)
        self.previous = _button(_("Previous  K"), _("Go to the previous one"))
        self.previous.clicked.connect(self._on_previous_clicked)
        self.next = _button(_("Next  J"), _("Go to the next one"))
        self.next.clicked.connect(self._on_next_clicked)
        self.ungraded = _button(_("Next ungraded  U"), _("Go to the next one that waits for you"))
        self.ungraded.clicked.connect(self.ungradedRequested)
        self.notice = ElidedLabel("", role="muted")
        self.take_over = _button(_("Take over"), _("Go on with this hand-in yourself"))
        self.take_over.clicked.connect(self.takeOverRequested)
        self.take_over.hide()
        self.hand_back = _button(
            _("Return…"), _("Give graded hand-ins back: PDF and feedback file")
        )
        self.hand_back.clicked.connect(self.returnRequested)
        self.graded = _button(
            _("Graded, go on  D"), _("Mark as graded; go to the next ungraded one")
        )
        self.graded.setProperty("kind", "primary")
        self.graded.clicked.connect(self.gradedRequested)
        row(
            self.previous,
            self.next,
            self.ungraded,
            centred(self.notice, 1),
            self.take_over,
            self.hand_back,
            self.graded,
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_2),
            spacing=SPACE_2,
        )

    def tell(self, text: str, *, offers_take_over: bool = False) -> None:
        """Say what happened, for eyes and screen readers."""
        self.notice.setText(text)
        set_tip(self.notice, text)
        self.notice.setAccessibleName(text)
        self.take_over.setVisible(offers_take_over)

    def _on_previous_clicked(self) -> None:
        self.stepRequested.emit(-1)

    def _on_next_clicked(self) -> None:
        self.stepRequested.emit(1)


def _button(text: str, tells: str) -> QPushButton:
    return button(text, tells, name=text.split("  ")[0].rstrip("…"), tip=tells)
