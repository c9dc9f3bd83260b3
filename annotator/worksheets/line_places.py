"""Where the words, labels and marks of one line stand, whatever way it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.shaping import OBJECT, GlyphCluster
from annotator.worksheets.styles import CategoryInk, TextStyle
from annotator.worksheets.typesetting import LayoutCache


@dataclass(frozen=True, slots=True)
class PrintedHighlight:
    """Something to show on [start, end) of a body.

    `label` is printed raised at the end (or at the start of a sentence); `spoken` is how a
    listener hears the mark. Without a look it is a missed item of the key.
    """

    start: int
    end: int
    label: str
    spoken: str
    look: CategoryInk | None = None

    @property
    def is_sentence(self) -> bool:
        """Return whether the mark is the label of a sentence."""
        return self.look is not None and self.look.is_sentence


@dataclass(frozen=True, slots=True)
class Label:
    """A raised label in the line, with its place, width and cut."""

    position: int
    text: str
    width: float
    mark: PrintedHighlight


@dataclass(slots=True)
class TextLine:
    """A line of an article: [start, end) of the body and the raised labels in it."""

    start: int
    end: int
    labels: Sequence[Label]


class MarkedText(Protocol):
    """The paragraph that a line belongs to."""

    cache: LayoutCache
    body: str
    marks: list[PrintedHighlight]
    style: TextStyle
    width: float
    right_to_left: bool


def _edges(text: MarkedText, line: TextLine) -> list[int]:
    """Return the places of the line at which a mark or a label begins or ends."""
    edges = {line.start, line.end}
    for mark in text.marks:
        edges.update(p for p in (mark.start, mark.end) if line.start < p < line.end)
    edges.update(label.position for label in line.labels)
    return sorted(edges)


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line that is read from left to right.

    `stops` are where the edges of marks stand, in points from its start. A label stands
    between the position it belongs to and the text after it; the stop of the position is
    before the labels of ends and after those of sentence starts.
    """

    text: MarkedText
    line: TextLine
    stops: Mapping[int, float]

    @classmethod
    def of(cls, text: MarkedText, line: TextLine) -> PlainLine:
        """Return the places of a line."""
        stops: dict[int, float] = {}
        x = 0.0
        before = line.start
        width, style = text.cache.typefaces.width, text.style
        for edge in _edges(text, line):
            stretch = text.body[before:edge]
            if stretch:
                x += width(stretch, style.face, style.size)
            stops[edge] = x
            for label in line.labels:
                if label.position == edge:
                    x += label.width
            before = edge
        return cls(text, line, stops)

    @property
    def edges(self) -> Sequence[int]:
        """Return the places at which a stretch begins or ends, in order."""
        return list(self.stops)

    @property
    def end(self) -> float:
        """Return where the text of the line ends."""
        return self.stops[self.line.end]

    def extents(self, mark: PrintedHighlight) -> list[tuple[float, float]]:
        """Return from where to where a mark is drawn."""
        line, stops = self.line, self.stops
        start, end = max(mark.start, line.start), min(mark.end, line.end)
        x1 = stops[start]
        if start > line.start or mark.start == line.start:
            x1 += sum(q.width for q in line.labels if q.position == start)
        x2 = stops[end]
        if end == line.end and self.text.body[end - 1 : end] == " ":
            style = self.text.style
            x2 -= self.text.cache.typefaces.width(" ", style.face, style.size)
        return [(x1, max(x2, x1))]

    def label_at(self, label: Label) -> float:
        """Return where a label begins."""
        x = self.stops[label.position]
        for other in self.line.labels:
            if other is label:
                break
            if other.position == label.position:
                x += other.width
        return x

    def show(self, canvas: PdfCanvas, left: float, y: float, start: int, end: int) -> None:
        """Write the text between two edges."""
        x = left + self.stops[start]
        for label in self.line.labels:
            if label.position == start:
                x += label.width
        style = self.text.style
        canvas.show(x, y, style.face, style.size, self.text.body[start:end], style.colour)


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """A line of which something is read from right to left.

    `shown` is the text with a stand-in for each label; `places` says where each character
    of the body stands in it, `clusters` where each sign of it stands on the page.
    """

    text: MarkedText
    line: TextLine
    shown: str
    places: Mapping[int, int]
    standing: Mapping[int, int]
    clusters: Sequence[GlyphCluster]
    shift: float

    @classmethod
    def of(cls, text: MarkedText, line: TextLine) -> TurnedLine:
        """Return the places of a line."""
        parts: list[str] = []
        places: dict[int, int] = {}
        standing: dict[int, int] = {}
        objects: dict[int, float] = {}
        size, length = text.style.size, 0
        for position in range(line.start, line.end + 1):
            for number, label in enumerate(line.labels):
                if label.position == position:
                    objects[length] = label.width * 1000 / size
                    standing[number] = length
                    parts.append(OBJECT)
                    length += 1
            if position < line.end:
                places[position] = length
                parts.append(text.body[position])
                length += 1
        shown = "".join(parts)
        clusters = text.cache.typefaces.arranged(
            shown, text.style.face, right_to_left=text.right_to_left, objects=objects
        )
        taken = sum(cluster.width for cluster in clusters) * size / 1000
        shift = text.width - taken if text.right_to_left else 0.0
        return cls(text, line, shown, places, standing, clusters, shift)

    @property
    def edges(self) -> Sequence[int]:
        """Return the places at which a stretch begins or ends, in order."""
        return _edges(self.text, self.line)

    @property
    def end(self) -> float:
        """Return where a space after the line does no harm."""
        return 0.0

    def _x(self, cluster: GlyphCluster) -> float:
        return self.shift + cluster.x * self.text.style.size / 1000

    def extents(self, mark: PrintedHighlight) -> list[tuple[float, float]]:
        """Return from where to where a mark is drawn, in as many parts as it has."""
        start, end = max(mark.start, self.line.start), min(mark.end, self.line.end)
        while end > start and self.text.body[end - 1] == " ":
            end -= 1
        inside = {self.places[position] for position in range(start, end)}
        parts: list[tuple[float, float]] = []
        scale = self.text.style.size / 1000
        for cluster in sorted(self.clusters, key=lambda c: c.x):
            if not inside & set(range(cluster.start, cluster.end)):
                continue
            x1 = self._x(cluster)
            x2 = x1 + cluster.width * scale
            if parts and x1 - parts[-1][1] < 0.05:
                parts[-1] = (parts[-1][0], x2)
            else:
                parts.append((x1, x2))
        return parts

    def label_at(self, label: Label) -> float:
        """Return where a label begins."""
        stands = self.standing[[q is label for q in self.line.labels].index(True)]
        return next(self._x(c) for c in self.clusters if c.start <= stands < c.end)

    def show(self, canvas: PdfCanvas, left: float, y: float, start: int, end: int) -> None:
        """Write the text between two edges."""
        style = self.text.style
        inside = {self.places[position] for position in range(start, end)}
        clusters = [c for c in self.clusters if c.start in inside]
        canvas.colour(style.colour)
        canvas.show_clusters(left + self.shift, y, style.face, style.size, self.shown, clusters)
