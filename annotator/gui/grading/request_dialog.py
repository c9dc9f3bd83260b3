"""A student asks to look again: the sentence, and room for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.grading_session import RegradeRequest
from annotator.domain.moments import clock, short_day
from annotator.gui.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField


class RequestDialog(GrowingDialog):
    """Shows a request and takes the answer that goes back with the next return."""

    def __init__(self, request: RegradeRequest, parent: QWidget | None = None) -> None:
        """Show what the student wrote and what was answered so far."""
        super().__init__(parent)
        self.setWindowTitle("Asks to look again")
        self.setMinimumWidth(460)
        said = label(request.text)
        said.setWordWrap(True)
        self.field = NoteField("Answer to the student", 4)
        self.field.setAccessibleDescription("Ctrl+Enter stores it")
        self.field.setPlainText(request.answer)
        self.field.finished.connect(self.accept)
        store = QPushButton("Store the answer")
        store.setProperty("kind", "primary")
        store.setAccessibleDescription("It goes back with the next return")
        store.clicked.connect(self.accept)
        cancel = QPushButton("Cancel")
        cancel.setAccessibleDescription("Leave it as it is")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(store)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(
            label(f"Written on {short_day(request.at)} at {clock(request.at)}", "muted")
        )
        column.addWidget(said)
        column.addWidget(label("Your answer goes back with the next return.", "small"))
        column.addWidget(self.field)
        column.addLayout(buttons)
        self.field.setFocus()

    @property
    def answer(self) -> str:
        """Return the answer."""
        return str(self.field.toPlainText())
