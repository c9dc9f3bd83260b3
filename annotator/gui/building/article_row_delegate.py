"""How an article is drawn in the list of the builder: its number, its outlet and its counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.building.article_row import ROW, ArticleRow
from annotator.gui.look.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme

Index = QModelIndex | QPersistentModelIndex
_NUMBER = 24


class ArticleRowDelegate(QStyledItemDelegate):
    """Draws the rows of the article list."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Draw in a theme."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines."""
        lines = (
            QFontMetricsF(option.font).lineSpacing()
            + QFontMetricsF(_small(option.font)).lineSpacing()
        )
        return QSize(100, round(lines) + 2 * SPACE_2 + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one article."""
        row: ArticleRow = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        bold, small = QFont(option.font), _small(option.font)
        bold.setBold(True)
        metrics, small_metrics = QFontMetricsF(bold), QFontMetricsF(small)
        left = area.left() + SPACE_3 + _NUMBER
        room = area.right() - SPACE_2 - left
        elide = Qt.TextElideMode.ElideRight
        first = area.top() + SPACE_2 + metrics.ascent()
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(area.left() + SPACE_3, first), str(index.row() + 1))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(QPointF(left, first), metrics.elidedText(row.title, elide, room))
        painter.setFont(small)
        painter.setPen(QColor(self._theme.warning if row.trouble else self._theme.muted))
        told = small_metrics.elidedText(row.trouble or row.facts, elide, room)
        painter.drawText(QPointF(left, first + small_metrics.lineSpacing() + 2), told)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        inner = area.adjusted(3, 2, -3, -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.pressed if chosen else self._theme.hover))
            painter.drawRoundedRect(inner, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.focus), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small
