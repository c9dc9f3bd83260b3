"""How rows are drawn: once as a picture, which is laid down again until something differs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractScrollArea,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui.lists.row import ROW, Row, Shape, TitleStyle
from annotator.gui.lists.row_model import Index
from annotator.gui.look.theme import SPACE_1, SPACE_2, TARGET, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.broken_lines import broken
from annotator.gui.widgets.outcome_signs import OutcomeSign, draw_sign
from annotator.translation import _

SMALL = 0.92
BOX = 16
#: How many pixels of pictures are kept, of all rows of a list together: 24 MB.
MOST_PIXELS = 6_000_000
_STATES = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_MouseOver
    | QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_Enabled
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: QFont
    height: float
    ascent: float


class RowDelegate(QStyledItemDelegate):
    """Draws whatever offers a Row under the role ROW."""

    def __init__(self, shape: Shape, parent: QObject | None = None) -> None:
        """Draw rows of a shape."""
        super().__init__(parent)
        self.shape = shape
        self._pictures: OrderedDict[object, QPixmap] = OrderedDict()
        self._pixels = 0
        self._heights: dict[tuple[Row, int, str], int] = {}

    # -- size ------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row in the width of its view."""
        view, width = option.widget, option.rect.width()
        if isinstance(view, QAbstractScrollArea):
            width = view.viewport().width()
        row = index.data(ROW) if self.shape.fits else None
        return QSize(0, self.height(row, width, option.font))

    def height(self, row: Row | None, width: int, font: QFont) -> int:
        """Return how tall a row is; without one, the height that all are alike in."""
        shape, small = self.shape, _small(font)
        if row is None:
            fine = QFontMetricsF(small).lineSpacing() * (shape.note + shape.more)
            return _room(QFontMetricsF(font).lineSpacing() * shape.title + fine, shape)
        key = (row, width, font.key())
        if key not in self._heights:
            if len(self._heights) > 20_000:
                self._heights.clear()
            left, right = self._sides(row, width, font)
            lines = (*self._title(row, font, right - left), *self._fine(row, small, width - left))
            self._heights[key] = _room(sum(line.height for line, _unused in lines), shape)
        return self._heights[key]

    def box_side(self, row: Row) -> int:
        """Return how much of a row at its left belongs to its box."""
        return 0 if row.is_checked is None else SPACE_2 + BOX + SPACE_2

    # -- the picture -----------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the picture of a row down, drawn anew where there is none like it."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        area, ratio = QRect(option.rect), painter.device().devicePixelRatioF()
        look, state = current_theme(), option.state & _STATES
        key = (row, area.width(), area.height(), state, look, option.font.key(), ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._drawn(row, area.size(), state, look, option.font, ratio)
            self._keep(key, picture)
        else:
            self._pictures.move_to_end(key)
        # In whole pixels of the screen, also where it is scaled by a quarter.
        scene, is_scaled = painter.deviceTransform(), ratio != int(ratio)
        place = QPointF(area.topLeft())
        if is_scaled:
            place = scene.inverted()[0].map(QPointF(scene.map(place).toPoint()))
        painter.drawPixmap(place, picture)

    def _keep(self, key: object, picture: QPixmap) -> None:
        self._pictures[key] = picture
        self._pixels += picture.width() * picture.height()
        while self._pixels > MOST_PIXELS and len(self._pictures) > 1:
            _unused, gone = self._pictures.popitem(last=False)
            self._pixels -= gone.width() * gone.height()

    def _drawn(
        self,
        row: Row,
        size: QSize,
        state: QStyle.StateFlag,
        look: Theme,
        font: QFont,
        ratio: float,
    ) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(QPointF(0, 0), size)
        paint_ground(painter, area, state, look)
        self._paint_row(painter, area, row, look, font)
        painter.end()
        return picture

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: Row, look: Theme, font: QFont
    ) -> None:
        left, right = self._sides(row, int(area.width()), font)
        title = self._title(row, font, right - left)
        fine = self._fine(row, _small(font), int(area.width()) - left)
        tall = sum(line.height for line, _unused in (*title, *fine))
        top = area.top() + max(SPACE_1, (area.height() - tall) / 2)
        line = QFontMetricsF(font).lineSpacing()
        ink = getattr(look, row.tone)
        self._paint_signs(painter, row, QRectF(SPACE_2, top, area.width(), line), look, ink, font)
        self._paint_side(painter, row, QRectF(0, top, area.width() - SPACE_2, line), look, font)
        for text, tone in (*title, *fine):
            painter.setFont(text.font)
            painter.setPen(QColor(getattr(look, tone)))
            painter.drawText(QPointF(left, top + text.ascent), text.text)
            top += text.height
        if self.shape.fits:
            painter.setPen(QPen(QColor(look.border), 1))
            edge = area.bottom() - 0.5
            painter.drawLine(QPointF(SPACE_2, edge), QPointF(area.right() - SPACE_2, edge))

    def _paint_signs(
        self, painter: QPainter, row: Row, first: QRectF, look: Theme, ink: str, font: QFont
    ) -> None:
        left = first.left()
        if row.is_checked is not None:
            _paint_box(painter, QRectF(left, first.center().y() - BOX / 2, BOX, BOX), row, look)
            left += BOX + SPACE_2
        for sign in row.signs:
            # One that is taller than a line hangs from its top.
            top = max(first.center().y() - sign.width / 2, first.top() - 1)
            painter.save()
            painter.setFont(font)
            painter.setPen(QColor(ink))
            sign.draw(painter, QRectF(left, top, sign.width, sign.width), look)
            painter.restore()
            left += sign.width + SPACE_1

    def _paint_side(
        self, painter: QPainter, row: Row, first: QRectF, look: Theme, font: QFont
    ) -> None:
        right = first.right()
        if row.side:
            painter.setFont(_small(font))
            painter.setPen(QColor(look.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(first, int(flags), row.side)
            right -= _side_width(row, font)
        if row.is_flagged:
            box = QRectF(right - 12, first.center().y() - 7, 12, 14)
            painter.setPen(QPen(QColor(look.danger), 1.6))
            painter.drawLine(box.bottomLeft(), box.topLeft())
            painter.setBrush(QColor(look.danger))
            painter.drawRect(QRectF(box.left(), box.top(), box.width(), box.height() * 0.55))

    # -- the words -------------------------------------------------------------

    def _sides(self, row: Row, width: int, font: QFont) -> tuple[int, int]:
        """Return where the words begin and where those of the first line end."""
        left = self.box_side(row) or SPACE_2
        left += sum(sign.width + SPACE_1 for sign in row.signs)
        side = _side_width(row, font) + (12 + SPACE_1 if row.is_flagged else 0)
        return left, max(left + 1, round(width - SPACE_2 - side))

    def _title(self, row: Row, font: QFont, width: int) -> list[tuple[_Line, str]]:
        drawn = QFont(font)
        drawn.setBold(TitleStyle.BOLD in row.face)
        drawn.setItalic(TitleStyle.ITALIC in row.face)
        drawn.setStrikeOut(TitleStyle.STRUCK in row.face)
        return _lines(row.title, drawn, width, self.shape.title, row.tone)

    def _fine(self, row: Row, font: QFont, width: int) -> list[tuple[_Line, str]]:
        note = _lines(row.note, font, width - SPACE_2, self.shape.note, row.note_tone)
        return note + _lines(row.more, font, width - SPACE_2, self.shape.more, row.more_tone)

    # -- writing a title anew --------------------------------------------------

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """Return the field for a title."""
        field = QLineEdit(parent)
        field.setAccessibleName(_("Edit: {title}", title=index.data()))
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give an edit up where the field is left; Enter takes it, Escape gives it up."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit):
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            return False
        return super().eventFilter(watched, event)


def paint_ground(painter: QPainter, area: QRectF, state: QStyle.StateFlag, look: Theme) -> None:
    """Draw the ground of a row: chosen, under the pointer, with the keyboard."""
    inner = area.adjusted(2, 1, -2, -1)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(QColor(look.edge), 1) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.pressed if chosen else look.hover))
        painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.focus), 2))
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


def _paint_box(painter: QPainter, box: QRectF, row: Row, look: Theme) -> None:
    painter.setPen(QPen(QColor(look.accent if row.is_checked else look.edge), 1.4))
    painter.setBrush(QColor(look.accent if row.is_checked else look.surface))
    painter.drawRoundedRect(box, 4, 4)
    if row.is_checked:
        draw_sign(painter, OutcomeSign.FOUND, box, look.accent_text)


def _small(font: QFont) -> QFont:
    # Not kept: what a style option lends is gone after the call, and cannot be compared then.
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return small


def _side_width(row: Row, font: QFont) -> float:
    if not row.side:
        return 0.0
    return QFontMetricsF(_small(font)).horizontalAdvance(row.side) + SPACE_2


def _room(lines: float, shape: Shape) -> int:
    is_single = shape.title + shape.note + shape.more == 1
    return max(TARGET, round(lines) + 2 * (SPACE_1 if is_single else SPACE_2))


def _lines(text: str, font: QFont, width: float, most: int, tone: str) -> list[tuple[_Line, str]]:
    if not (most and text.strip()):
        return []
    metrics = QFontMetricsF(font)
    return [
        (_Line(line, font, metrics.lineSpacing(), metrics.ascent()), tone)
        for line in broken(text, font, width, most)
    ]
