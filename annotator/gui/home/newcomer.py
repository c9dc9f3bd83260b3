"""The question under the name field where a name is not known here: new, or mistyped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.domain.notes import shortened
from annotator.gui.look.theme import SPACE_1
from annotator.translation import _

#: A button is no wider than so many letters of a name.
LONGEST = 40


class NewcomerQuestion(QWidget):
    """Buttons one below the other: who it may be, that it is a newcomer, or another try."""

    #: Somebody of the class list, as it is shown there.
    meant = Signal(str)
    newcomerConfirmed = Signal(str)
    againRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE_1, 0, 0)
        self._column.setSpacing(SPACE_1)
        self._name = ""
        self._likely: list[QPushButton] = []
        self.new = QPushButton()
        self.new.setAccessibleDescription(_("Begin with this name"))
        self.again = QPushButton()
        self.again.setAccessibleDescription(_("Back to the name, which nobody has taken yet"))
        for button in (self.again, self.new):
            button.setAutoDefault(True)  # Enter presses it, as in a dialog
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.new.clicked.connect(self._on_new_clicked)
        self.again.clicked.connect(self.againRequested)
        self.hide()

    def ask(self, name: str, likely: Sequence[str]) -> None:
        """Offer those it may be, and the keyboard to what loses nothing."""
        self.close_question()
        self._name = name
        for shown in likely:
            button = QPushButton(
                _("I am {name}", name=shortened(shown, LONGEST)).replace("&", "&&")
            )
            button.setProperty("meant", shown)
            button.setAccessibleDescription(_("Sign in as this one of the class list"))
            button.setAutoDefault(True)
            button.clicked.connect(self._on_likely_clicked)
            self._column.insertWidget(len(self._likely), button, 0, Qt.AlignmentFlag.AlignLeft)
            self._likely.append(button)
        begin = (
            _("I am new here, my name is right") if likely else _("Yes, this is my first time here")
        )
        self.new.setText(begin)
        self.again.setText(_("Let me type it again") if likely else _("No, let me type it again"))
        self.show()
        first = self._likely[0] if self._likely else self.again
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Ask nothing any more."""
        self.hide()
        for button in self._likely:
            self._column.removeWidget(button)
            button.deleteLater()
        self._likely.clear()

    def _on_likely_clicked(self) -> None:
        self.meant.emit(self.sender().property("meant"))

    def _on_new_clicked(self) -> None:
        self.newcomerConfirmed.emit(self._name)
