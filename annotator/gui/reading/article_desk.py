"""The articles side by side: which are open, how wide, where each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.reading.article_column import ArticleColumn
from annotator.gui.reading.article_document import ReadingStyle
from annotator.gui.reading.article_view import ArticleView
from annotator.gui.theme import SPACE_2, Theme
from annotator.gui.widgets.labels import label

#: The least width in which an article still reads well, per column, in pixels.
GOOD_WIDTH = 325
FEWEST, MOST = 2, 4
EMPTY = "No article is open. Choose one above."


class ArticleDesk(QWidget):
    """Columns that stand in the order of the lesson; a closed one is kept for later."""

    columnMade = Signal(object)
    caretMoved = Signal(object)

    def __init__(
        self,
        lesson: Lesson,
        annotations: Callable[[ArticleId], Sequence[Annotation]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Start with nothing open; `annotations` tells what each article carries."""
        super().__init__(parent)
        self._lesson = lesson
        self._annotations = annotations
        self._theme = theme
        self._columns: dict[ArticleId, ArticleColumn] = {}
        self._open: tuple[ArticleId, ...] = ()
        self._places: dict[ArticleId, int] = {}
        self._current: ArticleId | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(SPACE_2)
        self._splitter.setAccessibleName("Articles side by side")
        self._splitter.splitterMoved.connect(self._align_cards)
        self._empty: QLabel = label(EMPTY, "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        row.addWidget(self._empty)

    @property
    def open_articles(self) -> tuple[ArticleId, ...]:
        """Return the open articles from left to right."""
        return self._open

    @property
    def style_of_text(self) -> ReadingStyle:
        """Return how articles are set."""
        return ReadingStyle(points=self._theme.text_size)

    def usual_number(self, width: int) -> int:
        """Return how many articles fit well side by side."""
        return min(len(self._lesson.articles), MOST, max(FEWEST, width // GOOD_WIDTH))

    def show_articles(self, wanted: Sequence[ArticleId]) -> None:
        """Open exactly these articles, in the order of the lesson, equally wide."""
        self._open = tuple(a.id for a in self._lesson.articles if a.id in wanted)
        for article_id in [each for each in self._columns if each not in self._open]:
            self._columns[article_id].hide()
        for number, article_id in enumerate(self._open):
            self._splitter.insertWidget(number, self._column(article_id))
            self._columns[article_id].show()
        shown = [1000 if c.article.id in self._open else 0 for c in self._in_splitter()]
        self._splitter.setSizes(shown)
        self._splitter.setVisible(bool(self._open))
        self._empty.setVisible(not self._open)
        self._align_cards()
        if self._current not in self._open:
            self._current = self._open[0] if self._open else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the texts begin on one line also in another width."""
        super().resizeEvent(event)
        self._align_cards()

    def _align_cards(self) -> None:
        """Give the cards of all open articles the height of the highest."""
        columns = [self._columns[article_id] for article_id in self._open]
        height = max((column.card_height() for column in columns), default=0)
        for column in columns:
            column.card.setFixedHeight(height)

    def _in_splitter(self) -> list[ArticleColumn]:
        widgets = (self._splitter.widget(n) for n in range(self._splitter.count()))
        return [each for each in widgets if isinstance(each, ArticleColumn)]

    def _column(self, article_id: ArticleId) -> ArticleColumn:
        if article_id not in self._columns:
            article = self._lesson.article(article_id)
            scheme, style = self._lesson.scheme, self.style_of_text
            column = ArticleColumn(article, scheme, style, self._theme)
            column.set_annotations(self._annotations(article_id))
            column.view.place_caret(self._places.get(article_id, 0))
            column.view.scroll_to_position(self._places.get(article_id, 0))
            column.view.caretMoved.connect(self._on_view_caret_moved)
            column.view.focused.connect(self._on_view_caret_moved)
            self._columns[article_id] = column
            self.columnMade.emit(column)
        return self._columns[article_id]

    def view(self, article_id: ArticleId) -> ArticleView:
        """Return the text of an article, opened if it was closed."""
        if article_id not in self._open:
            self.show_articles((*self._open, article_id))
        return self._column(article_id).view

    def views(self) -> tuple[ArticleView, ...]:
        """Return the texts of the open articles from left to right."""
        return tuple(self._columns[article_id].view for article_id in self._open)

    @property
    def current(self) -> ArticleView | None:
        """Return the text in which the keyboard was last."""
        return self._columns[self._current].view if self._current else None

    def redraw(self, article_id: ArticleId, annotations: Sequence[Annotation]) -> None:
        """Show exactly these annotations of an article."""
        if article_id in self._columns:
            self._columns[article_id].set_annotations(annotations)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme, and in its text size."""
        resized = theme.text_size != self._theme.text_size
        self._theme = theme
        for column in self._columns.values():
            column.set_theme(theme)
            if resized:
                column.view.set_reading_style(self.style_of_text)
        self._align_cards()

    def focus_next(self, step: int = 1) -> None:
        """Put the keyboard into the next open article, round the end."""
        if self._open:
            at = self._open.index(self._current) if self._current in self._open else -step
            self._columns[self._open[(at + step) % len(self._open)]].view.setFocus()

    def set_places(self, places: Mapping[ArticleId, int]) -> None:
        """Say where articles that are opened from now on are read."""
        self._places.update(places)

    def places(self) -> dict[ArticleId, int]:
        """Return how far each article is read, in code points."""
        tops = {a: column.view.top_position() for a, column in self._columns.items()}
        return {**self._places, **tops}

    def _on_view_caret_moved(self) -> None:
        view: QObject | None = self.sender()
        if isinstance(view, ArticleView):
            self._current = view.article.id
            self.caretMoved.emit(view)
