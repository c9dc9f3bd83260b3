"""Draw highlights under the text of a document: tints, lines in lanes, margin bars, letters.

Nothing is written into the document. Only lines that are seen are measured, and what was
measured is kept per line until the text is laid out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
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
    HighlightLayout,
    HighlightShapes,
    Stroke,
)
from annotator.gui.articles.line_highlights import LineHighlights, LineStyle, ink_of, letter_type
from annotator.gui.articles.line_patterns import (
    TILE_HEIGHT,
    Tile,
    double_lines,
    draw_bar,
    line_tile,
)
from annotator.gui.articles.line_ruler import LineRuler, is_bidi
from annotator.gui.look.theme import LIGHT, Theme
from annotator.gui.offsets import OffsetMap

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
#: How many letters a margin has room for.
MOST_LETTERS = 4
#: Half the gap between the bars of two sentences on one line, in pixels.
BAR_GAP = 1.5
#: The edges of boxes, where a student has these instead of lines.
_FRAMES = {
    LinePattern.DASHED: Qt.PenStyle.DashLine,
    LinePattern.DOTTED: Qt.PenStyle.DotLine,
    LinePattern.DASH_DOT: Qt.PenStyle.DashDotLine,
}


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
        self._inks: dict[CategoryId, LineStyle] = {}
        self._theme: Theme = LIGHT
        self._style = ReadingStyle()
        self._em = 16.0
        self._has_boxes = False
        self._line_height = 1.5
        self._cap_height = 11.0
        self._letters = letter_type(self._style)
        self._cache: dict[int, dict[int, LineHighlights]] = {}
        self._bidi: dict[int, bool] = {}
        # For one pixel ratio at a time: that of the screen on which the article is.
        self._tiles: dict[CategoryId, Tile] = {}
        self._ratio = 0.0

    # -- what to draw with -----------------------------------------------------

    def set_look(self, theme: Theme, style: ReadingStyle) -> None:
        """Draw in a theme and around this type."""
        self._theme, self._style = theme, style
        self._em = style.em
        self._has_boxes = style.boxes
        self._line_height = style.proportion / 100
        self._cap_height = QFontMetricsF(style.font).capHeight()
        self._letters = letter_type(style)
        self._inks.clear()
        self._tiles.clear()
        self.forget()

    def _ink(self, category: Category) -> LineStyle:
        """Return what a category is drawn with, made when it is first seen."""
        known = self._inks.get(category.id)
        if known is None:
            known = ink_of(category, self._theme, self._style)
            self._inks[category.id] = known
        return known

    def forget(self, spans: Sequence[Span] | None = None) -> None:
        """Measure again where the text was laid out anew, or only where highlights changed."""
        if spans is None:
            self._cache.clear()
            return
        for span in spans:
            for block in self._blocks_of(span):
                known = self._cache.get(block, {})
                for line in [n for n, marks in known.items() if marks.area.overlaps(span)]:
                    del known[line]

    def _blocks_of(self, span: Span) -> range:
        document, to_utf16 = self._document, self._offsets.to_utf16
        first = document.findBlock(to_utf16(span.start)).blockNumber()
        last = document.findBlock(to_utf16(max(span.start, span.end - 1))).blockNumber()
        return range(first, last + 1)

    def area_of(self, span: Span) -> QRectF:
        """Return where in the document, margins included, a stretch can be drawn."""
        top, _ = self._line_edges(span.start)
        _, bottom = self._line_edges(max(span.start, span.end - 1))
        width = self._document.size().width()
        return QRectF(0, top - self._em, width, bottom - top + 3 * self._em)

    def _line_edges(self, position: int) -> tuple[float, float]:
        """Return the top and the bottom of the line of a code point."""
        at = min(self._offsets.to_utf16(position), self._offsets.utf16_units)
        block = self._document.findBlock(at)
        area = self._document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(at - block.position())
        if not line.isValid():
            return area.top(), area.bottom()
        top = area.top() + line.y()
        return top, top + self._pitch(line)

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
                ruler = self._ruler(block, line)
                if ruler.area.start >= span.end:
                    break
                baseline = line.y() + line.ascent()
                rise = self._rise_of(block)
                boxes = (self._text_box(baseline, *ends, rise) for ends in ruler.piece(span))
                found += [box.translated(corner) for box in boxes]
                if line.lineNumber() + 1 >= layout.lineCount():
                    break
                line = layout.lineAt(line.lineNumber() + 1)
        return found

    # -- draw ------------------------------------------------------------------

    def paint(self, painter: QPainter, seen: QRectF, emphasis: Emphasis) -> None:
        """Draw what falls into `seen`; the painter's origin is that of the document."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio:
            self._ratio = ratio
            self._tiles.clear()
            self.forget()
        metrics = self._document.documentLayout()
        above = QPointF(seen.center().x(), max(0.0, seen.top() - 2 * self._em))
        block = block_at(self._document, above)
        while block.isValid():
            area = metrics.blockBoundingRect(block)
            if area.top() > seen.bottom():
                break
            corner = area.topLeft()
            origin = QPointF(corner.toPoint())
            painter.translate(origin)
            self._paint_block(painter, block, seen.translated(-corner), emphasis)
            painter.translate(-origin)
            block = block.next()

    def _paint_block(
        self, painter: QPainter, block: QTextBlock, seen: QRectF, emphasis: Emphasis
    ) -> None:
        marks = self._marks_seen(block, seen)
        if emphasis.sentence is not None:
            self._paint_sentence(painter, block, marks, emphasis.sentence)
        self._paint_fills(painter, marks)
        for each in marks.values():
            self._paint_strokes(painter, each)
            for top, height, category in each.bars:
                draw_bar(painter, category.line, top, height, self._ink(category).bar)
            if each.letters:
                self._paint_letters(painter, each)
        if emphasis.active is not None:
            self._paint_active(painter, block, marks, emphasis.active, emphasis.dragged)

    def _paint_fills(self, painter: QPainter, marks: Mapping[int, LineHighlights]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for each in marks.values():
            for area, brush in each.fills:
                painter.setBrush(brush)
                painter.drawRoundedRect(area, 2, 2)

    def _paint_strokes(self, painter: QPainter, marks: LineHighlights) -> None:
        for area, ink, phase in marks.rows:
            if isinstance(ink, QPixmap):
                painter.drawTiledPixmap(area, ink, phase)
            else:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.fillRect(area, ink)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for frame, category in marks.frames:
            pen = QPen(self._ink(category).under.color(), 1.6 * self._em / 19)
            pen.setStyle(_FRAMES.get(category.line, Qt.PenStyle.SolidLine))
            painter.setPen(pen)
            painter.drawRect(frame)
            if category.line is LinePattern.DOUBLE:
                painter.drawRect(frame.adjusted(2.5, 2.5, -2.5, -2.5))

    def _paint_letters(self, painter: QPainter, marks: LineHighlights) -> None:
        painter.setFont(self._letters.font)
        for place, category in marks.letters:
            painter.setPen(self._ink(category).letter)
            painter.drawText(place, category.letter)

    def _paint_sentence(
        self,
        painter: QPainter,
        block: QTextBlock,
        marks: Mapping[int, LineHighlights],
        sentence: Span,
    ) -> None:
        """Lay a wash under the sentence at the caret."""
        ground = QColor(self._theme.accent)
        ground.setAlphaF(0.11 if self._theme.is_dark else 0.075)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        for area in self._boxes_on(block, marks, sentence, grow=0.12):
            painter.drawRoundedRect(area, 3, 3)

    def _paint_active(
        self,
        painter: QPainter,
        block: QTextBlock,
        marks: Mapping[int, LineHighlights],
        active: AnnotationId,
        dragged: Span | None,
    ) -> None:
        """Frame the chosen annotation."""
        highlight = self._layout.highlight(active)
        if highlight is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1.6 * self._em / 19))
        for area in self._boxes_on(block, marks, dragged or highlight.span, grow=0.1):
            painter.drawRoundedRect(area, 3, 3)

    def _boxes_on(
        self, block: QTextBlock, marks: Mapping[int, LineHighlights], span: Span, grow: float
    ) -> Iterator[QRectF]:
        """Yield the boxes round what some lines of a block have of a span."""
        for index, each in marks.items():
            if each.area.overlaps(span):
                # Measured now: lines of Qt do not outlive a layout, and marks are kept.
                ruler = self._ruler(block, block.layout().lineAt(index))
                for left, right in ruler.piece(span):
                    yield self._text_box(each.baseline, left, right, each.rise, grow)

    # -- measure ---------------------------------------------------------------

    def _marks_seen(self, block: QTextBlock, seen: QRectF) -> dict[int, LineHighlights]:
        """Return what is drawn on those lines of a block that are seen, measured once."""
        known = self._cache.setdefault(block.blockNumber(), {})
        layout = block.layout()
        slack = 2 * self._em
        first = last = _first_line(block, seen.top() - slack)
        new: list[tuple[int, QTextLine, LineRuler]] = []
        for index in range(first, layout.lineCount()):
            line = layout.lineAt(index)
            if line.y() > seen.bottom() + slack:
                break
            last = index + 1
            if index not in known:
                new.append((index, line, self._ruler(block, line)))
        found = self._layout.marks([ruler.area for _, _, ruler in new])
        for (index, line, ruler), marks in zip(new, found, strict=True):
            known[index] = self._measure(block, line, ruler, marks)
        return {index: known[index] for index in range(first, last)}

    def _ruler(self, block: QTextBlock, line: QTextLine) -> LineRuler:
        number = block.blockNumber()
        if number not in self._bidi:
            self._bidi[number] = is_bidi(block.text())
        return LineRuler(block, line, self._offsets, bidi=self._bidi[number])

    def _measure(
        self, block: QTextBlock, line: QTextLine, ruler: LineRuler, marks: HighlightShapes
    ) -> LineHighlights:
        made = LineHighlights(ruler.area, line.y() + line.ascent(), self._rise_of(block))
        up = self._em * TINT_UP * made.rise
        top, height = made.baseline - up, up + self._em * TINT_DOWN
        tints = ruler.measured([(start, end) for start, end, _ in marks.tints])
        for tint, found in zip(marks.tints, tints, strict=True):
            brush = self._ink(tint.category).tint
            made.fills += [(QRectF(x, top, end - x, height), brush) for x, end in found]
        letters: dict[CategoryId, Category] = {}
        slot = self._slots(line, marks.strokes)
        first = made.baseline + self._em * FIRST_SLOT
        whole = ruler.area
        pieces = ruler.measured([(stroke.start, stroke.end) for stroke in marks.strokes])
        for stroke, found in zip(marks.strokes, pieces, strict=True):
            category = stroke.highlight.category
            y = first + slot * _slot_of(stroke.lane)
            # Without a line of its own its letter in the margin is all that there is.
            if category.line is not LinePattern.NONE:
                for left, right in found:
                    self._add_stroke(made, category, y, left, right)
                if category.is_sentence:
                    self._measure_bar(made, block, line, whole, stroke)
            if whole.start <= stroke.highlight.start:
                letters[category.id] = category
        self._place_letters(made, list(letters.values()))
        return made

    def _add_stroke(
        self, marks: LineHighlights, category: Category, y: float, left: float, right: float
    ) -> None:
        """Add the line of a lane, or the frame for it; outer frames are wider."""
        length = right - left
        if self._has_boxes:
            em = self._em
            grow = 1.0 + max(0.0, y - marks.baseline - em * FIRST_SLOT) * 0.4
            top = marks.baseline - em * TINT_UP * marks.rise - grow
            height = em * (TINT_UP * marks.rise + TINT_DOWN) + 2 * grow
            marks.frames.append((QRectF(left - 1, top, length + 2, height), category))
        elif category.line is LinePattern.DOUBLE:
            pen, start = self._ink(category).under, QPointF(left, y)
            marks.rows += [(each, pen.color(), start) for each in double_lines(start, length, pen)]
        else:
            picture, period = self._tiles.get(category.id) or self._make_tile(category)
            row = QRectF(left, round(y - TILE_HEIGHT / 2), length, TILE_HEIGHT)
            # The phase depends on the place alone, so that neighbours join.
            marks.rows.append((row, picture, QPointF(left % period, 0)))

    def _make_tile(self, category: Category) -> Tile:
        under = self._ink(category).under
        return self._tiles.setdefault(category.id, line_tile(category.line, under, self._ratio))

    def _measure_bar(
        self, marks: LineHighlights, block: QTextBlock, line: QTextLine, area: Span, stroke: Stroke
    ) -> None:
        """Give a sentence the part of the line's height that it has of the line's length."""
        is_last = line.textStart() + line.textLength() >= block.length() - 1
        height = self._em if is_last else self._pitch(line)
        top = marks.baseline - self._em * TINT_UP * marks.rise
        first = top + height * (stroke.start - area.start) / len(area)
        last = top + height * (stroke.end - area.start) / len(area)
        if stroke.start > area.start:
            first += BAR_GAP
        if stroke.highlight.span.end <= area.end:
            last -= BAR_GAP
        if last - first >= 2:
            place = QPointF(self._em * BAR_AT, first)
            marks.bars.append((place, last - first, stroke.highlight.category))

    def _place_letters(self, marks: LineHighlights, letters: list[Category]) -> None:
        """Put the letters of what starts on a line right to left from the margin bar."""
        if len(letters) > 1:
            letters.sort(key=lambda category: (not category.is_sentence, category.key))
        first = marks.baseline - self._em * 0.08
        for n, category in enumerate(letters[:MOST_LETTERS]):
            column, row = n % 2, n // 2
            right = LETTERS_AT * self._em - column * self._letters.pitch
            left = right - (self._letters.pitch + self._ink(category).letter_width) / 2
            marks.letters.append((QPointF(left, first + row * self._letters.height), category))

    def _slots(self, line: QTextLine, strokes: Sequence[Stroke]) -> float:
        """Return how far lanes are apart, closer where more lie between two lines of text."""
        deepest = max([stroke.lane for stroke in strokes], default=0)
        room = self._pitch(line) - self._cap_height - self._em * (FIRST_SLOT + 0.12)
        slots = max(SENTENCE_SLOT, _slot_of(deepest))
        return min(self._em * SLOT_PITCH, room / slots)

    def _pitch(self, line: QTextLine) -> float:
        return line.height() * self._line_height

    def _rise_of(self, block: QTextBlock) -> float:
        """Return how much larger than running text the words of a block are set."""
        points = block.charFormat().fontPointSize()
        return points / self._style.points if points else 1.0

    def _text_box(
        self, baseline: float, left: float, right: float, rise: float, grow: float = 0.0
    ) -> QRectF:
        em = self._em
        up, down, side = em * (TINT_UP * rise + grow), em * (TINT_DOWN + grow), em * grow / 2
        return QRectF(left - side, baseline - up, right - left + 2 * side, up + down)


def _slot_of(lane: int) -> int:
    if lane == SENTENCE_LANE:
        return SENTENCE_SLOT
    return lane if lane < SENTENCE_SLOT else lane + 1


def block_at(document: QTextDocument, point: QPointF) -> QTextBlock:
    """Return a block that is not below a point, as near to it as Qt knows.

    While a text is still being laid out, Qt may name one of its last blocks for a point in
    the margin above the first.
    """
    metrics = document.documentLayout()
    block = document.firstBlock()
    if point.y() <= metrics.blockBoundingRect(block).bottom():
        return block
    position = metrics.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(0, position))
    while block.blockNumber() > 0 and metrics.blockBoundingRect(block).top() > point.y():
        block = block.previous()
    return block


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
