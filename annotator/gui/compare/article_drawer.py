"""The article beside the tables: where a sentence stands, and which one to choose."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QStackedWidget,
    QWidget,
)

from annotator.domain.comparisons import ArticleSpan
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Article, Lesson
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.flash import point_out
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.controls import button, paragraph, tool
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.translation import _

WIDTH = 400
#: After so many milliseconds a text that was opened stands still.
LAID_OUT = 60
#: What is shown before a place, in letters at most.
BEFORE = 160


class ArticleDrawer(QFrame):
    """One article of the lesson, closed until something of it is wanted."""

    sentencePicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._views: dict[ArticleId, ArticleView] = {}
        self._back: QWidget | None = None
        self._place: ArticleSpan | None = None
        self.setProperty("role", "sheet")
        self.setAccessibleName(_("Article"))
        self.setFixedWidth(WIDTH)
        self._outlet = label("", "heading")
        self._headline = ElidedLabel("", lines=2, role="muted")
        self.close_button = tool(
            _("Close the article"), "", self.close_drawer, tip=_("Close the article (Esc)")
        )
        self.close_button.setIconSize(QSize(18, 18))
        self._stack = QStackedWidget()
        self._picker = QWidget()
        self.add = button(_("Add this sentence"), "", self._pick, kind="primary")
        column(
            paragraph(_("Put the caret into the sentence that tells this fact too.")),
            self.add,
            inside=self._picker,
            spacing=SPACE_2,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_2),
        )
        top = column(
            row(stretched(self._outlet), self.close_button),
            self._headline,
            spacing=SPACE_1,
            margins=(SPACE_3, SPACE_2, SPACE_2, 0),
        )
        column(top, self._picker, stretched(self._stack), inside=self, margins=1)
        self._pointing = QTimer(self, singleShot=True, interval=LAID_OUT)
        self._pointing.timeout.connect(self._point_out)
        self.close_button.setIcon(themed_icon("x", size=18))
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Set the articles in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for view in self._views.values():
                view.set_reading_style(ReadingStyle(current_theme().text_size))

    def set_lesson(self, lesson: Lesson) -> None:
        """Show articles of this lesson."""
        self._lesson = lesson
        for view in self._views.values():
            self._stack.removeWidget(view)
            view.deleteLater()
        self._views.clear()
        self.hide()

    # -- showing -------------------------------------------------------------------------------

    def show_place(self, place: ArticleSpan) -> None:
        """Open the article and point out a place; the keyboard stays where it is."""
        self._picker.hide()
        was_open = self.isVisible() and self._stack.currentWidget() is self._views.get(
            place.article_id
        )
        view = self._open(place.article_id)
        if view is None:
            return
        self._place = place
        view.select(place.span)
        if was_open:
            self._point_out()
            return
        # A text that was just opened goes to its place by itself, once it is laid out.
        view.scroll_to_position(_with_some_text_before(view.article, place.span.start))
        self._pointing.start()

    def _point_out(self) -> None:
        place = self._place
        view = self._views.get(place.article_id) if place is not None else None
        if place is not None and view is not None:
            view.show_span(place.span)
            point_out(view, place.span)

    def pick_sentence(self, article_id: ArticleId, back: QWidget) -> None:
        """Let a sentence of an article be chosen; the keyboard goes there, and `back` after it."""
        self._back = back
        view = self._open(article_id)
        if view is not None:
            self._picker.show()
            view.setFocus()

    def _open(self, article_id: ArticleId) -> ArticleView | None:
        if self._lesson is None:
            return None
        article = self._lesson.article(article_id)
        view = self._views.get(article_id)
        if view is None:
            view = self._views[article_id] = self._made(article, self._lesson)
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._outlet.setText(article.outlet)
        self._headline.setText(article.headline)
        self._headline.setVisible(article.headline_span is None)
        self.show()
        return view

    def _made(self, article: Article, lesson: Lesson) -> ArticleView:
        # Nothing is annotated here, so there are no categories and no pop-up.
        plain = replace(lesson.scheme, categories=())
        style = ReadingStyle(current_theme().text_size)
        view = ArticleView(article, plain, style)
        view.aids.offers = False
        view.setAccessibleName(_("{outlet}, article", outlet=article.outlet))
        return view

    # -- choosing ------------------------------------------------------------------------------

    def _pick(self) -> None:
        view = self._stack.currentWidget()
        if not isinstance(view, ArticleView):
            return
        number = view.sentence()
        if number is not None:
            place = ArticleSpan(view.article.id, view.article.sentences[number])
            self.close_drawer()
            self.sentencePicked.emit(place)

    def close_drawer(self) -> None:
        """Close it; the keyboard goes back to the table."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()


def _with_some_text_before(article: Article, position: int) -> int:
    """Return where to begin reading, so that a place does not stand on the first line."""
    starts = [span.start for span in article.sentences if position - BEFORE < span.start < position]
    return min(starts, default=position)
