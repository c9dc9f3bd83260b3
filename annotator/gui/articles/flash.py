"""Point out where something stands in an article: a frame that goes away by itself.

The frame stands still and is seen for a moment, so it needs no motion and cannot flicker.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.domain.spans import Span
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.offsets import OffsetMap

#: How long the frame is seen, in milliseconds.
MOMENT = 900


class Flash(QWidget):
    """A frame over the text of one article that lets the mouse through."""

    def __init__(self, view: ArticleView) -> None:
        """Show nothing yet."""
        super().__init__(view.viewport())
        self._view = view
        self._areas: list[QRectF] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(MOMENT)
        self._clock.timeout.connect(self.hide)
        # The text moves away under the frame.
        view.verticalScrollBar().valueChanged.connect(self.hide)

    def point_out(self, span: Span) -> None:
        """Frame a span for a moment."""
        self._areas = _areas(self._view, span)
        self.setGeometry(self._view.viewport().rect())
        self.raise_()
        self.show()
        self.update()
        self._clock.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a frame round each line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._view.paper.focus), 3))
        for area in self._areas:
            painter.drawRoundedRect(area.adjusted(-3, -2, 3, 2), 5, 5)
        painter.end()


def _areas(view: ArticleView, span: Span) -> list[QRectF]:
    """Return what the span covers of each line, in the coordinates of the viewport."""
    offsets = OffsetMap(view.article.body)
    cursor = QTextCursor(view.document())
    areas: list[QRectF] = []
    at, end = offsets.to_utf16(span.start), offsets.to_utf16(span.end)
    while at < end and len(areas) < 200:
        cursor.setPosition(at)
        first = view.cursorRect(cursor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
        stop = min(end, cursor.position())
        cursor.setPosition(stop)
        last = view.cursorRect(cursor)
        left, right = sorted((first.left(), last.left()))
        areas.append(QRectF(left, first.top(), right - left, first.height()))
        at = max(stop, at) + 1
    return areas


def point_out(view: ArticleView, span: Span) -> None:
    """Frame a span of an article for a moment."""
    flash = view.viewport().findChild(Flash) or Flash(view)
    flash.point_out(span)
