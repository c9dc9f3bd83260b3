"""How a cell of a comparison is drawn: its sentences or words, with what differs pointed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.compare.comparison_model import ComparisonModel, Index
from annotator.gui.compare.table_content import CellItem, EmphasisKind, TextEmphasis
from annotator.gui.look.theme import SPACE_1, SPACE_2, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap

PADDING = SPACE_2
#: Between the items of one cell, in pixels.
GAP = SPACE_2
SMALL = 0.88


@dataclass(slots=True)
class LaidOutText:
    """Some text broken into lines, and the box it takes."""

    layout: QTextLayout
    box: QRectF


class CellDelegate(QStyledItemDelegate):
    """Draws titles with their notes, and cells with one or more items."""

    def __init__(self, parent: QObject) -> None:
        """Stand at no cell yet."""
        super().__init__(parent)
        #: The cell where the keyboard is, and which of its items.
        self.current: tuple[int, int, int] | None = None

    def height_for(self, index: Index, width: int, font: QFont) -> int:
        """Return the height that a cell needs at a width."""
        boxes = self._set(index, QRectF(0, 0, width, 0), font)
        bottom = max((each.box.bottom() for each in boxes), default=0.0)
        return round(bottom) + PADDING + 1

    def item_at(self, index: Index, area: QRectF, point: QPointF, font: QFont) -> int:
        """Return the number of the item nearest to a point in a cell."""
        boxes = self._set(index, area, font)
        distances = [abs(each.box.center().y() - point.y()) for each in boxes]
        holding = [n for n, each in enumerate(boxes) if each.box.bottom() >= point.y()]
        if holding:
            return holding[0]
        return distances.index(min(distances)) if distances else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height at the width that the column has."""
        width = option.rect.width()
        return QSize(width, self.height_for(index, width, option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the items, and the frame where the keyboard is."""
        theme = current_theme()
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(theme.pressed if selected else theme.surface))
        model = index.model()
        assert isinstance(model, ComparisonModel)
        cell = model.cell(index)
        at = self.current
        chosen = at[2] if at is not None and at[:2] == (index.row(), index.column()) else None
        is_muted = cell is not None and not cell.items
        for number, each in enumerate(self._set(index, area, option.font)):
            if number == chosen and cell is not None and len(cell.items) > 1:
                bar = QRectF(area.left() + 2, each.box.top(), 3, each.box.height())
                painter.fillRect(bar, QColor(theme.accent))
            is_note = cell is None and number == 1
            painter.setPen(QColor(theme.muted if is_muted or is_note else theme.text))
            each.layout.draw(painter, each.box.topLeft())
        rule = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(rule, QColor(theme.border))
        if chosen is not None and bool(option.state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRect(area.adjusted(1, 1, -1.5, -1.5))
        painter.restore()

    # -- setting -------------------------------------------------------------------------------

    def _set(self, index: Index, area: QRectF, font: QFont) -> list[LaidOutText]:
        model = index.model()
        assert isinstance(model, ComparisonModel)
        cell = model.cell(index)
        width = max(40.0, area.width() - 2 * PADDING)
        top = QPointF(area.left() + PADDING, area.top() + PADDING)
        if cell is None:
            row = model.rows[index.row()]
            bold, small = QFont(font), QFont(font)
            bold.setBold(True)
            small.setPointSizeF(font.pointSizeF() * SMALL)
            parts = [(row.title, bold, ()), (row.note, small, ())]
            return _stacked(parts, top, width, SPACE_1)
        if not cell.items:
            slanted = QFont(font)
            slanted.setItalic(True)
            return _stacked([(cell.empty, slanted, ())], top, width, 0)
        return _stacked(
            [(_shown(item), font, self._formats(item)) for item in cell.items],
            top,
            width,
            GAP if any(item.marks or len(item.text) > 40 for item in cell.items) else SPACE_1,
        )

    def _formats(self, item: CellItem) -> tuple[QTextLayout.FormatRange, ...]:
        offsets = OffsetMap(_shown(item))
        ranges = [_range(offsets, mark, self._look(mark.kind)) for mark in item.marks]
        if item.note:
            look = QTextCharFormat()
            look.setForeground(QColor(current_theme().muted))
            made = QTextLayout.FormatRange()
            made.start = offsets.to_utf16(len(item.text))
            made.length = offsets.utf16_units - made.start
            made.format = look
            ranges.append(made)
        return tuple(ranges)

    def _look(self, kind: EmphasisKind) -> QTextCharFormat:
        """Return words with a line under them, figures in bold: never by colour alone."""
        theme = current_theme()
        look = QTextCharFormat()
        look.setBackground(QColor(blend(theme.surface, theme.accent, 0.14)))
        if kind is EmphasisKind.FIGURE:
            look.setFontWeight(QFont.Weight.Bold)
        else:
            look.setFontUnderline(True)
            look.setUnderlineColor(QColor(theme.accent))
        return look


def _shown(item: CellItem) -> str:
    return f"{item.text}  {item.note}" if item.note else item.text


def _range(
    offsets: OffsetMap, mark: TextEmphasis, look: QTextCharFormat
) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = offsets.to_utf16(mark.span.start)
    made.length = offsets.to_utf16(mark.span.end) - made.start
    made.format = look
    return made


def _stacked(
    parts: Sequence[tuple[str, QFont, Sequence[QTextLayout.FormatRange]]],
    top: QPointF,
    width: float,
    gap: float,
) -> list[LaidOutText]:
    """Return the parts under each other, each broken at the width."""
    made: list[LaidOutText] = []
    y = top.y()
    for text, font, formats in parts:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(list(formats))
        height, leading = 0.0, QFontMetricsF(font).lineSpacing() * 1.12
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += leading
        layout.endLayout()
        made.append(LaidOutText(layout, QRectF(top.x(), y, width, height)))
        y += height + gap
    return made
