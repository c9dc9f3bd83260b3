"""The words that were found in an article, drawn over its highlights."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.spans import Span
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.extra_layers import span_seen
from annotator.gui.look.theme import blend
from annotator.gui.offsets import OffsetMap


class MatchLayer:
    """The words that were found, each in a box; the current one stands out."""

    def __init__(self, view: ArticleView, offsets: OffsetMap) -> None:
        """Draw on a view, nothing at first."""
        self._view = view
        self._offsets = offsets
        self.matches: Sequence[Span] = ()
        self.current: Span | None = None

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw a box round each word that was found and can be seen."""
        if not self.matches:
            return
        area = span_seen(self._view.document(), self._offsets, seen)
        first = bisect_right(self.matches, area.start, key=_end_of)
        last = bisect_left(self.matches, area.end, key=_start_of)
        for match in self.matches[first:last]:
            self._paint_match(painter, match, match == self.current)

    def _paint_match(self, painter: QPainter, match: Span, is_current: bool) -> None:
        theme = self._view.paper
        painter.setPen(QPen(QColor(theme.accent), 2.4 if is_current else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_current:
            painter.setBrush(QColor(blend(theme.surface, theme.accent, 0.3)))
        for box in self._view.boxes(match):
            grow = 2.0 if is_current else 1.0
            painter.drawRoundedRect(box.adjusted(-grow, -grow, grow, grow), 3, 3)


def _start_of(span: Span) -> int:
    return span.start


def _end_of(span: Span) -> int:
    return span.end
