"""Where the pieces of one line of text stand, measured once each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QTextBlock, QTextLine

from annotator.domain.spans import Span
from annotator.gui.offsets import OffsetMap

#: The directions of letters and numbers that are written from right to left.
_TO_THE_LEFT = frozenset({"R", "AL", "AN"})


def is_bidi(text: str) -> bool:
    """Return whether some of a text is written from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _TO_THE_LEFT for character in set(text)
    )


class LineRuler:
    """Tells where on a line a stretch of it is seen; text of two directions may split it."""

    __slots__ = ("_begin", "_is_bidi", "_known", "_line", "_offsets", "_seen_end", "area")

    def __init__(
        self, block: QTextBlock, line: QTextLine, offsets: OffsetMap, *, bidi: bool
    ) -> None:
        """Measure on a line of a block."""
        self._line = line
        self._offsets = offsets
        self._begin = block.position()
        self._is_bidi = bidi
        self._seen_end = line.x() + line.naturalTextWidth()
        self._known: dict[int, float] = {}
        start = self._begin + line.textStart()
        #: The stretch of text that the line holds, in code points.
        self.area = offsets.span(start, start + line.textLength())

    def extents(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return the left and right ends of a stretch of the line, in code points."""
        if self._is_bidi:
            return self._bidi_extents(start, end)
        return [(self._x_of(start), min(self._x_of(end), self._seen_end))]

    def measured(self, pieces: Sequence[tuple[int, int]]) -> list[list[tuple[float, float]]]:
        """Return the left and right ends of many stretches of the line."""
        if self._is_bidi:
            return [self._bidi_extents(start, end) for start, end in pieces]
        known, seen_end, begin = self._known, self._seen_end, self._begin
        to_utf16, place_of = self._offsets.to_utf16, self._line.cursorToX
        for place in {place for piece in pieces for place in piece}.difference(known):
            found: Any = place_of(to_utf16(place) - begin)
            known[place] = found[0]
        return [[(known[start], min(known[end], seen_end))] for start, end in pieces]

    def piece(self, span: Span) -> list[tuple[float, float]]:
        """Return the left and right ends of what the line has of a span."""
        start, end = max(self.area.start, span.start), min(self.area.end, span.end)
        return self.extents(start, end) if start < end else []

    def _x_of(self, position: int) -> float:
        found = self._known.get(position)
        if found is None:
            # The binding returns the place and the position that it was clamped to.
            place: Any = self._line.cursorToX(self._offsets.to_utf16(position) - self._begin)
            found = self._known[position] = float(place[0])
        return found

    def _bidi_extents(self, start: int, end: int) -> list[tuple[float, float]]:
        first = self._offsets.to_utf16(start) - self._begin
        length = self._offsets.to_utf16(end) - self._begin - first
        boxes = (run.boundingRect() for run in self._line.glyphRuns(first, length))
        found: list[tuple[float, float]] = []
        for left, right in sorted((box.left(), box.right()) for box in boxes):
            if found and left <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], right))
            else:
                found.append((left, right))
        return found
