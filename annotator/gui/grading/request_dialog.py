"""A student asks to look again: the sentence, and room for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.domain.grading_session import RegradeRequest
from annotator.domain.moments import clock, short_day
from annotator.gui.look.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.gui.widgets.note_field import NoteField
from annotator.translation import _


class RequestDialog(GrowingDialog):
    """Shows a request and takes the answer that goes back with the next return."""

    def __init__(self, request: RegradeRequest, parent: QWidget | None = None) -> None:
        """Show what the student wrote and what was answered so far."""
        super().__init__(parent)
        self.setWindowTitle(_("Asks to look again"))
        self.setMinimumWidth(460)
        self.field = NoteField(_("Answer to the student"), 4)
        self.field.setAccessibleDescription(_("Ctrl+Enter stores it"))
        self.field.setPlainText(request.answer)
        self.field.finished.connect(self.accept)
        store = button(
            _("Store the answer"),
            _("It goes back with the next return"),
            self.accept,
            kind="primary",
        )
        cancel = button(_("Cancel"), _("Leave it as it is"), self.reject)
        column(
            label(
                _(
                    "Written on {day} at {time}",
                    day=short_day(request.at),
                    time=clock(request.at),
                ),
                "muted",
            ),
            paragraph(request.text),
            label(_("Your answer goes back with the next return."), "small"),
            self.field,
            row(STRETCH, cancel, store),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )
        self.field.setFocus()

    @property
    def answer(self) -> str:
        """Return the answer."""
        return str(self.field.toPlainText())
