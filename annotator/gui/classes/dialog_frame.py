"""The frame of the dialogs of the class screens: a title, a sentence, a message, two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.widgets.growing_dialog import MARGIN, GrowingDialog
from annotator.gui.widgets.labels import label


def button(text: str, about: str, kind: str = "") -> QPushButton:
    """Return a button with a word on what it does."""
    made = QPushButton(text)
    made.setAccessibleDescription(about)
    set_tip(made, about)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made


def menu_button(text: str, about: str) -> QPushButton:
    """Return a button that opens a menu and shows that it does."""
    made = button(f"{text} ▾", about)
    made.setAccessibleName(text)
    made.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0px; }")
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
        no: str = "Cancel",
    ) -> None:
        """Lay out the frame; `body` is where the content goes."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        letters = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(max(480, 58 * letters))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        self.title = label(title, "title")
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self.sentence = label(sentence, "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setVisible(bool(sentence))
        column.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_3)
        column.addLayout(self.body, 1)
        self._message = label("", "danger")
        self._message.setWordWrap(True)
        self._message.hide()
        column.addWidget(self._message)
        self.yes = button(yes, about_yes, "primary")
        self.yes.setAutoDefault(True)
        self.yes.setDefault(True)
        self.no = button(no, "Close this and change nothing")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE_2)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        column.addLayout(self.buttons)
        self.yes.clicked.connect(self.accepting)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def say(self, text: str, role: str = "danger") -> None:
        """Say what is wrong; an empty text takes it away."""
        self._message.setProperty("role", role)
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
