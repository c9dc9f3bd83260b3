"""Where code points of an article stand in its viewport, and which stand at a point."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from annotator.gui.offsets import OffsetMap

#: How high the caret is, in ems.
CARET = 1.25


class ArticlePlaces:
    """The geometry of one article view, in code points and pixels of the viewport."""

    def __init__(self, view: QTextEdit, offsets: OffsetMap) -> None:
        """Measure in a view."""
        self._view = view
        self._offsets = offsets
        self.em = 16.0

    def at(self, point: QPointF) -> int:
        """Return the code point nearest to a point."""
        cursor = self._view.cursorForPosition(point.toPoint())
        return self._offsets.to_code_point(cursor.position())

    def under(self, point: QPointF) -> int | None:
        """Return the code point whose glyph is at a point, or None beside the text."""
        place = point + QPointF(0, self._view.verticalScrollBar().value())
        layout = self._view.document().documentLayout()
        hit = layout.hitTest(place, Qt.HitTestAccuracy.ExactHit)
        return self._offsets.to_code_point(hit) if hit >= 0 else None

    def of(self, position: int) -> QRect:
        """Return Qt's rectangle of a caret at a code point."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(self._offsets.to_utf16(position))
        return self._view.cursorRect(cursor)

    def caret(self) -> QRectF:
        """Return where the caret is drawn."""
        return self._beside_words(self._view.cursorRect())

    def line_at(self, position: int) -> QRect:
        """Return where a caret at a code point would be drawn: as high as the words."""
        return self._beside_words(self.of(position)).toRect()

    def _beside_words(self, place: QRect) -> QRectF:
        height = self.em * CARET
        top = place.top() + (place.height() - height) / 2
        return QRectF(place.left() - 1, top, max(2.0, self.em / 9), height)
