"""The receipt after handing in: proof that a student can keep."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.hand_in.wording import ReceiptCard
from annotator.gui.look.icons import IconLabel
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.translation import _


class ReceiptPage(QWidget):
    """What was handed in, when, and into which file, with a short code to compare."""

    doneRequested = Signal()

    def __init__(self, card: ReceiptCard, parent: QWidget | None = None) -> None:
        """Show the receipt."""
        super().__init__(parent)
        self._card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addLayout(self._build_heading())
        column.addWidget(self._build_slip())
        self._copied = label("", "muted")
        column.addWidget(self._copied)
        column.addStretch(1)
        column.addLayout(self._build_buttons())

    def _build_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_3)
        sign = IconLabel("circle-check", "accent", 28)
        words = label(_("Your work is handed in. It stays on this machine too."))
        words.setWordWrap(True)
        row.addWidget(sign)
        row.addWidget(words, 1)
        return row

    def _build_slip(self) -> QFrame:
        slip = QFrame()
        slip.setProperty("role", "sheet")
        form = QFormLayout(slip)
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
        return slip

    def _build_buttons(self) -> QHBoxLayout:
        copying = QPushButton(_("Copy receipt"))
        opening = QPushButton(_("Open folder"))
        self.done = QPushButton(_("Done"))
        self.done.setProperty("kind", "primary")
        self.done.setDefault(True)
        copying.setAccessibleDescription(_("Copy the lines above, to paste them elsewhere"))
        opening.setAccessibleDescription(_("Show the folder with the file that you handed in"))
        self.done.setAccessibleDescription(_("Close the receipt and go on reading"))
        copying.clicked.connect(self._on_copying_clicked)
        opening.clicked.connect(self._on_opening_clicked)
        self.done.clicked.connect(self.doneRequested)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(copying)
        row.addWidget(opening)
        row.addStretch(1)
        row.addWidget(self.done)
        return row

    def _on_copying_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._card.text)
        self._copied.setText(_("The receipt is copied: paste it into a message or a document."))

    def _on_opening_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._card.path.parent)))
