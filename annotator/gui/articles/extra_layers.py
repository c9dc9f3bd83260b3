"""What lies between highlights and text for a while: found words and the like."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument

from annotator.domain.spans import Span
from annotator.gui.look.theme import Theme, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap


class ExtraLayer(Protocol):
    """Something drawn over the highlights of an article and under its words."""

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what falls into `seen`; the painter's origin is that of the document."""


class Page(Protocol):
    """What a layer needs of the view."""

    def boxes(self, span: Span) -> list[QRectF]:
        """Return where in the document the words of a stretch stand."""

    def document(self) -> QTextDocument:
        """Return the text as Qt holds it."""


def span_seen(document: QTextDocument, offsets: OffsetMap, seen: QRectF) -> Span:
    """Return the stretch of text that can fall into a part of the document."""
    layout = document.documentLayout()
    accuracy = Qt.HitTestAccuracy.FuzzyHit
    first = layout.hitTest(QPointF(0, max(0.0, seen.top() - 4)), accuracy)
    last = layout.hitTest(QPointF(document.size().width(), seen.bottom() + 4), accuracy)
    block = document.findBlock(max(0, first))
    following = document.findBlock(max(0, last)).next()
    end = following.position() if following.isValid() else offsets.utf16_units
    return offsets.span(min(block.position(), end), end)


class MatchLayer:
    """The words that were found, each in a box; the current one stands out."""

    def __init__(self, view: Page, offsets: OffsetMap) -> None:
        """Draw on a view, nothing at first."""
        theme = current_theme()
        self._view = view
        self._offsets = offsets
        self._theme = theme
        self.matches: Sequence[Span] = ()
        self.current: Span | None = None

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme

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
        theme = self._theme
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
