"""The lines that tell categories apart where colour cannot, under words and in margins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from annotator.domain.scheme import Category, LinePattern
from annotator.gui.articles.highlight_colours import highlight_colours
from annotator.gui.look.icons import drawn_icon
from annotator.gui.look.theme import Theme
from annotator.gui.look.wearing import theme_of

#: Half the height of a wave and half its length, in pixels at the usual width.
WAVE_HEIGHT = 1.5
WAVE_STEP = 3.0
TILE_HEIGHT = 8
#: Drawn and left out, in widths of the line.
DASHES = {
    LinePattern.DASHED: (4.0, 2.0),
    LinePattern.DOTTED: (1.0, 2.0),
    LinePattern.DASH_DOT: (4.0, 1.5, 1.0, 1.5),
}
#: How thick a line of each pattern is, in pixels; thin where the pattern itself is heavy.
WIDTHS = {
    LinePattern.WAVY: 1.4,
    LinePattern.DASHED: 2.0,
    LinePattern.DOUBLE: 1.2,
    LinePattern.DOTTED: 2.0,
    LinePattern.DASH_DOT: 2.0,
    LinePattern.NONE: 0.0,
}
#: How thick the line under words is that has no tint, so that plain statements stay quiet;
#: the bar in the margin carries its contrast.
QUIET = 0.6


def draw_line(
    painter: QPainter, pattern: LinePattern, start: QPointF, length: float, pen: QPen
) -> None:
    """Draw a pattern from `start` to the right; dashes and waves keep step across runs.

    The pen gives colour and width. A vertical line is drawn by turning the painter.
    """
    if pattern is LinePattern.NONE:
        return
    end = QPointF(start.x() + length, start.y())
    smooth = QPainter.RenderHint.Antialiasing
    painter.setRenderHint(smooth, pattern is LinePattern.WAVY)
    if pattern is LinePattern.WAVY:
        painter.setPen(pen)
        painter.drawPolyline(_wave(start, length))
    elif pattern is LinePattern.DOUBLE:
        painter.setPen(pen)
        for rail in double_lines(start, length, pen):
            painter.fillRect(rail, pen.color())
    else:
        dashed = QPen(pen)
        dashed.setDashPattern(list(DASHES[pattern]))
        dashed.setDashOffset(start.x() / pen.widthF())
        dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(dashed)
        painter.drawLine(start, end)
    painter.setRenderHint(smooth)


def double_lines(start: QPointF, length: float, pen: QPen) -> tuple[QRectF, QRectF]:
    """Return the two lines of the double pattern, in whole pixels, so that both are alike."""
    width, middle = max(1, round(pen.widthF())), round(start.y())
    return (
        QRectF(start.x(), middle - width, length, width),
        QRectF(start.x(), middle + width, length, width),
    )


class Tile(NamedTuple):
    """A whole number of periods of a pattern as a picture, and how wide that is in pixels."""

    picture: QPixmap
    period: float


def line_tile(pattern: LinePattern, pen: QPen, ratio: float) -> Tile:
    """Return a piece of a pattern that can be laid in a row.

    To lay pictures is much quicker than to draw dashes and waves each time. All articles
    share them.
    """
    key = f"line {pattern} {pen.color().rgba()} {pen.widthF()} {ratio}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        on_off = DASHES.get(pattern)
        picture = _dash_tile(on_off, pen, ratio) if on_off else _wave_tile(pen, ratio)
        QPixmapCache.insert(key, picture)
    return Tile(picture, picture.width() / picture.devicePixelRatio())


def _dash_tile(on_off: Sequence[float], pen: QPen, ratio: float) -> QPixmap:
    # In whole pixels of the screen, so that each dash is as sharp as the next.
    unit = pen.widthF() * ratio
    steps = [max(1, round(unit * each)) for each in on_off]
    tile = _empty_tile(sum(steps), round(TILE_HEIGHT * ratio))
    thick = max(1, round(unit))
    painter = QPainter(tile)
    left = 0
    for on, off in zip(steps[::2], steps[1::2], strict=True):
        painter.fillRect(left, (tile.height() - thick) // 2, on, thick, pen.color())
        left += on + off
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile


def _wave_tile(pen: QPen, ratio: float) -> QPixmap:
    width, height = 4 * WAVE_STEP, TILE_HEIGHT
    tile = _empty_tile(round(width * ratio), round(height * ratio))
    tile.setDevicePixelRatio(ratio)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    # Begun before and ended after the tile, so that its edges join.
    painter.drawPolyline(_wave(QPointF(-4 * WAVE_STEP, height / 2), 3 * width))
    painter.end()
    return tile


def _empty_tile(width: int, height: int) -> QPixmap:
    tile = QPixmap(width, height)
    tile.fill(Qt.GlobalColor.transparent)
    return tile


def draw_bar(
    painter: QPainter, pattern: LinePattern, top: QPointF, height: float, pen: QPen
) -> None:
    """Draw a pattern downwards from `top`, as in a margin."""
    painter.save()
    painter.translate(top)
    painter.rotate(90)
    draw_line(painter, pattern, QPointF(0, 0), height, pen)
    painter.restore()


def line_pen(colour: str, pattern: LinePattern, scale: float = 1.0) -> QPen:
    """Return the pen of a pattern; thin where the pattern itself is heavy."""
    pen = QPen(QColor(colour), WIDTHS[pattern] * scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def category_icon(category: Category) -> QIcon:
    """Return the sign of a category for buttons: its tint, its letter and its line."""

    def draw(painter: QPainter, area: QRectF, theme: Theme) -> None:
        draw_chip(painter, area, category, theme)

    return drawn_icon(
        draw, 22, f"{category.letter} {category.colour} {category.line} {category.is_filled}"
    )


class SignLabel(QWidget):
    """The sign of a category beside words, in the colours of the paper that it lies on."""

    def __init__(self, category: Category, side: int) -> None:
        """Show a category in a square."""
        super().__init__()
        self._category = category
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        draw_chip(painter, QRectF(self.rect()), self._category, theme_of(self))
        painter.end()


def draw_chip(painter: QPainter, area: QRectF, category: Category, theme: Theme) -> None:
    """Draw a category's letter on its tint, over its line."""
    colours = highlight_colours(category, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(area, 4, 4)
    font = painter.font()
    font.setPixelSize(round(area.height() * 0.56))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    letter = QRectF(area.left(), area.top() + 1, area.width(), area.height() * 0.7)
    painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, category.letter)
    start = QPointF(area.left() + 4, area.bottom() - 4)
    pen = line_pen(colours.line, category.line)
    draw_line(painter, category.line, start, area.width() - 8, pen)
    painter.restore()


def _wave(start: QPointF, length: float) -> QPolygonF:
    """Return a wave whose phase depends on the place alone, so that neighbours join."""
    points: list[QPointF] = []
    end = start.x() + length
    step = int(start.x() // WAVE_STEP)
    x = start.x()
    while x < end:
        points.append(QPointF(x, start.y() + _wave_height(x)))
        step += 1
        x = step * WAVE_STEP
    points.append(QPointF(end, start.y() + _wave_height(end)))
    return QPolygonF(points)


def _wave_height(x: float) -> float:
    """Return the height of a triangle wave at x; the round joins of the pen soften it."""
    phase = (x / WAVE_STEP) % 2.0
    return WAVE_HEIGHT * (1 - 2 * abs(1 - phase))
