"""The articles side by side: which are open, in which order, how wide, where each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.board_layout import BoardLayout
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_document import ReadingStyle, width_for_letters
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.column_order import ColumnOrder
from annotator.gui.articles.column_widths import ColumnWidths
from annotator.gui.articles.escape_key import EscapeKey
from annotator.gui.articles.reading_look import style_of
from annotator.gui.look.theme import SPACE_2
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.labels import label
from annotator.settings import ReadingHelp
from annotator.translation import N_, _

#: The letters in a line below which no further article is opened by itself.
GOOD_LETTERS = 38
#: The letters in a line below which two articles do not stand side by side at all.
FEWEST_LETTERS = 24
FEWEST, MOST = 2, 5
EMPTY = N_("No article is open. Choose one above.")


class ArticleBoard(QWidget):
    """Columns in an order that a person can change; a closed one is kept for later.

    Where there is no room for two, or one article has the whole board, articles are tabs:
    one is shown, and the others stay open behind it.
    """

    columnMade = Signal(object)
    caretMoved = Signal(object)
    arranged = Signal()
    resized = Signal()
    wholeBoardChanged = Signal(bool)
    textResized = Signal()

    def __init__(
        self,
        lesson: Lesson,
        annotations: Callable[[ArticleId], Sequence[Annotation]],
        parent: QWidget | None = None,
    ) -> None:
        """Start with nothing open; `annotations` tells what each article carries."""
        super().__init__(parent)
        self._lesson = lesson
        self._annotations = annotations
        self._help = ReadingHelp()
        self._points = current_theme().text_size
        self._columns: dict[ArticleId, ArticleColumn] = {}
        self._order = ColumnOrder(tuple(article.id for article in lesson.articles))
        self._places: dict[ArticleId, int] = {}
        self._widths = ColumnWidths()
        self._current: ArticleId | None = None
        self._is_chosen = False
        self._is_narrow = False
        self._has_whole_board = False
        self._escape = EscapeKey(self)
        self._escape.pressed.connect(self._on_escape_pressed)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(SPACE_2)
        self._splitter.setAccessibleName(_("Articles side by side"))
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self._empty: QLabel = label(_(EMPTY), "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._splitter, 1)
        column.addWidget(self._empty, 1)
        self._sheets = column

    def add_banner(self, banner: QWidget) -> None:
        """Give a banner its place above the articles."""
        self._sheets.insertWidget(0, banner)

    # -- what is open ----------------------------------------------------------

    @property
    def open_articles(self) -> tuple[ArticleId, ...]:
        """Return the open articles from left to right, also those behind a tab."""
        return self._order.shown

    @property
    def shown_articles(self) -> tuple[ArticleId, ...]:
        """Return the articles that can be seen, from left to right."""
        if not self.is_single:
            return self._order.shown
        return (self._current,) if self._current in self._order.opened else self._order.shown[:1]

    @property
    def chosen_articles(self) -> tuple[ArticleId, ...]:
        """Return what a person chose to have open; nothing where nobody chose."""
        return self._order.shown if self._is_chosen else ()

    @property
    def is_single(self) -> bool:
        """Return whether articles are tabs, one shown at a time."""
        return self._is_narrow or self._has_whole_board

    @property
    def style_of_text(self) -> ReadingStyle:
        """Return how articles are set."""
        return style_of(self._help)

    def usual_number(self, width: int) -> int:
        """Return how many articles fit well side by side."""
        good = width_for_letters(self.style_of_text, GOOD_LETTERS) + SPACE_2
        return min(len(self._lesson.articles), MOST, max(FEWEST, (width + SPACE_2) // good))

    @property
    def layout_of_articles(self) -> BoardLayout:
        """Return how the articles are arranged, to be remembered."""
        order = self._order
        pinned = tuple(each for each in order.articles if each in order.pinned)
        return BoardLayout(order.articles, pinned, self._widths.all())

    def restore(
        self, chosen: Sequence[ArticleId], usual: int, layout: BoardLayout | None = None
    ) -> None:
        """Open what was chosen before, in that order, or the first few articles."""
        layout = layout or BoardLayout()
        self._widths = ColumnWidths(layout.widths)
        self._order = self._order.arranged(layout.order or chosen, layout.pinned)
        self.show_articles(chosen or self._order.articles[:usual])
        self._is_chosen = bool(chosen)

    def show_articles(self, wanted: Sequence[ArticleId]) -> None:
        """Open exactly these articles and the pinned ones."""
        self._is_chosen = True
        self._order = self._order.with_open(wanted)
        if self._current not in self._order.opened:
            self._current = self._order.shown[0] if self._order.opened else None
        self._arrange()

    def go_to(self, article_id: ArticleId) -> None:
        """Show an article, opened if it was closed, and put the keyboard into it."""
        view = self.view(article_id)
        view.setFocus()
        self._set_current(view)

    def view(self, article_id: ArticleId) -> ArticleView:
        """Return the text of an article, opened and shown if it was not."""
        if article_id not in self._order.opened:
            self._order = self._order.with_open({*self._order.opened, article_id})
            self._is_chosen = True
        if article_id not in self.shown_articles or article_id not in self._columns:
            self._current = article_id
            self._arrange()
        return self._column(article_id).view

    def views(self) -> tuple[ArticleView, ...]:
        """Return the texts that can be seen, from left to right."""
        return tuple(column.view for column in self.shown_columns())

    def shown_columns(self) -> list[ArticleColumn]:
        """Return the columns that can be seen, from left to right."""
        return [self._columns[each] for each in self.shown_articles if each in self._columns]

    def made_views(self) -> tuple[ArticleView, ...]:
        """Return every text that was ever opened, shown or not."""
        return tuple(column.view for column in self._columns.values())

    @property
    def current(self) -> ArticleView | None:
        """Return the text in which the keyboard was last."""
        return self._columns[self._current].view if self._current in self._columns else None

    # -- arrange ---------------------------------------------------------------

    def _arrange(self) -> None:
        """Put the columns where they belong, as wide as they were in this company."""
        shown = self.shown_articles
        for article_id, column in self._columns.items():
            if article_id not in shown:
                column.hide()
        for number, article_id in enumerate(shown):
            column = self._column(article_id)
            if self._splitter.indexOf(column) != number:
                self._splitter.insertWidget(number, column)
            column.show()
            column.card.set_arrangement(
                pinned=article_id in self._order.pinned,
                alone=self._has_whole_board,
                movable=len(shown) > 1,
            )
        widths = self._widths.of(shown)
        each = [widths.get(c.article.id, 1000) if c.article.id in shown else 0 for c in self._all()]
        self._splitter.setSizes(each)
        self._splitter.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._align_cards()
        self.arranged.emit()

    def _all(self) -> list[ArticleColumn]:
        widgets = (self._splitter.widget(n) for n in range(self._splitter.count()))
        return [each for each in widgets if isinstance(each, ArticleColumn)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn columns into tabs where they become too narrow, and back."""
        super().resizeEvent(event)
        self._fit()
        self._align_cards()
        self.resized.emit()

    def _fit(self) -> None:
        least = 2 * width_for_letters(self.style_of_text, FEWEST_LETTERS) + SPACE_2
        narrow = self.width() < least
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            if self._order.opened:
                self._arrange()

    def _on_splitter_moved(self) -> None:
        shown = (column for column in self._all() if column.article.id in self.shown_articles)
        self._widths.note({column.article.id: column.width() for column in shown})
        self._align_cards()
        self.resized.emit()

    def _align_cards(self) -> None:
        """Give the cards of all shown articles the height of the highest."""
        columns = self.shown_columns()
        height = max((column.card_height() for column in columns), default=0)
        for column in columns:
            column.card.setFixedHeight(height)

    def move_article(self, article_id: ArticleId, step: int) -> None:
        """Move an article by so many places, to the left below 0."""
        self._reorder(self._order.stepped(article_id, step))

    def move_current(self, step: int) -> None:
        """Move the article that has the keyboard."""
        if self._current is not None and not self.is_single:
            self.move_article(self._current, step)

    def set_pinned(self, article_id: ArticleId, *, pinned: bool) -> None:
        """Keep an article open at the left, or let it go."""
        self._reorder(self._order.with_pin(article_id, pinned=pinned))

    def _reorder(self, order: ColumnOrder) -> None:
        if order == self._order:
            return
        keyboard = self.current is not None and self.current.hasFocus()
        widths = {column.article.id: column.width() for column in self._all()}
        self._order = order
        self._is_chosen = True
        if not self.is_single:
            self._widths.note({each: widths[each] for each in order.shown if each in widths})
        self._arrange()
        if keyboard and self.current is not None:
            self.current.setFocus()

    def set_whole_board(self, *, whole: bool) -> None:
        """Give the current article the whole board, or put the others beside it again."""
        if whole == self._has_whole_board or self._current is None:
            return
        self._has_whole_board = self._escape.is_on = whole
        self._arrange()
        self.wholeBoardChanged.emit(whole)
        if self.current is not None:
            self.current.setFocus()

    def toggle_whole_board(self) -> None:
        """Give the current article the whole board, or take it back."""
        self.set_whole_board(whole=not self._has_whole_board)

    # -- columns ---------------------------------------------------------------

    def _column(self, article_id: ArticleId) -> ArticleColumn:
        if article_id not in self._columns:
            article = self._lesson.article(article_id)
            scheme, style = self._lesson.scheme, self.style_of_text
            column = ArticleColumn(article, scheme, style)
            column.set_annotations(self._annotations(article_id))
            column.view.place_caret(self._places.get(article_id, 0))
            column.view.scroll_to_position(self._places.get(article_id, 0))
            column.view.installEventFilter(self._escape)
            column.view.caretMoved.connect(self._on_view_caret_moved)
            column.view.focused.connect(self._on_view_caret_moved)
            card = column.card
            card.closeRequested.connect(self._on_card_close_requested)
            card.dragged.connect(self._on_card_dragged)
            card.pinToggled.connect(self._on_card_pin_toggled)
            card.stepRequested.connect(self._on_card_step_requested)
            card.wholeBoardRequested.connect(self._on_card_whole_board_requested)
            self._columns[article_id] = column
            self.columnMade.emit(column)
        return self._columns[article_id]

    def redraw(self, article_id: ArticleId, annotations: Sequence[Annotation]) -> None:
        """Show exactly these annotations of an article."""
        if article_id in self._columns:
            self._columns[article_id].set_annotations(annotations)

    def set_help(self, help_: ReadingHelp) -> None:
        """Set the articles as somebody likes to read them."""
        self._help = help_
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Set the articles in another text size, on paper of another colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for column in self._columns.values():
                column.wear_paper()
        if event.type() == QEvent.Type.FontChange and self._points != current_theme().text_size:
            self._dress()
            self.textResized.emit()

    def _dress(self) -> None:
        style, self._points = self.style_of_text, current_theme().text_size
        for column in self._columns.values():
            column.set_reading_style(style)
        self._fit()
        self._align_cards()

    def focus_next(self, step: int = 1) -> None:
        """Put the keyboard into the next open article, round the end; tabs go through all."""
        among = self._order.articles if self.is_single else self._order.shown
        if among:
            at = among.index(self._current) if self._current in among else -step
            self.go_to(among[(at + step) % len(among)])

    def set_places(self, places: Mapping[ArticleId, int]) -> None:
        """Say where articles that are opened from now on are read."""
        self._places.update(places)

    def places(self) -> dict[ArticleId, int]:
        """Return how far each article is read, in code points."""
        tops = {a: column.view.top_position() for a, column in self._columns.items()}
        return {**self._places, **tops}

    # -- what the parts tell ---------------------------------------------------

    def _set_current(self, view: ArticleView) -> None:
        self._current = view.article.id
        self.caretMoved.emit(view)

    def _on_view_caret_moved(self) -> None:
        view: QObject | None = self.sender()
        if isinstance(view, ArticleView) and view.article.id in self.shown_articles:
            self._set_current(view)

    def _on_card_close_requested(self, article_id: ArticleId) -> None:
        others = [each for each in self._order.shown if each != article_id]
        if others:
            self._order = self._order.with_pin(article_id, pinned=False)
            self.show_articles(others)

    def _on_card_dragged(self, article_id: ArticleId, place: QPoint) -> None:
        """Let the dragged column change places with the one that the pointer is over."""
        if self.is_single:
            return
        x = self._splitter.mapFromGlobal(place).x()
        others = [self._columns[each] for each in self._order.shown if each != article_id]
        index = sum(other.geometry().center().x() < x for other in others)
        self._reorder(self._order.moved(article_id, index))

    def _on_card_pin_toggled(self, article_id: ArticleId, pinned: bool) -> None:
        self.set_pinned(article_id, pinned=pinned)

    def _on_card_step_requested(self, article_id: ArticleId, step: int) -> None:
        self.move_article(article_id, step)

    def _on_card_whole_board_requested(self, article_id: ArticleId) -> None:
        self._set_current(self._columns[article_id].view)
        self.toggle_whole_board()

    def _on_escape_pressed(self) -> None:
        self.set_whole_board(whole=False)
