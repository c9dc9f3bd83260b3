"""Small bar charts that say the same in grey: patterns and numbers, never colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, Theme, blend
from annotator.gui.look.wearing import current_theme

#: What tells the parts of a bar apart, from the first on: full, then ever lighter patterns.
PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.NoBrush,
)
LABEL_SHARE = 0.34
TEXT_WIDTH = 0.2


@dataclass(frozen=True, slots=True)
class ScreenBar:
    """One bar: its name, its parts in the order of the legend, and its numbers in words."""

    name: str
    parts: tuple[float, ...]
    text: str

    @property
    def total(self) -> float:
        """Return the length of all parts together."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; `legend` names the parts where there is more than one.

    `whole` is the value that fills the width; without one the longest bar does.
    """

    title: str
    bars: tuple[ScreenBar, ...]
    legend: tuple[str, ...] = ()
    whole: float | None = None

    @property
    def spoken(self) -> str:
        """Return the chart in words."""
        said = "; ".join(f"{bar.name}: {bar.text}" for bar in self.bars)
        return f"{self.title}. {said}"


def _draw_bar(painter: QPainter, row: QRectF, bar: ScreenBar, longest: float, theme: Theme) -> None:
    metrics = QFontMetricsF(painter.font())
    name_width = row.width() * LABEL_SHARE
    text_width = max(row.width() * TEXT_WIDTH, metrics.horizontalAdvance(bar.text) + SPACE_1)
    name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, name_width - SPACE_2)
    painter.setPen(QColor(theme.text))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(row.left(), row.top(), name_width, row.height()), middle, name)
    groove = QRectF(
        row.left() + name_width,
        row.top() + row.height() * 0.14,
        max(8.0, row.width() - name_width - text_width - SPACE_2),
        row.height() * 0.72,
    )
    left = groove.left()
    for number, part in enumerate(bar.parts):
        width = groove.width() * min(1.0, part / longest)
        if width > 0:
            box = QRectF(left, groove.top(), width, groove.height())
            _fill(painter, box, number, theme)
            left += width
    painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
    painter.drawLine(groove.bottomLeft(), groove.bottomRight())
    painter.setPen(QColor(theme.text))
    end = QRectF(groove.right() + SPACE_2, row.top(), text_width, row.height())
    painter.drawText(end, middle, bar.text)


def _draw_legend(
    painter: QPainter, at: QPointF, names: Sequence[str], line: float, theme: Theme
) -> None:
    metrics = QFontMetricsF(painter.font())
    x = at.x()
    for number, name in enumerate(names):
        _fill(painter, QRectF(x, at.y() + line * 0.2, line * 0.9, line * 0.6), number, theme)
        x += line * 0.9 + SPACE_1
        width = metrics.horizontalAdvance(name)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(x, at.y(), width + 2, line), Qt.AlignmentFlag.AlignVCenter, name)
        x += width + SPACE_3


def _fill(painter: QPainter, box: QRectF, number: int, theme: Theme) -> None:
    grey = QColor(blend(theme.surface, theme.text, 0.62))
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QBrush(grey, PATTERNS[number % len(PATTERNS)]))
    painter.drawRect(box)


class ChartView(QWidget):
    """One chart on a screen; a screen reader gets its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.chart = Chart("", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Show this chart."""
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.spoken)
        self.setVisible(bool(chart.bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all bars."""
        heads = 2 if len(self.chart.legend) > 1 else 1
        return QSize(300, round((heads + len(self.chart.bars)) * (self._line + SPACE_2)))

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows bars."""
        return QSize(240, self.sizeHint().height())

    @property
    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart."""
        chart, theme, line, width = self.chart, current_theme(), self._line, float(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        title = QFontMetricsF(bold).elidedText(chart.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(0, 0, width, line), Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(self.font())
        top = line + SPACE_2
        if len(chart.legend) > 1:
            _draw_legend(painter, QPointF(0, top), chart.legend, line, theme)
            top += line + SPACE_2
        longest = chart.whole or max((bar.total for bar in chart.bars), default=0.0) or 1.0
        for bar in chart.bars:
            _draw_bar(painter, QRectF(0, top, width, line), bar, longest, theme)
            top += line + SPACE_2
        painter.end()
