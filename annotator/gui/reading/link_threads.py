"""Draw links: numbers in the margins, an upper line on the words, threads between columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.domain.annotations import Link
from annotator.domain.identifiers import ArticleId, LinkId
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.extra_layers import span_seen
from annotator.gui.look.icons import drawn_icon
from annotator.gui.look.theme import Theme, blend
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap

#: The size of a number's disc in pixels.
BADGE = 17.0


@dataclass(frozen=True, slots=True)
class Knot:
    """One end of a link in one article, with the number of the link."""

    link_id: LinkId
    number: int
    span: Span
    is_alone: bool = False


def knots_of(links: Sequence[Link], article_id: ArticleId) -> list[Knot]:
    """Return the ends of all links in one article, in reading order."""
    found = [
        Knot(link.id, number, end.span, len(link.ends) == 1)
        for number, link in enumerate(links, 1)
        for end in link.ends
        if end.article_id == article_id
    ]
    return sorted(found, key=lambda knot: (knot.span, knot.number))


class LinkLayer:
    """The linked words of one article and their numbers in the margin."""

    def __init__(self, view: ArticleView) -> None:
        """Draw on a view, nothing at first."""
        self._view = view
        self._offsets = OffsetMap(view.article.body)
        self.knots: Sequence[Knot] = ()
        self.active: LinkId | None = None

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draw the linked words that can be seen."""
        if not self.knots:
            return
        area = span_seen(self._view.document(), self._offsets, seen)
        for knot, badge in self.badges():
            if knot.span.overlaps(area):
                self._paint_words(painter, knot)
                paint_badge(painter, badge, knot, self._view.paper, knot.link_id == self.active)

    def badges(self) -> list[tuple[Knot, QRectF]]:
        """Return where in the document each number stands; those of one line side by side."""
        document = self._view.document()
        right = document.size().width() - document.rootFrame().frameFormat().rightMargin()
        found: list[tuple[Knot, QRectF]] = []
        last = -BADGE
        for knot in self.knots:
            boxes = self._view.boxes(knot.span)
            if not boxes:
                continue
            top = max(boxes[0].center().y() - BADGE / 2, last)
            last = top + BADGE
            found.append((knot, QRectF(right + 1, top, BADGE, BADGE)))
        return found

    def _paint_words(self, painter: QPainter, knot: Knot) -> None:
        theme, is_active = self._view.paper, knot.link_id == self.active
        colour = QColor(theme.accent)
        boxes = self._view.boxes(knot.span)
        for box in boxes:
            if is_active:
                wash = QColor(blend(theme.surface, theme.accent, 0.2))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(wash)
                painter.drawRoundedRect(box, 2, 2)
            painter.setPen(QPen(colour, 2.2 if is_active else 1.2))
            painter.drawLine(box.topLeft(), box.topRight())
        if boxes:
            drop = QPointF(0, boxes[0].height() * 0.3)
            painter.drawLine(boxes[0].topLeft(), boxes[0].topLeft() + drop)
            painter.drawLine(boxes[-1].topRight(), boxes[-1].topRight() + drop)


def paint_badge(painter: QPainter, area: QRectF, knot: Knot, theme: Theme, is_active: bool) -> None:
    """Draw the number of a link in a disc; one that has no partner has a broken edge."""
    accent = QColor(theme.accent)
    edge = QPen(accent, 1.4, Qt.PenStyle.DotLine if knot.is_alone else Qt.PenStyle.SolidLine)
    painter.setPen(edge)
    painter.setBrush(accent if is_active else QColor(theme.surface))
    painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    font = QFont(painter.font())
    font.setPixelSize(11 if knot.number < 10 else 9)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.accent_text) if is_active else accent)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(knot.number))


def badge_icon(knot: Knot) -> QIcon:
    """Return the number of a link as an icon, for a list."""

    def draw(painter: QPainter, area: QRectF, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, area.adjusted(1, 1, -1, -1), knot, theme, False)

    return drawn_icon(draw, round(BADGE + 3), f"link {knot.number} {knot.is_alone}")


class Threads(QWidget):
    """Lies over the columns and draws the threads between them; the mouse goes through."""

    def __init__(self, board: ArticleBoard) -> None:
        """Draw nothing at first."""
        super().__init__(board)
        self._board = board
        self.layers: dict[ArticleId, LinkLayer] = {}
        self.active: LinkId | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def refresh(self) -> None:
        """Lie over the whole board again, if there is anything to draw."""
        views = self._board.views()
        linked = [view for view in views if self.layers[view.article.id].knots]
        self.setGeometry(self._board.rect())
        self.setVisible(len(linked) > 1)
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a thread from each column to the next one that has the same link."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before: dict[LinkId, tuple[int, QPointF]] = {}
        for column, view in enumerate(self._board.views()):
            starts: dict[LinkId, QPointF] = {}
            for knot, badge in self.layers[view.article.id].badges():
                place = self._on_board(view, badge)
                if place is None or knot.link_id in starts:
                    continue
                starts[knot.link_id] = place
                if knot.link_id in before:
                    other, start = before[knot.link_id]
                    is_active = knot.link_id == self.active
                    end = self._arrival(view, knot, is_active)
                    if end is not None and (column - other == 1 or is_active):
                        self._paint_thread(painter, start, end, is_active)
            before.update({link: (column, place) for link, place in starts.items()})
        painter.end()

    def _arrival(self, view: ArticleView, knot: Knot, is_active: bool) -> QPointF | None:
        """Return where a thread ends: at the words, or in the margin to leave the text alone."""
        words = QRectF(view.boxes(knot.span)[0])
        if not is_active:
            margin = view.document().rootFrame().frameFormat().leftMargin()
            words.moveLeft(margin - 4)
        place = self._on_board(view, words)
        return place - QPointF(words.width() / 2 + 1, 0) if place is not None else None

    def _on_board(self, view: ArticleView, area: QRectF) -> QPointF | None:
        """Return the middle of a place of a document on the board, if it can be seen."""
        port = view.viewport()
        shown = area.translated(0, -view.verticalScrollBar().value())
        if not 0 <= shown.center().y() <= port.height():
            return None
        corner = QPointF(port.mapTo(self._board, port.rect().topLeft()))
        return shown.center() + corner

    def _paint_thread(
        self, painter: QPainter, start: QPointF, end: QPointF, is_active: bool
    ) -> None:
        colour = QColor(current_theme().accent)
        colour.setAlphaF(1.0 if is_active else 0.6)
        painter.setPen(QPen(colour, 2.2 if is_active else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        leave = start + QPointF(BADGE / 2, 0)
        reach = max(18.0, (end.x() - leave.x()) / 2)
        path = QPainterPath(leave)
        path.cubicTo(leave + QPointF(reach, 0), end - QPointF(reach, 0), end)
        painter.drawPath(path)
        painter.setBrush(colour)
        painter.drawEllipse(end, 2.4, 2.4)
