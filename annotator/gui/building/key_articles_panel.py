"""The articles as students will see them, with the key on them, and the tools above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_menu import article_menu
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.category_button import CategoryButton
from annotator.gui.articles.flash import point_out
from annotator.gui.building.key_layers import KeyLayer, KeyPlaces
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap
from annotator.gui.plain_text import set_tip

LONGEST_NAME = 18
NARROWEST_NAME = 40


class KeyArticlesPanel(QWidget):
    """One article at a time or several side by side, drawn by the view of the reading room."""

    activated = Signal(str)
    categoryRequested = Signal(str, str)
    highlightRequested = Signal(object, str, object, object)
    mergeRequested = Signal()
    noteRequested = Signal(str)
    removeRequested = Signal(object)
    resizeRequested = Signal(str, object, object)
    unscoredRequested = Signal(object, object)

    def __init__(
        self,
        lesson: Lesson,
        annotations: Callable[[ArticleId], Sequence[Annotation]],
        places: Callable[[ArticleId], KeyPlaces],
        parent: QWidget | None = None,
    ) -> None:
        """Show the articles of a lesson; the two functions tell what the key has on each."""
        theme = current_theme()
        super().__init__(parent)
        self.lesson = lesson
        self._places = places
        self._theme = theme
        self._layers: dict[ArticleId, KeyLayer] = {}
        self._is_placed = False
        self.board = ArticleBoard(lesson, annotations)
        self.articles = QButtonGroup(self)
        self.categories = [CategoryButton(c) for c in lesson.scheme.categories]
        self.unscored = QToolButton()
        self.beside = QToolButton()
        self.merge = QToolButton()
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        for number, article in enumerate(self.lesson.articles, 1):
            button = QToolButton()
            button.setCheckable(True)
            name = article.outlet or article.headline
            # Names are shown where there is room for them.
            button.setText(str(number))
            button.setAccessibleName(f"Show article {number}, {name}")
            set_tip(button, f"{name}: {article.headline}")
            button.setMinimumWidth(NARROWEST_NAME)
            self.articles.addButton(button, number - 1)
        self.unscored.setText("Cannot tell  0")
        self.unscored.setAccessibleName("Cannot tell")
        self.unscored.setToolTip(
            "Leave the sentence unscored: nobody can fairly say whether it is opinion or "
            "reporting. Key 0."
        )
        self.beside.setCheckable(True)
        self.beside.setAccessibleName("Side by side")
        self.beside.setToolTip("Show articles side by side")
        self.merge.setText(" Merge a key…")
        self.merge.setAccessibleName("Merge a key")
        self.merge.setToolTip("Compare with a key file or with a colleague's hand-in")
        for category in self.categories:
            category.set_short(True)
        self._dress()

    def _dress(self) -> None:
        self.beside.setIcon(themed_icon("columns-2", self._theme.text))
        self.merge.setIcon(themed_icon("git-merge", self._theme.text))
        self.merge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _arrange(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE_1)
        for button in self.articles.buttons():
            first.addWidget(button)
        first.addWidget(self.beside)
        first.addStretch(1)
        first.addWidget(self.merge)
        for category in self.categories:
            second.addWidget(category)
        second.addWidget(self.unscored)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.board, 1)

    def _connect(self) -> None:
        self.articles.idClicked.connect(self._on_article_clicked)
        self.beside.toggled.connect(self._on_beside_toggled)
        self.board.arranged.connect(self._show_open)
        self.board.caretMoved.connect(self._show_open)
        self.board.columnMade.connect(self._on_column_made)
        self.merge.clicked.connect(self.mergeRequested)
        self.unscored.clicked.connect(self.request_unscored)
        for button in self.categories:
            button.clicked.connect(self._on_category_clicked)

    # -- what is shown -------------------------------------------------------------

    @property
    def current(self) -> ArticleId | None:
        """Return the article that the keyboard was in last."""
        view = self.board.current
        return view.article.id if view is not None else None

    def place(self, open_articles: Sequence[ArticleId], tops: dict[ArticleId, int]) -> None:
        """Open these articles where they were read; those that are gone are left out."""
        known = {article.id for article in self.lesson.articles}
        wanted = [each for each in open_articles if each in known]
        self.board.set_places({each: at for each, at in tops.items() if each in known})
        self.beside.setChecked(len(wanted) > 1)
        self._is_placed = bool(wanted)
        if wanted:
            self.board.show_articles(wanted)

    def redraw(self, article_id: ArticleId, annotations: Iterable[Annotation]) -> None:
        """Show exactly these keys on an article."""
        self.board.redraw(article_id, tuple(annotations))
        layer = self._layers.get(article_id)
        if layer is not None and layer.places != self._places(article_id):
            layer.places = self._places(article_id)
            self._repaint(article_id)

    def offer(self, article_id: ArticleId, spans: Sequence[Span], current: Span | None) -> None:
        """Frame what is suggested on an article, the one at hand more strongly."""
        layer = self._layers.get(article_id)
        if layer is not None and (tuple(layer.offered), layer.current) != (tuple(spans), current):
            layer.offered, layer.current = tuple(spans), current
            self._repaint(article_id)

    def _repaint(self, article_id: ArticleId) -> None:
        for view in self.board.made_views():
            if view.article.id == article_id:
                view.viewport().update()

    def set_active(self, article_id: ArticleId | None, key_id: str | None) -> None:
        """Frame one key annotation, or none."""
        for view in self.board.made_views():
            mine = key_id is not None and view.article.id == article_id
            view.set_active(AnnotationId(key_id) if mine and key_id is not None else None)

    def go_to(self, article_id: ArticleId, span: Span, *, point: bool = False) -> None:
        """Show a stretch of an article; the keyboard stays where it is."""
        if article_id not in self.board.shown_articles and not self.beside.isChecked():
            self.board.show_articles([article_id])
        view = self.board.view(article_id)
        view.place_caret(span.start)
        view.show_span(span)
        self._show_open()
        if point:
            point_out(view, span, self._theme)

    def focus_text(self) -> None:
        """Put the keyboard into the article."""
        if self.board.current is not None:
            self.board.current.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._dress()
        self.board.set_theme(theme)
        for button in self.categories:
            button.set_theme(theme)
        for layer in self._layers.values():
            layer.theme = theme

    # -- what the parts tell ---------------------------------------------------------

    def _on_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        layer = KeyLayer(view, OffsetMap(view.article.body))
        layer.places = self._places(view.article.id)
        view.extra_layers.append(layer)
        self._layers[view.article.id] = layer
        view.annotationActivated.connect(self.activated)
        view.categoryRequested.connect(self.categoryRequested)
        view.highlightRequested.connect(self._on_view_highlight_requested)
        view.menuRequested.connect(self._on_view_menu_requested)
        view.noteRequested.connect(self.noteRequested)
        view.removeRequested.connect(self.removeRequested)
        view.resizeRequested.connect(self.resizeRequested)

    def _on_view_highlight_requested(self, category_id: str, rough: Span, snap: object) -> None:
        view = self.sender()
        if isinstance(view, ArticleView):
            self.highlightRequested.emit(view.article.id, category_id, rough, snap)

    def _on_view_menu_requested(self, place: QPoint) -> None:
        view = self.sender()
        if isinstance(view, ArticleView):
            article_menu(view, self.categories).popup(place)

    def _on_category_clicked(self) -> None:
        button, view = self.sender(), self.board.current
        if isinstance(button, CategoryButton) and view is not None:
            view.marking.request_highlight(button.category)

    def request_unscored(self) -> None:
        """Ask to leave the selected sentences, or the caret's, unscored."""
        view = self.board.current
        if view is not None:
            self.unscoredRequested.emit(view.article.id, view.selection())

    def _on_article_clicked(self, number: int) -> None:
        article_id = self.lesson.articles[number].id
        shown = self.board.open_articles
        if not self.beside.isChecked():
            self.board.show_articles([article_id])
        elif article_id not in shown:
            self.board.show_articles([*shown, article_id])
        elif len(shown) > 1 and not self.board.is_single:
            self.board.show_articles([each for each in shown if each != article_id])
            self._show_open()
            return
        self.board.go_to(article_id)
        self._show_open()

    def _on_beside_toggled(self, beside: bool) -> None:
        if not self._is_placed:
            return
        first = self.current or self.lesson.articles[0].id
        others = [a.id for a in self.lesson.articles if a.id != first]
        number = self.board.usual_number(self.board.width())
        self.board.show_articles([first, *others[: number - 1]] if beside else [first])
        self._show_open()

    def _show_open(self) -> None:
        shown = self.board.shown_articles
        self.articles.setExclusive(False)
        for number, article in enumerate(self.lesson.articles):
            self.articles.button(number).setChecked(article.id in shown)

    # -- Qt's events -------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Open the first article once there is room for it."""
        super().showEvent(event)
        if not self._is_placed and self.lesson.articles:
            self._is_placed = True
            self.board.restore([self.lesson.articles[0].id], 1)
            if self.board.current is not None:
                self.setFocusProxy(self.board.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the names of articles and categories where there is room."""
        super().resizeEvent(event)
        full = sum(b.full_width() + SPACE_1 for b in self.categories)
        rest = self.unscored.sizeHint().width() + SPACE_1
        for button in self.categories:
            button.set_short(full + rest > self.width())
        self._name_articles()

    def _name_articles(self) -> None:
        names = [_short_name(article) for article in self.lesson.articles]
        metrics = self.fontMetrics()
        padding = 2 * (SPACE_2 + SPACE_1) + SPACE_1
        needed = sum(metrics.horizontalAdvance(f"{n} {name}") for n, name in enumerate(names, 1))
        needed += len(names) * padding + self.beside.sizeHint().width()
        needed += self.merge.sizeHint().width() + SPACE_2
        fits = needed <= self.width()
        for number, name in enumerate(names, 1):
            text = f"{number} {name}" if fits else str(number)
            self.articles.button(number - 1).setText(text.replace("&", "&&"))


def _short_name(article: Article) -> str:
    name = article.outlet or article.headline
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
