"""What an article shows beside the key: traps, sentences left unscored, the suggestion at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.spans import Span
from annotator.gui.articles.extra_layers import Page
from annotator.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Where an article has traps, optional keys and unscored sentences."""

    traps: tuple[Span, ...] = ()
    optional: tuple[Span, ...] = ()
    unscored: tuple[Span, ...] = ()


def key_places(key: AnswerKey, article_id: ArticleId) -> KeyPlaces:
    """Return what is drawn of a key beside its highlights."""
    mine = key.for_article(article_id)
    return KeyPlaces(
        tuple(each.span for each in mine if each.status is KeyStatus.TRAP),
        tuple(each.span for each in mine if each.status is KeyStatus.OPTIONAL),
        tuple(u.span for u in key.unscored if u.article_id == article_id),
    )


class KeyLayer:
    """Frames over the words: red for a trap, dashed for an optional key, dotted for unscored."""

    def __init__(self, view: Page, theme: Theme) -> None:
        """Draw on a view, nothing at first."""
        self._view = view
        self.theme = theme
        self.places = KeyPlaces()
        self.offered: Sequence[Span] = ()
        self.current: Span | None = None

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what can be seen."""
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dash, dot = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
        self._frame(painter, seen, self.places.unscored, QPen(QColor(theme.muted), 1.4, dot))
        self._frame(painter, seen, self.places.optional, QPen(QColor(theme.edge), 1.2, dash))
        self._frame(painter, seen, self.places.traps, QPen(QColor(theme.danger), 1.8))
        self._frame(painter, seen, self.offered, QPen(QColor(theme.accent), 1.0, dash))
        if self.current is not None:
            self._frame(painter, seen, (self.current,), QPen(QColor(theme.accent), 2.4))
        painter.restore()

    def _frame(self, painter: QPainter, seen: QRectF, spans: Sequence[Span], pen: QPen) -> None:
        painter.setPen(pen)
        for span in spans:
            for box in self._view.boxes(span):
                if box.intersects(seen):
                    painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)
