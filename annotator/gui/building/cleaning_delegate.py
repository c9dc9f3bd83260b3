"""How a block of an imported page is drawn: a box to keep it, its words, its kind and why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.lessons import BlockKind
from annotator.gui.building.cleaning_model import KIND_NAMES, ROW, BlockRow
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, TARGET, Theme
from annotator.gui.look.wearing import current_theme

Index = QModelIndex | QPersistentModelIndex
BOX = 18
#: The part of a row at the left that a click switches.
BOX_SIDE = TARGET + SPACE_3
_MOST_LINES = 8


class CleaningDelegate(QStyledItemDelegate):
    """Draws the rows of the cleaning list."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Draw in a theme."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme
        self._heights: dict[tuple[str, BlockKind, int, str], int] = {}

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the words and the line below them need."""
        row: BlockRow = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        key = (row.text, row.block.kind, width, option.font.key())
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) > 20_000:
                self._heights.clear()
            layout = self._laid_out(row, option.font, width)
            lines = min(layout.lineCount(), _MOST_LINES)
            words = layout.lineAt(0).height() * lines if lines else 0
            height = round(words + QFontMetricsF(_small(option.font)).lineSpacing())
            height = max(height + SPACE_2 + SPACE_3, TARGET + SPACE_2)
            self._heights[key] = height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one block."""
        row: BlockRow = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        corner = QPointF(area.left() + SPACE_3, area.top() + SPACE_2)
        self._paint_box(painter, QRectF(corner.x(), corner.y(), BOX, BOX), is_kept=row.block.keep)
        bottom = self._paint_words(painter, area, row, option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = QRectF(area.left(), bottom, area.width(), 0)
        self._paint_reason(painter, place, row, option.font, is_chosen=chosen)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        line = area.bottom() - 0.5
        painter.drawLine(QPointF(area.left() + BOX_SIDE, line), QPointF(area.right(), line))
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        inner = area.adjusted(2, 1, -2, -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.pressed if chosen else self._theme.hover))
            painter.drawRoundedRect(inner, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.focus), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_box(self, painter: QPainter, box: QRectF, *, is_kept: bool) -> None:
        painter.setPen(QPen(QColor(self._theme.accent if is_kept else self._theme.edge), 1.4))
        painter.setBrush(QColor(self._theme.accent if is_kept else self._theme.surface))
        painter.drawRoundedRect(box, 4, 4)
        if is_kept:
            pen = QPen(QColor(self._theme.accent_text), 2.2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            places = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
            points = [
                QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                for x, y in places
            ]
            painter.drawPolyline(QPolygonF(points))

    def _paint_words(self, painter: QPainter, area: QRectF, row: BlockRow, font: QFont) -> float:
        """Draw the words and return where they end."""
        layout = self._laid_out(row, font, round(area.width()))
        painter.setPen(QColor(self._theme.text if row.block.keep else self._theme.muted))
        top = area.top() + SPACE_1 + 2
        shown = min(layout.lineCount(), _MOST_LINES)
        for number in range(shown):
            line = layout.lineAt(number)
            line.draw(painter, QPointF(area.left() + BOX_SIDE, top))
        bottom = top + sum(layout.lineAt(number).height() for number in range(shown))
        if layout.lineCount() > _MOST_LINES:
            place = QPointF(area.right() - SPACE_3 * 2, bottom - QFontMetricsF(font).descent())
            painter.drawText(place, "…")
        return bottom

    def _paint_reason(
        self, painter: QPainter, area: QRectF, row: BlockRow, font: QFont, *, is_chosen: bool
    ) -> None:
        small = _small(font)
        metrics = QFontMetricsF(small)
        state = "Kept" if row.block.keep else "Dropped"
        told = f"{state}  ·  {KIND_NAMES[row.block.kind]}  ·  {row.reason}"
        room = area.width() - BOX_SIDE - SPACE_3
        painter.setFont(small)
        # On the ground of a chosen row the accent has too little contrast.
        decided = self._theme.text if is_chosen else self._theme.accent
        painter.setPen(QColor(decided if row.is_decided else self._theme.muted))
        place = QPointF(area.left() + BOX_SIDE, area.top() + metrics.ascent() + 1)
        painter.drawText(place, metrics.elidedText(told, Qt.TextElideMode.ElideRight, room))

    def _laid_out(self, row: BlockRow, font: QFont, width: int) -> QTextLayout:
        drawn = QFont(font)
        drawn.setBold(row.block.kind is BlockKind.SUBHEADING)
        drawn.setItalic(row.block.kind is BlockKind.CAPTION)
        drawn.setStrikeOut(not row.block.keep)
        layout = QTextLayout(row.text, drawn)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        height = 0.0
        for _ in range(_MOST_LINES + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, width - BOX_SIDE - SPACE_3))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small
