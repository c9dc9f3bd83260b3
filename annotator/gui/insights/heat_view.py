"""An article as a heat map: the more students highlighted words, the stronger their tint."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.domain.heat_scale import ON_DARK, ON_PAPER, heat_step
from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.gui.articles.article_document import (
    ReadingStyle,
    fill_document,
    set_margins,
    set_type,
)
from annotator.gui.articles.article_paper import make_paper, paper_palette
from annotator.gui.articles.article_places import ArticlePlaces
from annotator.gui.articles.extra_layers import span_seen
from annotator.gui.articles.line_ruler import LineRuler, is_bidi
from annotator.gui.look.theme import Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap
from annotator.translation import _

#: Numbers stand over words from this step on, so that they do not crowd the page.
NUMBERED_FROM = 2
NUMBER_SIZE = 0.62
#: How far a tint reaches above the foot of the letters, and how high it is, in ems.
ABOVE, HIGH = 0.86, 1.16
#: How much larger lines are than the type: numbers stand between them.
LINE_HEIGHT = 175


class HeatView(QTextEdit):
    """A read-only article; a click or Enter asks what was said of the words there."""

    wordsChosen = Signal(int)
    #: In which theme and type it is set.
    _dressed: tuple[Theme, float | None] | None = None

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        """Show an article that nobody highlighted yet."""
        super().__init__(parent)
        self.article = article
        self._points: float | None = None
        self._style = ReadingStyle(current_theme().text_size, line_height=LINE_HEIGHT)
        self._offsets = OffsetMap(article.body)
        self._places = ArticlePlaces(self, self._offsets)
        self._heat: Sequence[tuple[Span, int]] = ()
        self._students = 1
        self._pointed: Span | None = None
        make_paper(self, article)
        self.setAccessibleDescription(
            _("Read-only text. Arrows move, Enter says what the class wrote about the words there.")
        )
        fill_document(self.document(), article, self._style, current_theme())
        self.moveCursor(QTextCursor.MoveOperation.Start)  # filling leaves it at the end
        self._dress()

    # -- what it shows -------------------------------------------------------------------------

    @property
    def heat(self) -> Sequence[tuple[Span, int]]:
        """Return the stretches with how many students highlighted them."""
        return self._heat

    def show_heat(self, heat: Sequence[tuple[Span, int]], students: int) -> None:
        """Tint stretches by how many of the students highlighted them."""
        self._heat = heat
        self._students = max(1, students)
        self.viewport().update()

    def count_at(self, position: int) -> int:
        """Return how many students highlighted the code point at a position."""
        place = bisect_right(self._heat, position, key=_start_of) - 1
        if place < 0:
            return 0
        span, count = self._heat[place]
        return count if position < span.end else 0

    def point_out(self, span: Span | None) -> None:
        """Frame a stretch and bring it into view, or frame nothing."""
        self._pointed = span
        if span is not None:
            cursor = self.textCursor()
            cursor.setPosition(self._offsets.to_utf16(span.start))
            self.setTextCursor(cursor)
            bar = self.verticalScrollBar()
            top = self._places.of(span.start).top()
            bar.setValue(bar.value() + round(top - self.viewport().height() * 0.35))
        self.viewport().update()

    def show_type(self, points: float | None) -> None:
        """Set the article in type of so many points; None is what the program wears."""
        self._points = points
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Wear what the program wears."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        is_worn = self._dressed in (None, (current_theme(), self._points))
        if event.type() in kinds and not is_worn:
            self._dress()

    def _dress(self) -> None:
        theme = current_theme()
        is_worn, self._dressed = self._dressed is not None, (theme, self._points)
        if is_worn:
            points = self._points or theme.text_size
            self._style = ReadingStyle(points, line_height=LINE_HEIGHT)
            set_type(self.document(), self.article, self._style, theme)
            set_margins(self.document(), self._style, self.viewport().width())
        self._places.em = self._style.em
        self.setPalette(paper_palette(theme))
        self.viewport().update()

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tints, then the text, then the numbers."""
        theme = current_theme()
        scrolled = QPointF(0, self.verticalScrollBar().value())
        seen = QRectF(event.rect()).translated(scrolled)
        shown = list(self._stretches_in(seen))
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.surface))
        painter.translate(-scrolled)
        for step, _count, boxes in shown:
            for box in boxes:
                painter.fillRect(box, heat_colour(step, theme))
        if self._pointed is not None:
            painter.setPen(QPen(QColor(theme.focus), 2))
            for box in self._boxes(self._pointed):
                painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.translate(-scrolled)
        self._paint_numbers(painter, shown)
        painter.resetTransform()
        if self.hasFocus():
            painter.fillRect(self._places.caret(), QColor(theme.accent))
        painter.end()

    def _paint_numbers(
        self, painter: QPainter, shown: Sequence[tuple[int, int, list[QRectF]]]
    ) -> None:
        font = QFont(self._style.font)
        font.setPointSizeF(self._style.points * NUMBER_SIZE)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(current_theme().text))
        right = 0.0
        bottom = 0.0
        for step, count, boxes in shown:
            if step < NUMBERED_FROM or not boxes:
                continue
            box = boxes[0]
            width = painter.fontMetrics().horizontalAdvance(str(count))
            if box.top() == bottom and box.left() < right:
                continue  # two numbers in one place could not be read
            painter.drawText(QPointF(box.left(), box.top() - 1), str(count))
            right, bottom = box.left() + width + 2, box.top()

    def _stretches_in(self, seen: QRectF) -> Iterator[tuple[int, int, list[QRectF]]]:
        area = span_seen(self.document(), self._offsets, seen)
        first = bisect_right(self._heat, area.start, key=_end_of)
        last = bisect_left(self._heat, area.end, key=_start_of)
        for span, count in self._heat[first:last]:
            yield heat_step(count, self._students), count, self._boxes(span)

    def _boxes(self, span: Span) -> list[QRectF]:
        """Return where the words of a stretch stand in the document, a box or more a line."""
        end = self._offsets.to_utf16(span.end)
        em = self._style.em
        boxes: list[QRectF] = []
        block = self.document().findBlock(self._offsets.to_utf16(span.start))
        while block.isValid() and block.position() < end:
            layout, is_mixed = block.layout(), is_bidi(block.text())
            origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                top = origin.y() + line.y() + line.ascent() - em * ABOVE
                ruler = LineRuler(block, line, self._offsets, bidi=is_mixed)
                boxes += [
                    QRectF(origin.x() + left, top, right - left, em * HIGH)
                    for left, right in ruler.piece(span)
                ]
            block = block.next()
        return boxes

    # -- what a person does --------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask what was said of the words that were clicked."""
        super().mouseReleaseEvent(event)
        position = self._places.under(event.position())
        if position is not None and not self.textCursor().hasSelection():
            self.wordsChosen.emit(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask by Enter what was said of the words at the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wordsChosen.emit(self._offsets.to_code_point(self.textCursor().position()))
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the column anew."""
        set_margins(self.document(), self._style, event.size().width())
        super().resizeEvent(event)


def heat_colour(step: int, theme: Theme) -> QColor:
    """Return the colour of a step of the heat scale in a theme."""
    scale = ON_DARK if theme.is_dark or theme.is_high_contrast else ON_PAPER
    return QColor.fromRgbF(*scale.colour(step))


def _start_of(entry: tuple[Span, int]) -> int:
    return entry[0].start


def _end_of(entry: tuple[Span, int]) -> int:
    return entry[0].end
