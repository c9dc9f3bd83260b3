"""Help for the eye in long texts: a ruler at the line that is read, and line numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen

from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_document import NUMBER_EMS
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.look.theme import blend

#: Every so many lines have their number, as in printed readers.
NUMBERED = 5


class RulerLayer(QObject):
    """A band over the line of the caret, or of the mouse if that moved last."""

    def __init__(self, board: ArticleBoard, view: ArticleView) -> None:
        """Be switched off."""
        super().__init__(view)
        self._board = board
        self._view = view
        self._is_on = False
        self.line: QRectF | None = None
        view.viewport().installEventFilter(self)
        view.caretMoved.connect(self._on_view_caret_moved)

    def switch(self, *, on: bool) -> None:
        """Draw, or not at all."""
        self._is_on = on
        self._on_view_caret_moved()

    def paint(self, painter: QPainter, _seen: QRectF) -> None:
        """Draw the band over the whole width of the sheet."""
        is_read = self._board.current is self._view or self._view.underMouse()
        if not self._is_on or self.line is None or not is_read:
            return
        width = self._view.document().size().width()
        theme, height = self._view.paper, self._view.style_of_text.em * 1.5
        band = QRectF(0, self.line.center().y() - height / 2, width, height)
        ground = QColor(blend(theme.surface, theme.accent, 0.5))
        ground.setAlphaF(0.28)
        painter.fillRect(band, ground)
        painter.setPen(QPen(QColor(theme.accent), 1.4))
        painter.drawLine(band.topLeft(), band.topRight())
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _on_view_caret_moved(self) -> None:
        self._move_to(QRectF(self._view.cursorRect()))

    def _move_to(self, line: QRectF) -> None:
        self.line = line.translated(0, self._view.verticalScrollBar().value())
        if self._is_on:
            self._view.viewport().update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the mouse."""
        if self._is_on and event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            cursor = self._view.cursorForPosition(event.position().toPoint())
            self._move_to(QRectF(self._view.cursorRect(cursor)))
        return False


class LineNumberLayer:
    """The number of every fifth line in front of the text; empty lines do not count."""

    def __init__(self, view: ArticleView) -> None:
        """Draw where the view numbers its lines."""
        self._view = view

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw the numbers that can be seen."""
        style = self._view.style_of_text
        if not style.line_numbers:
            return
        font = QFont(style.font)
        font.setPixelSize(max(9, round(style.em * 0.6)))
        painter.setFont(font)
        painter.setPen(QColor(self._view.paper.muted))
        for number, baseline in self.lines(seen):
            right = self._view.document().rootFrame().frameFormat().leftMargin()
            right -= style.margin - NUMBER_EMS * style.em
            area = QRectF(right - 60, baseline - 30, 60, 32)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(area, flags, str(number))

    def lines(self, seen: QRectF) -> list[tuple[int, float]]:
        """Return the numbers that stand in a part of the document, with their baselines."""
        document = self._view.document()
        layout = document.documentLayout()
        found: list[tuple[int, float]] = []
        before = 0
        block = document.begin()
        while block.isValid():
            count = block.layout().lineCount() if block.length() > 1 else 0
            area = layout.blockBoundingRect(block)
            if area.top() > seen.bottom():
                break
            if area.bottom() >= seen.top():
                for index in range(count):
                    if (before + index + 1) % NUMBERED == 0:
                        line = block.layout().lineAt(index)
                        corner = QPointF(area.topLeft())
                        baseline = corner.y() + line.y() + line.ascent()
                        found.append((before + index + 1, baseline))
            before += count
            block = block.next()
        return found
