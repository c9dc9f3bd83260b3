"""The scale of a heat map: five tints with what they mean in per cent and in students."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.heat_scale import HEAT_STEPS, heat_range
from annotator.gui.insights.heat_view import heat_colour
from annotator.gui.look.theme import SPACE_2
from annotator.gui.look.wearing import current_theme
from annotator.translation import _


class HeatLegend(QWidget):
    """Five boxes from few to all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the scale for no students yet."""
        super().__init__(parent)
        self._students = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Scale of the heat map"))

    def show_students(self, students: int) -> None:
        """Say how many students all of them are."""
        self._students = students
        self.setAccessibleDescription("; ".join(self._texts()))
        self.updateGeometry()
        self.update()

    def _texts(self) -> list[str]:
        ranges = [heat_range(step) for step in range(1, HEAT_STEPS + 1)]
        found = [_("{low}–{high} %", low=low, high=high) for low, high in ranges[:-1]]
        low, high = ranges[-1]
        most = _("{low}–{high} % of {number}", low=low, high=high, number=self._students)
        return [*found, most]

    def sizeHint(self) -> QSize:
        """Return room for the boxes with their words."""
        metrics = self.fontMetrics()
        wide = sum(metrics.horizontalAdvance(text) + 4 * SPACE_2 for text in self._texts())
        return QSize(wide, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words that are cut say nothing."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the boxes with their words in them."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for step, text in enumerate(self._texts(), 1):
            width = self.fontMetrics().horizontalAdvance(text) + 2 * SPACE_2
            box = QRectF(left, 1, width, self.height() - 2)
            painter.setPen(QColor(theme.border))
            painter.setBrush(heat_colour(step, theme))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            left += width + SPACE_2
        painter.end()
