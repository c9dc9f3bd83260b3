"""Articles with a student's highlights and signs of what became of each.

The views are made once for the lesson; another student only changes what is drawn on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.outcome_layer import OutcomeHighlight, OutcomeLayer
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.plain_text import set_tip
from annotator.translation import _

#: What a row of buttons says of an article at most.
_LONGEST = 14


class AnnotatedArticles(QWidget):
    """The articles, a button for each, and signs on what is shown."""

    annotationChosen = Signal(str)
    keyPressed = Signal(object)

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._lesson = lesson
        self._annotations: dict[ArticleId, list[Annotation]] = {}
        self._marks: Mapping[ArticleId, Sequence[OutcomeHighlight]] = {}
        self._current: tuple[ArticleId, Span] | None = None
        self._layers: dict[ArticleId, OutcomeLayer] = {}
        self._is_placed = False
        #: A text that was just opened goes to its top once it is laid out; what is pointed at is
        #: brought into view after that.
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._on_settling_timeout)
        self.board = ArticleBoard(lesson, self.annotations)
        self.board.columnMade.connect(self._on_board_column_made)
        self.board.arranged.connect(self._on_board_arranged)
        self._buttons: dict[QPushButton, ArticleId] = {}
        row = QHBoxLayout()
        row.setSpacing(SPACE_1)
        for number, article in enumerate(lesson.articles, 1):
            button = QPushButton(f"{number} {shortened(article.outlet, _LONGEST)}")
            button.setCheckable(True)
            button.setAccessibleName(
                _("Article {number}, {outlet}", number=number, outlet=article.outlet)
            )
            button.setAccessibleDescription(_("Show or hide this article"))
            set_tip(button, f"{article.outlet}: {article.headline}")
            button.clicked.connect(self._on_button_clicked)
            self._buttons[button] = article.id
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(row)
        column.addWidget(self.board, 1)

    def annotations(self, article_id: ArticleId) -> Sequence[Annotation]:
        """Return what is drawn on an article."""
        return self._annotations.get(article_id, [])

    def show_work(
        self,
        annotations: Sequence[Annotation],
        marks: Mapping[ArticleId, Sequence[OutcomeHighlight]],
    ) -> None:
        """Draw these annotations and signs instead of those before."""
        by_article: dict[ArticleId, list[Annotation]] = {}
        for each in sorted(annotations, key=lambda a: (a.span, a.category_id, a.id)):
            by_article.setdefault(each.article_id, []).append(each)
        self._annotations = by_article
        self._marks = marks
        self._current = None
        for article in self._lesson.articles:
            self.board.redraw(article.id, self.annotations(article.id))
        self._show_marks()

    def show_marks(self, marks: Mapping[ArticleId, Sequence[OutcomeHighlight]]) -> None:
        """Draw these signs; the annotations stay."""
        self._marks = marks
        self._show_marks()

    def _show_marks(self) -> None:
        for article_id, layer in self._layers.items():
            mine = self._current and self._current[0] == article_id
            current = self._current[1] if self._current and mine else None
            layer.set_marks(self._marks.get(article_id, ()), current)

    def point_at(self, article_id: ArticleId | None, span: Span | None) -> None:
        """Frame a stretch and bring it into view; the keyboard stays where it is."""
        self._current = (article_id, span) if article_id and span else None
        if article_id and span:
            self._open(article_id).show_span(span)
            self._settling.start()
        self._show_marks()

    def _on_settling_timeout(self) -> None:
        if self._current is not None and self._current[0] in self.board.shown_articles:
            self.board.view(self._current[0]).show_span(self._current[1])

    def _open(self, article_id: ArticleId) -> ArticleView:
        """Return the view of an article; where it is closed it takes the place of another."""
        if article_id not in self.board.open_articles and self._is_placed:
            every = [article.id for article in self._lesson.articles]
            number = min(len(every), max(1, len(self.board.open_articles)))
            first = min(every.index(article_id), len(every) - number)
            self.board.show_articles(every[first : first + number])
        return self.board.view(article_id)

    def layer(self, article_id: ArticleId) -> OutcomeLayer:
        """Return the signs of an article that was opened."""
        return self._layers[article_id]

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        # Nobody annotates here: a highlight is chosen, and letters are keys of the board.
        view.single_keys = False
        view.aids.offers = False
        # It tells a student what to do, and takes room here.
        column.card.share_bar.hide()
        layer = OutcomeLayer(view, column.article)
        view.extra_layers.append(layer)
        view.annotationActivated.connect(self.annotationChosen)
        view.installEventFilter(self)
        self._layers[column.article.id] = layer
        self._show_marks()

    def _on_board_arranged(self) -> None:
        shown = self.board.shown_articles
        for button, article_id in self._buttons.items():
            button.setChecked(article_id in shown)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, QPushButton):
            return
        article_id = self._buttons[button]
        shown = self.board.open_articles
        if self.board.is_single or article_id not in shown:
            self.board.go_to(article_id)
        elif len(shown) > 1:
            self.board.show_articles([each for each in shown if each != article_id])
        self._on_board_arranged()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the screen its keys before the text takes them for its own."""
        if isinstance(event, QKeyEvent) and isinstance(watched, ArticleView):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress:
                event.ignore()
                self.keyPressed.emit(event)
                return event.isAccepted()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Open as many articles as fit well when it is known how wide the board is."""
        super().showEvent(event)
        if not self._is_placed:
            self._is_placed = True
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self.board.restore((), self.board.usual_number(self.width()))
            if self._current is not None:
                self.point_at(*self._current)
