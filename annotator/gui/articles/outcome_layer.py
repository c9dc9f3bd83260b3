"""The signs over a student's highlights: what became of each, and what was missed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.extra_layers import span_seen
from annotator.gui.offsets import OffsetMap
from annotator.gui.widgets.outcome_signs import OutcomeSign, draw_sign


@dataclass(frozen=True, slots=True)
class OutcomeHighlight:
    """One sign at the beginning of a stretch; missed words have a dotted frame too."""

    key: str
    span: Span
    sign: OutcomeSign
    is_framed: bool = False


class OutcomeLayer:
    """Signs on one article, and a frame round the chosen stretch."""

    def __init__(self, view: ArticleView, article: Article) -> None:
        """Draw on a view, nothing at first."""
        self._view = view
        self._offsets = OffsetMap(article.body)
        self._marks: tuple[OutcomeHighlight, ...] = ()
        self._longest = 0
        self._current: Span | None = None

    def set_marks(self, marks: Sequence[OutcomeHighlight], current: Span | None) -> None:
        """Show exactly these signs, and a frame round one stretch or none."""
        wanted = tuple(sorted(marks, key=lambda mark: mark.span))
        if wanted == self._marks and current == self._current:
            return
        self._marks = wanted
        self._longest = max((len(mark.span) for mark in wanted), default=0)
        self._current = current
        self._view.viewport().update()

    @property
    def marks(self) -> tuple[OutcomeHighlight, ...]:
        """Return the signs in reading order."""
        return self._marks

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what falls into `seen`; the painter's origin is that of the document."""
        area = span_seen(self._view.document(), self._offsets, seen)
        first = bisect_left(self._marks, area.start - self._longest, key=_start_of)
        last = bisect_left(self._marks, area.end, key=_start_of)
        shown = [mark for mark in self._marks[first:last] if mark.span.end > area.start]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._view.paper
        for mark in shown:
            if mark.is_framed:
                self._frame(painter, mark.span, theme.muted, Qt.PenStyle.DotLine, 1.4)
        if self._current is not None and self._current.overlaps(area):
            self._frame(painter, self._current, theme.accent, Qt.PenStyle.SolidLine, 2.2)
        taken: dict[int, int] = {}
        for mark in shown:
            if mark.sign is not OutcomeSign.NONE:
                nth = taken.get(mark.span.start, 0)
                taken[mark.span.start] = nth + 1
                self._badge(painter, mark, nth)
        painter.restore()

    def _frame(
        self, painter: QPainter, span: Span, colour: str, style: Qt.PenStyle, width: float
    ) -> None:
        pen = QPen(QColor(colour), width)
        pen.setStyle(style)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._view.boxes(span):
            painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)

    def _badge(self, painter: QPainter, mark: OutcomeHighlight, nth: int) -> None:
        """Draw a sign on a small disc at the upper left corner of its stretch."""
        boxes = self._view.boxes(mark.span)
        if not boxes:
            return
        box = boxes[0]
        side = box.height() * 0.68
        place = QPointF(box.left() + side * 0.28 + nth * side * 0.95, box.top() - side * 0.16)
        disc = QRectF(place.x() - side / 2, place.y() - side / 2, side, side)
        theme = self._view.paper
        painter.setPen(QPen(QColor(theme.edge), 0.8))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(disc)
        inner = disc.adjusted(side * 0.16, side * 0.16, -side * 0.16, -side * 0.16)
        draw_sign(painter, mark.sign, inner, theme.text)


def _start_of(mark: OutcomeHighlight) -> int:
    return mark.span.start
