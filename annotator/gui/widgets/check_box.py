"""A check box whose tick is in the theme's own colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from annotator.gui.look.wearing import current_theme

_TICK = (QPointF(-4.5, 0.5), QPointF(-1.5, 3.5), QPointF(4.5, -3.5))


class CheckBox(QCheckBox):
    """Draws its tick itself: a style sheet knows pictures, and those have one colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the tick on it."""
        super().paintEvent(event)
        if self.checkState() != Qt.CheckState.Checked:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        pen = QPen(QColor(current_theme().accent_text), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.translate(box.toRectF().center())
        painter.drawPolyline(_TICK)
        painter.end()
