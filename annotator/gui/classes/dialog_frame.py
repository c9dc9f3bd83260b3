"""The frame of the dialogs of the class screens: a title, a sentence, a message, two buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.look.wearing import set_role
from annotator.gui.widgets import controls
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.growing_dialog import MARGIN, GrowingDialog
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import _


def button(
    text: str,
    about: str,
    on_click: Callable[..., Any] | SignalInstance | None = None,
    *,
    kind: str = "",
) -> QPushButton:
    """Return a button with a word on what it does; Enter in a dialog does not press it."""
    made = controls.button(text, about, on_click, kind=kind, tip=about)
    made.setAutoDefault(False)
    return made


def menu_button(text: str, about: str) -> QPushButton:
    """Return a button that opens a menu and shows that it does."""
    made = button(f"{text} ▾", about)
    made.setAccessibleName(text)
    return made


class DialogFrame(GrowingDialog):
    """A dialog that says what is wrong inside itself and stays open until it is right."""

    accepting = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        yes: str,
        about_yes: str,
        parent: QWidget | None = None,
        *,
        no: str = "",
    ) -> None:
        """Lay out the frame; `body` is where the content goes."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.title = paragraph(title, "title")
        self.sentence = paragraph(sentence, "muted")
        self.sentence.setVisible(bool(sentence))
        self.body = column(spacing=SPACE_3)
        self._message = paragraph("", "danger")
        self._message.hide()
        self.yes = button(yes, about_yes, self.accepting, kind="primary")
        self.yes.setAutoDefault(True)
        self.yes.setDefault(True)
        self.no = button(no or _("Cancel"), _("Close this and change nothing"))
        self.no.clicked.connect(self.reject)
        self.buttons = row(STRETCH, self.no, self.yes, spacing=SPACE_2)
        parts = (self.title, self.sentence, stretched(self.body), self._message, self.buttons)
        whole = column(*parts, inside=self, spacing=SPACE_3, margins=SPACE_6)
        # No minimum width of the dialog itself: it would let longer buttons be cut.
        whole.addStrut(max(480, 58 * self.fontMetrics().averageCharWidth()) - 2 * SPACE_6)
        self.finished.connect(self.deleteLater)

    def say(self, text: str, role: str = "danger") -> None:
        """Say what is wrong; an empty text takes it away."""
        set_role(self._message, role)
        self._message.style().polish(self._message)
        self._message.setText(text)
        self._message.setVisible(bool(text))
        if self.isVisible():
            self.grow()

    @property
    def said(self) -> str:
        """Return what is said to be wrong."""
        return self._message.text()

    def fit(self, width: int, height: int = 0) -> None:
        """Take a size, as far as the screen has room; without a height as high as needed."""
        room = self.screen().availableSize()
        self.resize(min(width, room.width() - 48), min(height, room.height() - MARGIN))
