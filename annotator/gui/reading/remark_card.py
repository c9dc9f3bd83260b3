"""What a practice lesson says about the chosen annotation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.labels import IconLabel, label
from annotator.services.feedback import KeyComparison, PracticeRemark
from annotator.translation import _

ICON = 22
SIGNS = {
    KeyComparison.RIGHT: ("circle-check", "accent"),
    KeyComparison.NEARLY: ("circle-dot", "warning"),
    KeyComparison.LOOK_AGAIN: ("circle-x", "danger"),
    KeyComparison.EXTRA: ("circle-question-mark", "muted"),
}


class RemarkCard(QFrame):
    """A sign, a verdict and the explanation; it is told to screen readers when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._remark: PracticeRemark | None = None
        self.setProperty("role", "sheet")
        self._sign = IconLabel("", "text", ICON)
        self.verdict = label("")
        font = self.verdict.font()
        font.setBold(True)
        self.verdict.setFont(font)
        self.explanation = label("")
        for words in (self.verdict, self.explanation):
            words.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.verdict, 0, 1)
        grid.addWidget(self.explanation, 1, 1)
        self.setAccessibleName(_("Answer"))
        self.hide()

    def show_remark(self, remark: PracticeRemark | None) -> None:
        """Show a remark, or nothing."""
        if remark == self._remark:
            return
        self._remark = remark
        self.setVisible(remark is not None)
        if remark is None:
            return
        self.verdict.setText(remark.verdict)
        self.explanation.setText(remark.explanation)
        self.explanation.setVisible(bool(remark.explanation))
        self.setAccessibleDescription(remark.spoken)
        self._sign.set_icon(*SIGNS[remark.sign])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, remark.spoken))
