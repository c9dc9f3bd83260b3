"""Article paragraphs with highlights: tints, stacked lines, numbers, missed items, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from annotator.worksheets.block_looks import BlockLook
from annotator.worksheets.blocks import LineBlock
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.line_places import (
    Label,
    PlainLine,
    PrintedHighlight,
    TextLine,
    TurnedLine,
)
from annotator.worksheets.marks import (
    FIRST_LANE,
    LANE,
    draw_missed_outline,
    draw_pattern,
    draw_side_bar,
)
from annotator.worksheets.shaping import has_right_to_left, is_right_to_left
from annotator.worksheets.styles import QUIET, CategoryInk, TextStyle
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache

#: Size of raised numbers and letters, and how high they stand, as shares of the type size.
RAISED = 0.6
RISE = 0.42
#: Lines that can lie below one another before they share the last lane.
LANES = 3


class HighlightedText(LineBlock):
    """One paragraph of an article, from [start, end) of the body, with its marks."""

    def __init__(
        self,
        cache: LayoutCache,
        body: str,
        start: int,
        end: int,
        marks: Sequence[PrintedHighlight],
        style: TextStyle,
        width: float,
        gutter: float,
        parent: Node,
        first_number: int,
        look: BlockLook | None = None,
    ) -> None:
        self.cache = cache
        self.body = body
        self.marks = [m for m in marks if m.start < end and m.end > start]
        self.style, self.leading = style, style.leading
        self.gutter = gutter
        self.parent = parent
        self.node = Node("P")
        self.spans: dict[tuple[int, int], Node] = {}
        self.first_number = first_number
        self.bookmark: tuple[str, int] | None = None
        self.look = look
        self.after = style.after
        self.lanes = _lanes(self.marks)
        self.width = width
        self.is_turned = has_right_to_left(body[start:end])
        self.right_to_left = is_right_to_left(body[start:end])
        self.lines: Sequence[TextLine] = self._broken(start, end, width)

    # -- breaking ------------------------------------------------------------------------------

    def _labels(self, start: int, end: int) -> list[Label]:
        labels = []
        size = self.style.size * RAISED
        for mark in self.marks:
            position = mark.start if mark.is_sentence else mark.end
            if mark.label and start <= position <= end:
                pad = size * (0.3 if mark.look and not mark.is_sentence else 0.5)
                width = self.cache.typefaces.width(mark.label, Face.BOLD, size) + pad
                labels.append(Label(position, mark.label, width, mark))
        return sorted(labels, key=lambda label: (label.position, label.mark.is_sentence))

    def _broken(self, start: int, end: int, width: float) -> list[TextLine]:
        """Return the lines: words as wide as in the cache, and the labels that hang on them."""
        words = self.cache.typefaces.words[self.style.face]
        scale = self.style.size / 1000
        space = words[" "] * scale
        labels = self._labels(start, end)
        extra: dict[int, float] = {}
        for label in labels:
            extra[label.position] = extra.get(label.position, 0.0) + label.width
        places = sorted(extra, reverse=True)
        lines: list[tuple[int, int]] = []
        line_start = position = start
        x = 0.0
        for word in self.body[start:end].split(" "):
            length = words[word] * scale
            after = position + len(word)
            hanging = 0.0
            while places and places[-1] <= after:
                hanging += extra[places.pop()]
            length += hanging
            if x > 0 and x + space + length > width:
                lines.append((line_start, position))
                line_start = position
                x = 0.0
            while length > width:
                stays = self._fitting(word, line_start, extra, width)
                if stays >= len(word):
                    break
                lines.append((line_start, line_start + stays))
                line_start += stays
                word = word[stays:]
                length = words[word] * scale
                length += sum(extra[at] for at in extra if line_start < at <= after)
            x += length + (space if x > 0 else 0.0)
            position = after + 1
        lines.append((line_start, end))
        return [TextLine(a, b, [q for q in labels if _belongs(q, a, b)]) for a, b in lines]

    def _fitting(self, word: str, start: int, extra: Mapping[int, float], width: float) -> int:
        """Return how many characters of a word wider than a line go on one, labels included."""
        typefaces, style = self.cache.typefaces, self.style
        x = extra.get(start, 0.0)
        for count, character in enumerate(word):
            x += typefaces.advance(character, style.face) * style.size / 1000
            x += extra.get(start + count + 1, 0.0)
            if x > width:
                return max(count, 1)
        return len(word)

    # -- block ---------------------------------------------------------------------------------

    def depth_of(self, position: int) -> float:
        """Return how far down the line with a place of the body begins."""
        before = sum(line.end < position for line in self.lines)
        return min(before, len(self.lines) - 1) * self.style.leading

    def line_number(self, position: int) -> int:
        """Return the printed number of the line with a place of the body."""
        before = sum(line.end <= position for line in self.lines)
        return self.first_number + min(before, len(self.lines) - 1)

    def _part(self, first: int, last: int) -> Self:
        part = super()._part(first, last)
        part.first_number = self.first_number + first
        part.bookmark = self.bookmark if first == 0 else None
        if self.look is not None:
            part.look = self.look.part(begins=first == 0, ends=last == len(self.lines))
        return part

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw tints and lines first, then the words over them."""
        if self.bookmark is not None:
            canvas.bookmark(*self.bookmark, top + 8)
        leading = self.style.leading
        first = top - (leading + self.style.size * 0.66) / 2
        placed = [
            (line, first - n * leading, self._placed(line)) for n, line in enumerate(self.lines)
        ]
        column = left = x + self.gutter
        if self.look is not None:
            left += self.look.left
            self.look.draw(canvas, column, top, self.height, self.after)
            self.look.show_sign(canvas, column, first)
        with canvas.artifact():
            for line, y, places in placed:
                self._draw_marks(canvas, line, left, y, places)
            self._draw_gutter(canvas, column, first)
        self._draw_line_numbers(canvas, x, first)
        canvas.text_begins()
        self.node.under(self.parent)
        open_node: Node | None = None
        for line, y, places in placed:
            open_node = self._show_line(canvas, line, left, y, places, open_node)
        canvas.mark_ends()
        canvas.text_ends()

    def _placed(self, line: TextLine) -> PlainLine | TurnedLine:
        """Return where everything stands in the line."""
        if self.is_turned:
            return TurnedLine.of(self, line)
        return PlainLine.of(self, line)

    def _draw_marks(
        self,
        canvas: PdfCanvas,
        line: TextLine,
        left: float,
        y: float,
        places: PlainLine | TurnedLine,
    ) -> None:
        size = self.style.size
        visible = [
            (mark, x1, x2)
            for mark in self.marks
            if mark.start < line.end and mark.end > line.start and not mark.is_sentence
            for x1, x2 in places.extents(mark)
        ]
        for mark, x1, x2 in visible:
            if mark.look is not None and mark.look.tint is not None:
                canvas.fill(mark.look.tint)
                canvas.area(left + x1, y - 0.28 * size, x2 - x1, 1.14 * size)
        for mark, x1, x2 in visible:
            if mark.look is None:
                draw_missed_outline(
                    canvas, left + x1 - 0.5, y - 0.3 * size, x2 - x1 + 1.0, 1.2 * size
                )
            else:
                lane = min(self.lanes.get(mark, 0), LANES - 1)
                scale = size / 11
                below = y - (FIRST_LANE + LANE * lane) * scale
                draw_pattern(canvas, mark.look, left + x1, left + x2, below, scale)

    def _draw_gutter(self, canvas: PdfCanvas, left: float, first: float) -> None:
        """Draw a bar beside the lines of labelled sentences; the first label has the line."""
        size, leading = self.style.size, self.style.leading
        labelled = [m for m in self.marks if m.is_sentence]
        bars: list[tuple[CategoryInk, float, float]] = []
        for number, line in enumerate(self.lines):
            mark = max(labelled, key=lambda m: _shared(m, line), default=None)
            if mark is None or mark.look is None or not _shared(mark, line):
                continue
            y = first - number * leading
            top, bottom = y + 0.78 * size, y - 0.28 * size
            if bars and bars[-1][0] is mark.look and bars[-1][1] - top < leading:
                bars[-1] = (mark.look, bottom, bars[-1][2])
            else:
                bars.append((mark.look, bottom, top))
        for look, bottom, top in bars:
            draw_side_bar(canvas, look, left - 9, bottom, top)

    def _draw_line_numbers(self, canvas: PdfCanvas, x: float, first: float) -> None:
        size = self.style.size * 0.66
        rows = [n for n in range(len(self.lines)) if (self.first_number + n) % 5 == 0]
        if not rows:
            return
        with canvas.artifact():
            canvas.text_begins()
            for row in rows:
                text = str(self.first_number + row)
                width = canvas.typefaces.width(text, Face.REGULAR, size)
                y = first - row * self.style.leading
                canvas.show(x + self.gutter - 20 - width, y, Face.REGULAR, size, text, QUIET)
            canvas.text_ends()

    def _show_line(
        self,
        canvas: PdfCanvas,
        line: TextLine,
        left: float,
        y: float,
        places: PlainLine | TurnedLine,
        open_node: Node | None,
    ) -> Node:
        """Write one line stretch by stretch; return the node whose content is open."""
        style = self.style
        raised = style.size * RAISED
        edges = places.edges
        for edge, following in zip(edges, [*edges[1:], line.end], strict=True):
            for label in line.labels:
                if label.position != edge:
                    continue
                node = self._label_node(label, open_node)
                open_node = self._switch(canvas, open_node, node)
                colour = label.mark.look.ink if label.mark.look else QUIET
                shift = raised * (0.12 if label.mark.look else 0.3)
                shift = 0.0 if label.mark.is_sentence else shift
                up = y + style.size * RISE
                x = left + places.label_at(label) + shift
                canvas.show(x, up, Face.BOLD, raised, label.text, colour)
            if self.body[edge:following]:
                open_node = self._switch(canvas, open_node, self._stretch_node(edge, following))
                places.show(canvas, left, y, edge, following)
        if line.end == line.start or open_node is None:
            open_node = self._switch(canvas, open_node, self.node)
        if not self.body[line.end - 1 : line.end].isspace():
            canvas.show(left + places.end, y, style.face, style.size, " ", style.colour)
        return open_node

    def _switch(self, canvas: PdfCanvas, current: Node | None, wanted: Node) -> Node:
        if current is not wanted:
            if current is not None:
                canvas.mark_ends()
            canvas.mark_begins(wanted)
        return wanted

    def _stretch_node(self, start: int, end: int) -> Node:
        """Return the node of a stretch: the paragraph, or one for the marks that lie on it."""
        active = [m for m in self.marks if m.start <= start and m.end >= end and not m.is_sentence]
        if not active:
            return self.node
        known = (max(m.start for m in active), min(m.end for m in active))
        node = self.spans.get(known)
        if node is None:
            said = " and ".join(m.spoken for m in active)
            node = Node("Span", alt=f"{said}: {self.body[known[0] : known[1]]}")
            self.spans[known] = node.under(self.node)
        return node

    def _label_node(self, label: Label, open_node: Node | None) -> Node:
        if not label.mark.is_sentence:
            return open_node or self.node
        node = Node("Span", alt=f"{label.mark.spoken}:")
        return node.under(self.node)


def _belongs(label: Label, start: int, end: int) -> bool:
    """Return whether a label stands in the line: ends with their word, starts with theirs."""
    if label.mark.is_sentence:
        return start <= label.position < end
    return start < label.position <= end


def _shared(mark: PrintedHighlight, line: TextLine) -> int:
    return max(0, min(mark.end, line.end) - max(mark.start, line.start))


def _lanes(marks: Sequence[PrintedHighlight]) -> dict[PrintedHighlight, int]:
    """Return for each highlight the first lane in which it meets no other."""
    ends: list[int] = []
    lanes: dict[PrintedHighlight, int] = {}
    spans = [m for m in marks if m.look is not None and not m.is_sentence]
    for mark in sorted(spans, key=lambda m: (m.start, -m.end)):
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        lanes[mark] = lane
    return lanes
