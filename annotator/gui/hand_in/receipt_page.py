"""The receipt after handing in: proof that a student can keep."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QWidget

from annotator.gui.hand_in.wording import ReceiptCard
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import ElidedLabel, IconLabel, label
from annotator.gui.widgets.layouts import STRETCH, column, row, sheet, stretched
from annotator.translation import _


class ReceiptPage(QWidget):
    """What was handed in, when, and into which file, with a short code to compare."""

    doneRequested = Signal()

    def __init__(self, card: ReceiptCard, parent: QWidget | None = None) -> None:
        """Show the receipt."""
        super().__init__(parent)
        self._card = card
        self._copied = label("", "muted")
        self.done = button(
            _("Done"),
            _("Close the receipt and go on reading"),
            self.doneRequested,
            kind="primary",
            default=True,
        )
        copying = button(
            _("Copy receipt"),
            _("Copy the lines above, to paste them elsewhere"),
            self._on_copying_clicked,
        )
        opening = button(
            _("Open folder"),
            _("Show the folder with the file that you handed in"),
            self._on_opening_clicked,
        )
        words = paragraph(_("Your work is handed in. It stays on this machine too."))
        column(
            row(IconLabel("circle-check", "accent", 28), stretched(words), spacing=SPACE_3),
            self._build_slip(),
            self._copied,
            STRETCH,
            row(copying, opening, STRETCH, self.done, spacing=SPACE_2),
            inside=self,
            margins=0,
            spacing=SPACE_3,
        )

    def _build_slip(self) -> QFrame:
        form = QFormLayout()
        form.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        form.setHorizontalSpacing(SPACE_6)
        form.setVerticalSpacing(SPACE_2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, value in self._card.rows:
            shown = ElidedLabel(value, lines=2)
            set_tip(shown, value)
            shown.setAccessibleName(f"{caption}: {value}")
            form.addRow(label(caption, "muted"), shown)
        return sheet(form)

    def _on_copying_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._card.text)
        self._copied.setText(_("The receipt is copied: paste it into a message or a document."))

    def _on_opening_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._card.path.parent)))
