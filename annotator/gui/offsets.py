"""Between the two ways of counting text: our code points and Qt's UTF-16 units.

The only module that converts. Text in normal form has the same line structure in both,
so only characters outside the Basic Multilingual Plane move positions: each counts two
in Qt. Their places are kept in a sorted table and searched by bisection.
"""

from __future__ import annotations

from bisect import bisect_left

import regex

from annotator.domain.spans import Span

_ASTRAL = regex.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """The conversion of positions in one text; O(log n) each, free for text without emoji."""

    def __init__(self, text: str) -> None:
        """Note where the characters stand that take two UTF-16 units."""
        astral = () if text.isascii() else _ASTRAL.finditer(text)
        self._points = [match.start() for match in astral]
        self._units = [place + before for before, place in enumerate(self._points)]
        self.code_points = len(text)
        self.utf16_units = len(text) + len(self._points)

    def to_utf16(self, code_point: int) -> int:
        """Return Qt's position for a position in code points."""
        if not self._points:
            return code_point
        return code_point + bisect_left(self._points, code_point)

    def to_code_point(self, utf16: int) -> int:
        """Return the position in code points; inside a surrogate pair that of its start."""
        if not self._units:
            return utf16
        before = bisect_left(self._units, utf16)
        if before and utf16 == self._units[before - 1] + 1:
            return self._points[before - 1]
        return utf16 - before

    def span(self, start: int, end: int) -> Span:
        """Return the span in code points for two of Qt's positions, whatever their order."""
        low, high = sorted((start, end))
        return Span(self.to_code_point(low), self.to_code_point(high))
