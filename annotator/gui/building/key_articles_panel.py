"""The articles as students will see them, with the key on them, and the tools above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from annotator.domain.annotating import Add, Recategorise, Remove, Resize
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.notes import shortened
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_menu import article_menu
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.category_button import CategoryButton
from annotator.gui.articles.flash import point_out
from annotator.gui.building.key_layers import KeyLayer, KeyPlaces
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.offsets import OffsetMap
from annotator.gui.widgets.controls import tool
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import _

LONGEST_NAME = 18
NARROWEST_NAME = 40


class KeyArticlesPanel(QWidget):
    """One article at a time or several side by side, drawn by the view of the reading room."""

    activated = Signal(str)
    #: Brings what the annotating rule takes.
    gestureRequested = Signal(object)
    mergeRequested = Signal()
    noteRequested = Signal(str)
    unscoredRequested = Signal(object, object)

    def __init__(
        self,
        lesson: Lesson,
        annotations: Callable[[ArticleId], Sequence[Annotation]],
        places: Callable[[ArticleId], KeyPlaces],
        parent: QWidget | None = None,
    ) -> None:
        """Show the articles of a lesson; the two functions tell what the key has on each."""
        super().__init__(parent)
        self.lesson = lesson
        self._places = places
        self._layers: dict[ArticleId, KeyLayer] = {}
        self._is_placed = False
        self.board = ArticleBoard(lesson, annotations)
        self.articles = QButtonGroup(self)
        self.categories = [CategoryButton(c) for c in lesson.scheme.scored]
        for number, article in enumerate(lesson.articles, 1):
            self.articles.addButton(_article_button(number, article), number - 1)
        self.unscored = tool(
            _("Cannot tell"),
            "",
            self.request_unscored,
            kind="",
            tip=_(
                "Leave the sentence unscored: nobody can fairly say whether it is opinion or "
                "checkable. Key 0."
            ),
        )
        self.unscored.setText(_("Cannot tell  0"))
        self.beside = tool(
            _("Side by side"), "", kind="", tip=_("Show articles side by side"), checkable=True
        )
        self.beside.setIcon(themed_icon("columns-2"))
        self.merge = tool(
            _("Merge a key"),
            "",
            self.mergeRequested,
            kind="",
            tip=_("Compare with a key file or with a colleague's hand-in"),
        )
        self.merge.setText(" " + _("Merge a key…"))
        self.merge.setIcon(themed_icon("git-merge"))
        self.merge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for category in self.categories:
            category.set_short(True)
            category.clicked.connect(partial(self._highlight, category))
        tools = row(
            *self.articles.buttons(), self.beside, STRETCH, self.merge, margins=0, spacing=SPACE_1
        )
        signs = row(*self.categories, self.unscored, STRETCH, margins=0, spacing=SPACE_1)
        column(tools, signs, stretched(self.board), inside=self, margins=0, spacing=SPACE_2)
        self.articles.idClicked.connect(self._on_article_clicked)
        self.beside.toggled.connect(self._on_beside_toggled)
        self.board.arranged.connect(self._show_open)
        self.board.caretMoved.connect(self._show_open)
        self.board.columnMade.connect(self._on_column_made)

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

    def show_alternatives(self, article_id: ArticleId, spans: tuple[Span, ...]) -> None:
        """Frame the alternatives of the key at hand more strongly than the others."""
        layer = self._layers.get(article_id)
        if layer is not None and layer.chosen != spans:
            layer.chosen = spans
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
            point_out(view, span)

    def focus_text(self) -> None:
        """Put the keyboard into the article."""
        if self.board.current is not None:
            self.board.current.setFocus()

    # -- what the parts tell ---------------------------------------------------------

    def _on_column_made(self, made: ArticleColumn) -> None:
        view, article_id = made.view, made.view.article.id
        layer = KeyLayer(view, OffsetMap(view.article.body))
        layer.places = self._places(article_id)
        view.extra_layers.append(layer)
        self._layers[article_id] = layer
        view.annotationActivated.connect(self.activated)
        view.categoryRequested.connect(self._on_category_requested)
        view.highlightRequested.connect(partial(self._on_highlight_requested, article_id))
        view.menuRequested.connect(partial(self._on_menu_requested, view))
        view.noteRequested.connect(self.noteRequested)
        view.removeRequested.connect(self._on_remove_requested)
        view.resizeRequested.connect(self._on_resize_requested)

    def _on_category_requested(self, wanted: str, category_id: str) -> None:
        self.gestureRequested.emit(Recategorise(wanted, CategoryId(category_id)))

    def _on_highlight_requested(
        self, article_id: ArticleId, category_id: str, rough: Span, snap: Snap
    ) -> None:
        self.gestureRequested.emit(Add(article_id, CategoryId(category_id), rough, snap))

    def _on_remove_requested(self, wanted: Sequence[str]) -> None:
        self.gestureRequested.emit(Remove(tuple(wanted)))

    def _on_resize_requested(self, wanted: str, rough: Span, snap: Snap) -> None:
        self.gestureRequested.emit(Resize(wanted, rough, snap))

    def _on_menu_requested(self, view: ArticleView, place: QPoint) -> None:
        article_menu(view, self.categories).popup(place)

    def _highlight(self, pressed: CategoryButton) -> None:
        if self.board.current is not None:
            self.board.current.marking.request_highlight(pressed.category)

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
        names = [shortened(a.outlet or a.headline, LONGEST_NAME) for a in self.lesson.articles]
        metrics = self.fontMetrics()
        padding = 2 * (SPACE_2 + SPACE_1) + SPACE_1
        needed = sum(metrics.horizontalAdvance(f"{n} {name}") for n, name in enumerate(names, 1))
        needed += len(names) * padding + self.beside.sizeHint().width()
        needed += self.merge.sizeHint().width() + SPACE_2
        fits = needed <= self.width()
        for number, name in enumerate(names, 1):
            text = f"{number} {name}" if fits else str(number)
            self.articles.button(number - 1).setText(text.replace("&", "&&"))


def _article_button(number: int, article: Article) -> QToolButton:
    """Return the button of an article; its name is shown where there is room for it."""
    name = article.outlet or article.headline
    said = _("Show article {number}, {name}", number=number, name=name)
    made = tool(said, "", kind="", tip=f"{name}: {article.headline}", checkable=True)
    made.setText(str(number))
    made.setMinimumWidth(NARROWEST_NAME)
    return made
