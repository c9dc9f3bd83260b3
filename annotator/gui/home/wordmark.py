"""The program's name, marked as a student would mark it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from annotator.gui.look.wearing import set_role

WAVY_COLOUR = "#E69F00"
DASHED_COLOUR = "#56B4E9"


class Wordmark(QLabel):
    """The name over two of its own lines: a wavy one and a dashed one."""

    LINE_ROOM = 7

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the name."""
        super().__init__("Annotator", parent)
        set_role(self, "wordmark")

    def sizeHint(self) -> QSize:
        """Return the size of the name with room for the lines."""
        return super().sizeHint() + QSize(0, self.LINE_ROOM)

    def minimumSizeHint(self) -> QSize:
        """Return the same size: the name is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the name and the lines under its two halves."""
        metrics = self.fontMetrics()
        top = (self.height() - self.LINE_ROOM - metrics.height()) / 2
        baseline = top + metrics.ascent()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(self.foregroundRole()))
        font = QFont(self.font())
        painter.setFont(font)
        painter.drawText(QPointF(0, baseline), self.text())
        middle = metrics.horizontalAdvance("Anno")
        end = metrics.horizontalAdvance(self.text())
        y = baseline + metrics.descent() + 2
        wave = QPainterPath(QPointF(1, y))
        x = 1.0
        while x < middle - 4:
            wave.quadTo(x + 2, y - 3, x + 4, y)
            wave.quadTo(x + 6, y + 3, x + 8, y)
            x += 8
        painter.setPen(QPen(QColor(WAVY_COLOUR), 2))
        painter.drawPath(wave)
        dashes = QPen(QColor(DASHED_COLOUR), 2.5)
        dashes.setDashPattern([3, 1.6])
        painter.setPen(dashes)
        painter.drawLine(QPointF(middle + 3, y), QPointF(end - 1, y))
        painter.end()
