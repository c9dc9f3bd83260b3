"""Make links: pick a place in one article, then the same thing in another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, LinkId
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.reading.attempts import Attempts
from annotator.gui.reading.link_threads import LinkLayer, Threads, knots_of
from annotator.gui.reading.links_panel import LinksPanel
from annotator.gui.widgets.labels import ElidedLabel
from annotator.services.linking import LinkText, end_of
from annotator.session.reading import ReadingSession, WorkChanged
from annotator.translation import _

CANCEL_KEYS = (Qt.Key.Key_Escape,)
DONE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinkBanner(QFrame):
    """Says that a link is begun, and what comes next."""

    def __init__(self) -> None:
        """Be hidden until a link is begun."""
        super().__init__()
        self.setProperty("role", "sheet")
        self.setAccessibleName(_("New link"))
        self._text = ElidedLabel("", lines=2)
        self.only_here = QPushButton(_("Only here"))
        self.only_here.setAccessibleDescription(_("Note that no other article has this"))
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.setAccessibleDescription(_("Make no link (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_1, SPACE_2, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.only_here)
        row.addWidget(self.cancel)
        self.hide()

    def show_first(self, quote: str) -> None:
        """Name the place that waits for its partner."""
        text = _(
            "“{quote}”: now click or select the same thing in another article, or put "
            "the caret there and press L.",
            quote=shortened(quote, 40),
        )
        self._text.setText(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class LinkController(QObject):
    """Joins the links of the session with the articles, the threads and the list."""

    troubleRaised = Signal(str)

    def __init__(self, session: ReadingSession, lesson: Lesson, board: ArticleBoard) -> None:
        """Show the links that there are."""
        super().__init__(board)
        self._session = session
        self._board = board
        self._attempt = Attempts(self)
        self._attempt.troubleRaised.connect(self.troubleRaised)
        self._first: LinkEnd | None = None
        self._layers: dict[ArticleId, LinkLayer] = {}
        self._threads = Threads(board)
        self._threads.layers = self._layers
        self.banner = LinkBanner()
        self.panel = LinksPanel(lesson, self._save)
        board.add_banner(self.banner)
        self.banner.cancel.clicked.connect(self.cancel)
        self.banner.only_here.clicked.connect(self._on_banner_only_here_clicked)
        board.columnMade.connect(self._on_board_column_made)
        board.arranged.connect(self._threads.refresh)
        board.resized.connect(self._threads.refresh)
        self.panel.chosen.connect(self._on_panel_chosen)
        self.panel.endChosen.connect(self.show_end)
        self.panel.endRemoveRequested.connect(self._on_panel_end_remove_requested)
        self.panel.removeRequested.connect(self._on_panel_remove_requested)
        self.panel.set_links(session.links)

    def take_news(self, news: WorkChanged) -> None:
        """Show what has changed."""
        if news.links:
            self.panel.set_links(self._session.links)
            known = {link.id for link in self._session.links}
            if self._threads.active not in known:
                self._threads.active = None
            self._draw()

    # -- make ------------------------------------------------------------------

    def mark_place(self) -> None:
        """Begin a link where the keyboard is, or end it there in another article."""
        view = self._board.current
        if view is None:
            return
        if self._first is not None and view.article.id != self._first.article_id:
            self._finish(view)
            return
        try:
            self._first = end_of(view.article, self._rough(view))
        except AnnotatorError as trouble:
            self.troubleRaised.emit(str(trouble))
            return
        self.banner.show_first(self._first.anchor.exact)
        view.setFocus()

    def cancel(self) -> None:
        """Forget the link that was begun."""
        self._first = None
        self.banner.hide()
        if self._board.current is not None:
            self._board.current.setFocus()

    def _finish(self, view: ArticleView) -> None:
        first = self._first
        if first is None:
            return
        try:
            second = end_of(view.article, self._rough(view))
        except AnnotatorError as trouble:
            self.troubleRaised.emit(str(trouble))
            return
        view.place_caret(second.span.end)
        if self._attempt(self._session.join, first, second):
            self._made(second)

    def _on_banner_only_here_clicked(self) -> None:
        first = self._first
        if first is not None and self._attempt(self._session.keep_alone, first):
            self._made(first)

    def _made(self, end: LinkEnd) -> None:
        self.cancel()
        made = next((link for link in self._session.links if end in link.ends), None)
        if made is not None:
            self._choose(made.id)
            self.panel.wanted.emit()
            number = self._session.links.index(made) + 1
            event = QAccessibleAnnouncementEvent(
                self._board, _("Link {number} stored", number=number)
            )
            QAccessible.updateAccessibility(event)

    def _rough(self, view: ArticleView) -> Span:
        """Return what is meant: the selection, the annotation at the caret, or the caret."""
        chosen = view.selection()
        if chosen:
            return chosen
        at_caret = [
            annotation.span
            for annotation in self._session.annotations(view.article.id)
            if annotation.span.holds(chosen.start)
        ]
        return min(at_caret, key=len, default=chosen)

    # -- look ------------------------------------------------------------------

    def show_end(self, end: LinkEnd) -> None:
        """Go to one place of a link."""
        view = self._board.view(end.article_id)
        view.place_caret(end.span.start)
        view.show_span(end.span)

    def _choose(self, link_id: LinkId | None) -> None:
        self.panel.show_link(link_id)
        self._threads.active = link_id
        self._draw()

    def _on_panel_chosen(self, link_id: LinkId | None) -> None:
        self._choose(link_id)
        link = self._find(link_id)
        shown = self._board.shown_articles
        for end in link.ends if link is not None else ():
            if end.article_id in shown:
                self._board.view(end.article_id).show_span(end.span)
        if link is not None and not any(end.article_id in shown for end in link.ends):
            self.show_end(link.ends[0])

    def _draw(self) -> None:
        for view in self._board.made_views():
            layer = self._layers[view.article.id]
            layer.knots = knots_of(self._session.links, view.article.id)
            layer.active = self._threads.active
            view.viewport().update()
        self._threads.refresh()

    # -- change ----------------------------------------------------------------

    def _find(self, link_id: LinkId | None) -> Link | None:
        return next((link for link in self._session.links if link.id == link_id), None)

    def _save(self, link_id: LinkId, text: LinkText) -> bool:
        link = self._find(link_id)
        return link is None or self._attempt(self._session.revise_link, link, text)

    def _on_panel_end_remove_requested(self, link_id: LinkId, end: LinkEnd) -> None:
        link = self._find(link_id)
        if link is not None:
            self._attempt(self._session.remove_end, link, end)

    def _on_panel_remove_requested(self, link_id: LinkId) -> None:
        link = self._find(link_id)
        if link is not None:
            self._attempt(self._session.remove_links, [link])

    # -- the articles ----------------------------------------------------------

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        layer = LinkLayer(view)
        layer.knots = knots_of(self._session.links, view.article.id)
        layer.active = self._threads.active
        self._layers[view.article.id] = layer
        view.extra_layers.append(layer)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._threads.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the second place of a begun link from mouse and keys, and clicks on numbers."""
        if event.type() == QEvent.Type.KeyPress:
            if isinstance(watched, ArticleView) and isinstance(event, QKeyEvent):
                return self._take_key(watched, event)
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            view = watched.parent()
            if isinstance(view, ArticleView) and isinstance(event, QMouseEvent):
                return self._take_mouse(view, event)
        return False

    def _take_mouse(self, view: ArticleView, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._type_number(view, event.position().toPoint())
        if self._first is not None and view.article.id != self._first.article_id:
            self._finish(view)
        return False

    def _take_key(self, view: ArticleView, event: QKeyEvent) -> bool:
        if self._first is None:
            return False
        if event.key() in CANCEL_KEYS:
            self.cancel()
            return True
        if event.key() in DONE_KEYS and view.article.id != self._first.article_id:
            self._finish(view)
            return True
        return False

    def _type_number(self, view: ArticleView, place: QPoint) -> bool:
        """Choose the link whose number in the margin is pressed."""
        point = QPointF(place) + QPointF(0, view.verticalScrollBar().value())
        for knot, badge in self._layers[view.article.id].badges():
            if badge.contains(point):
                self._choose(knot.link_id)
                self.panel.wanted.emit()
                return True
        return False
