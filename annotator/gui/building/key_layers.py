"""What an article shows beside the key: traps, alternatives, unscored sentences, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.spans import Span
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.extra_layers import span_seen
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap

#: How much of the accent lies on the alternatives of the key at hand.
LIGHT = 0.16


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Where an article has traps, optional keys, alternatives and unscored sentences."""

    traps: tuple[Span, ...] = ()
    optional: tuple[Span, ...] = ()
    unscored: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()


def key_places(key: AnswerKey, article_id: ArticleId) -> KeyPlaces:
    """Return what is drawn of a key beside its highlights."""
    mine = key.for_article(article_id)
    return KeyPlaces(
        tuple(each.span for each in mine if each.status is KeyStatus.TRAP),
        tuple(each.span for each in mine if each.status is KeyStatus.OPTIONAL),
        tuple(u.span for u in key.unscored if u.article_id == article_id),
        tuple(other.span for each in mine for other in each.also),
    )


class KeyLayer:
    """Frames over the words: red for a trap, dashed for an optional key, dotted for unscored.

    An alternative has a thin one of dashes and dots, in the accent where its key is at hand.
    """

    def __init__(self, view: ArticleView, offsets: OffsetMap) -> None:
        """Draw on a view, nothing at first."""
        self._view = view
        self._offsets = offsets
        self.places = KeyPlaces()
        self.chosen: tuple[Span, ...] = ()
        self.offered: Sequence[Span] = ()
        self.current: Span | None = None

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what can be seen."""
        theme = current_theme()
        layers = (
            (self.places.unscored, QPen(QColor(theme.muted), 1.4, Qt.PenStyle.DotLine)),
            (self.places.optional, QPen(QColor(theme.edge), 1.2, Qt.PenStyle.DashLine)),
            (self.places.also, QPen(QColor(theme.muted), 1.0, Qt.PenStyle.DashDotLine)),
            (self.places.traps, QPen(QColor(theme.danger), 1.8)),
            (self.chosen, QPen(QColor(theme.accent), 1.6, Qt.PenStyle.DashDotLine)),
            (self.offered, QPen(QColor(theme.accent), 1.0, Qt.PenStyle.DashLine)),
            ((self.current,) if self.current else (), QPen(QColor(theme.accent), 2.4)),
        )
        if not any(spans for spans, _ in layers):
            return
        # Where words stand is asked only of those that can be seen: a long article has hundreds.
        area = span_seen(self._view.document(), self._offsets, seen)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spans, pen in layers:
            is_light = spans is self.chosen
            painter.setBrush(_light(theme.accent) if is_light else Qt.BrushStyle.NoBrush)
            self._frame(painter, [span for span in spans if span.overlaps(area)], pen)
        painter.restore()

    def _frame(self, painter: QPainter, spans: Sequence[Span], pen: QPen) -> None:
        painter.setPen(pen)
        for span in spans:
            for box in self._view.boxes(span):
                painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)


def _light(colour: str) -> QColor:
    made = QColor(colour)
    made.setAlphaF(LIGHT)
    return made
