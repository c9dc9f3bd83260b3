"""What lies between highlights and text for a while: found words and the like."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextDocument

from annotator.domain.spans import Span
from annotator.gui.offsets import OffsetMap


class ExtraLayer(Protocol):
    """Something drawn over the highlights of an article and under its words."""

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what falls into `seen`; the painter's origin is that of the document."""


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
