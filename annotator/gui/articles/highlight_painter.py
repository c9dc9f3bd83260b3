"""Draw highlights under the text of a document: tints, lines in lanes, margin bars, letters.

Nothing is written into the document. Only lines that are seen are measured, and what was
measured is kept per line until the text is laid out anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextBlock,
    QTextDocument,
    QTextLine,
)

from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.scheme import Category, LinePattern
from annotator.domain.spans import Span
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.highlight_layout import (
    SENTENCE_LANE,
    Highlight,
    HighlightLayout,
    Stroke,
)
from annotator.gui.articles.line_patterns import (
    QUIET,
    draw_bar,
    draw_line,
    draw_tiles,
    line_pen,
    line_tile,
)
from annotator.gui.articles.mark_colours import MarkColours, mark_colours
from annotator.gui.offsets import OffsetMap
from annotator.gui.theme import Theme

#: Slots below the baseline, in ems: where the first lane lies, and how far lanes are apart.
FIRST_SLOT = 0.29
SLOT_PITCH = 0.235
#: The slot of sentence labels; deeper lanes of words lie below it.
SENTENCE_SLOT = 1
#: The tint reaches this far above and below the baseline, in ems.
TINT_UP = 0.80
TINT_DOWN = 0.20
#: Where sentence bars and letters stand left of the text, in ems.
BAR_AT = -0.62
LETTERS_AT = -0.98
LETTER_SIZE = 0.58
#: Half the gap between the bars of two sentences on one line, in pixels.
BAR_GAP = 1.5
#: The edges of boxes, where a student has these instead of lines.
_FRAMES = {
    LinePattern.DASHED: Qt.PenStyle.DashLine,
    LinePattern.DOTTED: Qt.PenStyle.DotLine,
}


@dataclass(slots=True)
class LineMarks:
    """What is drawn on one line of text, relative to the top left corner of its block."""

    fills: list[tuple[QRectF, CategoryId]] = field(default_factory=list)
    strokes: list[tuple[QPointF, float, Category]] = field(default_factory=list)
    bars: list[tuple[QPointF, float, Category]] = field(default_factory=list)
    letters: list[Category] = field(default_factory=list)
    baseline: float = 0.0


@dataclass(frozen=True, slots=True)
class Ink:
    """What one category is drawn with, made once."""

    tint: QBrush
    under: QPen
    bar: QPen
    letter: QColor


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stretches that stand out for a while: the sentence at the caret, the chosen annotation.

    `dragged` is where the chosen annotation would lie if its handle were let go now.
    """

    sentence: Span | None = None
    active: AnnotationId | None = None
    dragged: Span | None = None


class HighlightPainter:
    """Draws the highlights of one article below its text."""

    def __init__(
        self,
        document: QTextDocument,
        offsets: OffsetMap,
        layout: HighlightLayout,
    ) -> None:
        """Draw `layout` below the text of `document`."""
        self._document = document
        self._offsets = offsets
        self._layout = layout
        self._inks: Mapping[CategoryId, Ink] = {}
        self._theme: Theme | None = None
        self._em = 16.0
        self._has_boxes = False
        self._line_height = 1.5
        self._cap_height = 11.0
        self._letter_font = QFont()
        self._cache: dict[int, dict[int, LineMarks]] = {}
        self._bidi: dict[int, bool] = {}
        self._tiles: dict[tuple[CategoryId, float], QPixmap] = {}

    # -- what to draw with -----------------------------------------------------

    def set_look(self, categories: Iterable[Category], theme: Theme, style: ReadingStyle) -> None:
        """Draw these categories in a theme and around this type."""
        self._theme = theme
        self._em = style.em
        self._has_boxes = style.boxes
        self._inks = {each.id: _ink(each, mark_colours(each, theme), style) for each in categories}
        self._line_height = style.proportion / 100
        self._cap_height = QFontMetricsF(style.font).capHeight()
        self._letter_font = QFont(style.font)
        self._letter_font.setPixelSize(max(9, round(self._em * LETTER_SIZE)))
        self._letter_font.setBold(True)
        self._tiles.clear()
        self.forget()

    def forget(self, spans: Sequence[Span] | None = None) -> None:
        """Measure again where the text was laid out anew, or only where highlights changed."""
        if spans is None:
            self._cache.clear()
            return
        for span in spans:
            for block in self._blocks_of(span):
                self._cache.pop(block, None)

    def _blocks_of(self, span: Span) -> range:
        document, to_utf16 = self._document, self._offsets.to_utf16
        first = document.findBlock(to_utf16(span.start)).blockNumber()
        last = document.findBlock(to_utf16(max(span.start, span.end - 1))).blockNumber()
        return range(first, last + 1)

    def area_of(self, span: Span) -> QRectF:
        """Return where in the document, margins included, a stretch can be drawn."""
        blocks = self._blocks_of(span)
        metrics = self._document.documentLayout()
        area = QRectF()
        for number in (blocks.start, blocks.stop - 1):
            area |= metrics.blockBoundingRect(self._document.findBlockByNumber(number))
        return QRectF(0, area.top(), self._document.size().width(), area.height() + 2 * self._em)

    def boxes_of(self, span: Span) -> list[QRectF]:
        """Return where in the document the words of a stretch stand, a box or more a line."""
        found: list[QRectF] = []
        metrics = self._document.documentLayout()
        for number in self._blocks_of(span):
            block = self._document.findBlockByNumber(number)
            corner = QPointF(metrics.blockBoundingRect(block).topLeft().toPoint())
            layout = block.layout()
            start = max(0, self._offsets.to_utf16(span.start) - block.position())
            line = layout.lineForTextPosition(start)
            while line.isValid():
                area = self._line_span(block, line)
                if area.start >= span.end:
                    break
                piece = Span(max(area.start, span.start), min(area.end, span.end))
                boxes = self._extents(block, line, piece)
                found += [self._text_box(line, *box).translated(corner) for box in boxes]
                if line.lineNumber() + 1 >= layout.lineCount():
                    break
                line = layout.lineAt(line.lineNumber() + 1)
        return found

    # -- draw ------------------------------------------------------------------

    def paint(self, painter: QPainter, seen: QRectF, emphasis: Emphasis) -> None:
        """Draw what falls into `seen`; the painter's origin is that of the document."""
        if self._theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._document.documentLayout()
        block = self._first_block(seen.center().x(), max(0.0, seen.top() - 2 * self._em))
        while block.isValid():
            area = metrics.blockBoundingRect(block)
            if area.top() > seen.bottom():
                break
            painter.save()
            painter.translate(area.topLeft().toPoint())
            self._paint_block(painter, block, seen.translated(-area.topLeft()), emphasis)
            painter.restore()
            block = block.next()

    def _first_block(self, x: float, y: float) -> QTextBlock:
        """Return a block that is not below `y`, as near to it as Qt knows.

        While a text is still being laid out, Qt may name one of its last blocks for a
        point in the margin above the first.
        """
        metrics = self._document.documentLayout()
        position = metrics.hitTest(QPointF(x, y), Qt.HitTestAccuracy.FuzzyHit)
        block = self._document.findBlock(max(0, position))
        while block.blockNumber() > 0 and metrics.blockBoundingRect(block).top() > y:
            block = block.previous()
        return block

    def _paint_block(
        self, painter: QPainter, block: QTextBlock, seen: QRectF, emphasis: Emphasis
    ) -> None:
        number = block.blockNumber()
        known = self._cache.setdefault(number, {})
        layout = block.layout()
        marks: list[LineMarks] = []
        slack = 2 * self._em
        for index in range(_first_line(block, seen.top() - slack), layout.lineCount()):
            line = layout.lineAt(index)
            if line.y() > seen.bottom() + slack:
                break
            if index not in known:
                known[index] = self._measure(block, line)
            marks.append(known[index])
            self._paint_sentence(painter, block, line, emphasis.sentence)
        for each in marks:
            self._paint_fills(painter, each)
        for each in marks:
            self._paint_lines(painter, each)
        if emphasis.active is not None:
            self._paint_active(painter, block, seen, emphasis.active, emphasis.dragged)

    def _paint_fills(self, painter: QPainter, marks: LineMarks) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for area, category_id in marks.fills:
            painter.setBrush(self._inks[category_id].tint)
            painter.drawRoundedRect(area, 2, 2)

    def _paint_lines(self, painter: QPainter, marks: LineMarks) -> None:
        if self._has_boxes:
            self._paint_boxes(painter, marks)
        for start, length, category in () if self._has_boxes else marks.strokes:
            if category.line is LinePattern.DOUBLE:
                draw_line(painter, category.line, start, length, self._inks[category.id].under)
            else:
                draw_tiles(painter, self._tile(painter, category), start, length)
        for top, height, category in marks.bars:
            draw_bar(painter, category.line, top, height, self._inks[category.id].bar)
        if marks.letters:
            self._paint_letters(painter, marks)

    def _paint_boxes(self, painter: QPainter, marks: LineMarks) -> None:
        """Draw a frame round the words instead of lines below them; outer ones are wider."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        em = self._em
        for start, length, category in marks.strokes:
            grow = 1.0 + max(0.0, start.y() - marks.baseline - em * FIRST_SLOT) * 0.4
            top = marks.baseline - em * TINT_UP - grow
            frame = QRectF(start.x() - 1, top, length + 2, em * (TINT_UP + TINT_DOWN) + 2 * grow)
            pen = QPen(self._inks[category.id].under.color(), 1.6 * em / 19)
            pen.setStyle(_FRAMES.get(category.line, Qt.PenStyle.SolidLine))
            painter.setPen(pen)
            painter.drawRect(frame)
            if category.line is LinePattern.DOUBLE:
                painter.drawRect(frame.adjusted(2.5, 2.5, -2.5, -2.5))

    def _tile(self, painter: QPainter, category: Category) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (category.id, ratio)
        if key not in self._tiles:
            self._tiles[key] = line_tile(category.line, self._inks[category.id].under, ratio)
        return self._tiles[key]

    def _paint_letters(self, painter: QPainter, marks: LineMarks) -> None:
        """Write the letters of what starts on a line, right to left from the margin bar."""
        painter.setFont(self._letter_font)
        metrics = QFontMetricsF(self._letter_font)
        pitch = metrics.horizontalAdvance("M") + 1
        for n, category in enumerate(marks.letters[:4]):
            column, row = n % 2, n // 2
            right = LETTERS_AT * self._em - column * pitch
            baseline = marks.baseline - self._em * 0.08 + row * metrics.ascent() * 0.98
            painter.setPen(self._inks[category.id].letter)
            width = metrics.horizontalAdvance(category.letter)
            painter.drawText(QPointF(right - (pitch + width) / 2, baseline), category.letter)

    def _paint_sentence(
        self, painter: QPainter, block: QTextBlock, line: QTextLine, sentence: Span | None
    ) -> None:
        if sentence is None or self._theme is None:
            return
        area = self._line_span(block, line)
        if not area.overlaps(sentence):
            return
        ground = QColor(self._theme.accent)
        ground.setAlphaF(0.11 if self._theme.is_dark else 0.075)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        piece = Span(max(area.start, sentence.start), min(area.end, sentence.end))
        for left, right in self._extents(block, line, piece):
            painter.drawRoundedRect(self._text_box(line, left, right, grow=0.12), 3, 3)

    def _paint_active(
        self,
        painter: QPainter,
        block: QTextBlock,
        seen: QRectF,
        active: AnnotationId,
        dragged: Span | None,
    ) -> None:
        highlight = self._layout.highlight(active)
        if highlight is None or self._theme is None:
            return
        framed = dragged or highlight.span
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1.6 * self._em / 19))
        layout = block.layout()
        for index in range(_first_line(block, seen.top() - self._em), layout.lineCount()):
            line = layout.lineAt(index)
            area = self._line_span(block, line)
            if line.y() > seen.bottom() or area.start >= framed.end:
                break
            if area.overlaps(framed):
                piece = Span(max(area.start, framed.start), min(area.end, framed.end))
                for left, right in self._extents(block, line, piece):
                    painter.drawRoundedRect(self._text_box(line, left, right, grow=0.1), 3, 3)

    # -- measure ---------------------------------------------------------------

    def _measure(self, block: QTextBlock, line: QTextLine) -> LineMarks:
        marks = LineMarks(baseline=line.y() + line.ascent())
        area = self._line_span(block, line)
        found: dict[AnnotationId, Stroke] = {}
        for run in self._layout.runs(area):
            for stroke in run.strokes:
                found[stroke.highlight.id] = stroke
            if run.tint is not None:
                self._measure_tint(marks, block, line, run.span, run.tint)
        slot = self._slots(line, max((stroke.lane for stroke in found.values()), default=0))
        first = line.y() + line.ascent() + self._em * FIRST_SLOT
        for lane, highlight in found.values():
            y = first + slot * _slot_of(lane)
            piece = Span(max(area.start, highlight.span.start), min(area.end, highlight.span.end))
            for left, right in self._extents(block, line, piece):
                marks.strokes.append((QPointF(left, y), right - left, highlight.category))
            if highlight.category.is_sentence:
                self._measure_bar(marks, block, line, area, highlight)
            if area.holds(highlight.span.start) and highlight.category not in marks.letters:
                marks.letters.append(highlight.category)
        marks.letters.sort(key=lambda category: (not category.is_sentence, category.key))
        return marks

    def _measure_tint(
        self, marks: LineMarks, block: QTextBlock, line: QTextLine, span: Span, tint: Category
    ) -> None:
        """Lay a tint under a stretch; one that goes on from the stretch before is one box."""
        for left, right in self._extents(block, line, span):
            before = marks.fills[-1] if marks.fills else None
            if before and before[1] == tint.id and abs(before[0].right() - left) < 0.5:
                before[0].setRight(right)
            else:
                marks.fills.append((self._text_box(line, left, right), tint.id))

    def _measure_bar(
        self,
        marks: LineMarks,
        block: QTextBlock,
        line: QTextLine,
        area: Span,
        highlight: Highlight,
    ) -> None:
        """Give a sentence the part of the line's height that it has of the line's length."""
        start = max(highlight.span.start, area.start)
        end = min(highlight.span.end, area.end)
        is_last = line.textStart() + line.textLength() >= block.length() - 1
        height = self._em if is_last else self._pitch(line)
        top = line.y() + line.ascent() - self._em * TINT_UP
        first = top + height * (start - area.start) / len(area)
        last = top + height * (end - area.start) / len(area)
        if start > area.start:
            first += BAR_GAP
        if highlight.span.end <= area.end:
            last -= BAR_GAP
        if last - first >= 2:
            place = QPointF(self._em * BAR_AT, first)
            marks.bars.append((place, last - first, highlight.category))

    def _slots(self, line: QTextLine, deepest: int) -> float:
        """Return how far lanes are apart, closer where more lie between two lines of text."""
        room = self._pitch(line) - self._cap_height - self._em * (FIRST_SLOT + 0.12)
        slots = max(SENTENCE_SLOT, _slot_of(deepest))
        return min(self._em * SLOT_PITCH, room / slots)

    def _pitch(self, line: QTextLine) -> float:
        return line.height() * self._line_height

    def _text_box(self, line: QTextLine, left: float, right: float, grow: float = 0.0) -> QRectF:
        baseline = line.y() + line.ascent()
        up, down, side = (self._em * each for each in (TINT_UP + grow, TINT_DOWN + grow, grow / 2))
        return QRectF(left - side, baseline - up, right - left + 2 * side, up + down)

    def _line_span(self, block: QTextBlock, line: QTextLine) -> Span:
        start = block.position() + line.textStart()
        return self._offsets.span(start, start + line.textLength())

    def _extents(self, block: QTextBlock, line: QTextLine, span: Span) -> list[tuple[float, float]]:
        """Return where on the line a piece of it is seen; text of two directions may split it."""
        start = self._offsets.to_utf16(span.start) - block.position()
        end = self._offsets.to_utf16(span.end) - block.position()
        if not self._is_bidi(block):
            seen_end = line.x() + line.naturalTextWidth()
            return [(_x_of(line, start), min(_x_of(line, end), seen_end))]
        boxes = (run.boundingRect() for run in line.glyphRuns(start, end - start))
        found: list[tuple[float, float]] = []
        for left, right in sorted((box.left(), box.right()) for box in boxes):
            if found and left <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], right))
            else:
                found.append((left, right))
        return found

    def _is_bidi(self, block: QTextBlock) -> bool:
        number = block.blockNumber()
        if number not in self._bidi:
            text = block.text()
            self._bidi[number] = not text.isascii() and any(
                unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in set(text)
            )
        return self._bidi[number]


def _ink(category: Category, colours: MarkColours, style: ReadingStyle) -> Ink:
    scale = style.em / 19
    quiet = 1.0 if category.is_filled else QUIET
    return Ink(
        QBrush(QColor(colours.tint)),
        line_pen(colours.under, category.line, scale * quiet),
        line_pen(colours.line, category.line, scale * 1.4),
        QColor(colours.letter),
    )


def _slot_of(lane: int) -> int:
    if lane == SENTENCE_LANE:
        return SENTENCE_SLOT
    return lane if lane < SENTENCE_SLOT else lane + 1


def _first_line(block: QTextBlock, top: float) -> int:
    """Return the first line of a block that reaches below `top`, by bisection."""
    layout = block.layout()
    low, high = 0, layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() < top:
            low = middle + 1
        else:
            high = middle
    return low


def _x_of(line: QTextLine, position: int) -> float:
    """Return where on a left-to-right line a position of its block stands."""
    # The binding returns the place and the position that it was clamped to.
    place: Any = line.cursorToX(position)
    return float(place[0])
