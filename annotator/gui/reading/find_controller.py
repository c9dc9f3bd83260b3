"""Find words in the open article or in all, show every match and go through them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.domain.finding import find_all
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.offsets import OffsetMap
from annotator.gui.reading.find_bar import FindBar
from annotator.gui.reading.match_layer import MatchLayer
from annotator.translation import _

#: A selection longer than this is what a person reads, not what they look for.
LONGEST_TAKEN = 80


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One place where the words stand: the article's number in the lesson, and the span."""

    article: int
    span: Span


class FindController(QObject):
    """Joins the bar with the articles: it knows all matches and which one is current."""

    def __init__(self, lesson: Lesson, board: ArticleBoard) -> None:
        """Look for nothing yet."""
        super().__init__(board)
        self.bar = FindBar()
        self._lesson = lesson
        self._board = board
        self._layers: dict[ArticleId, MatchLayer] = {}
        self._matches: list[Match] = []
        self._current: Match | None = None
        self._start: tuple[int, int] = (0, 0)
        self.bar.changed.connect(self._on_bar_changed)
        self.bar.closed.connect(self._on_bar_closed)
        self.bar.stepRequested.connect(self.step)
        board.columnMade.connect(self._on_board_column_made)

    def open(self) -> None:
        """Show the bar; what is selected is looked for."""
        view = self._board.current
        chosen = ""
        if view is not None:
            selected = view.selection()
            self._start = (self._number(view.article.id), selected.start)
            if 0 < len(selected) <= LONGEST_TAKEN:
                chosen = selected.of(view.article.body)
        self.bar.open(chosen)

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match, round the end."""
        if not self.bar.isVisible():
            self.open()
            return
        if not self._matches:
            self._tell()
            return
        if self._current in self._matches:
            index = self._matches.index(self._current) + step
        else:
            index = self._nearest() - (step < 0)
        self._go_to(self._matches[index % len(self._matches)])

    def _nearest(self) -> int:
        """Return the index of the first match from where the reading was."""
        found = (n for n, m in enumerate(self._matches) if (m.article, m.span.end) > self._start)
        return next(found, 0)

    def _go_to(self, match: Match) -> None:
        self._current = match
        article = self._lesson.articles[match.article]
        view = self._board.view(article.id)
        view.place_caret(match.span.start)
        view.show_span(match.span)
        self._start = (match.article, match.span.start)
        self._draw()
        self._tell()

    def _search(self) -> None:
        wanted = self.bar.wanted
        current = self._board.current
        here = current.article.id if current is not None else None
        self._matches = [
            Match(number, span)
            for number, article in enumerate(self._lesson.articles)
            if self.bar.everywhere.isChecked() or article.id == here
            for span in find_all(article.body, wanted)
        ]

    def _on_bar_changed(self) -> None:
        if not self.bar.isVisible():
            return
        self._search()
        self._current = None
        shown = {self._number(article_id) for article_id in self._board.shown_articles}
        visible = [match for match in self._matches if match.article in shown]
        if visible:
            ahead = (m for m in visible if (m.article, m.span.end) > self._start)
            origin = self._start
            self._go_to(next(ahead, visible[0]))
            # What is typed further is looked for from the same place, not from here.
            self._start = origin
            return
        self._draw()
        self._tell()

    def _on_bar_closed(self) -> None:
        self._matches = []
        match, self._current = self._current, None
        self._draw()
        view = self._board.current
        found = self._lesson.articles[match.article].id if match is not None else None
        # An article that was closed meanwhile stays so.
        if match is not None and found in self._board.shown_articles:
            view = self._board.view(self._lesson.articles[match.article].id)
            view.select(match.span)
        if view is not None and self._board.isVisible():
            view.setFocus()

    def _draw(self) -> None:
        for view in self._board.made_views():
            number = self._number(view.article.id)
            layer = self._layers[view.article.id]
            layer.matches = [match.span for match in self._matches if match.article == number]
            mine = self._current is not None and self._current.article == number
            layer.current = self._current.span if mine and self._current else None
            view.viewport().update()

    def _tell(self) -> None:
        number = len(self._matches)
        if not self.bar.wanted.text.strip():
            text = ""
        elif not number:
            text = _("Not found")
        elif self._current is None:
            text = (
                _("{number} in closed articles", number=number)
                if self.bar.everywhere.isChecked()
                else ""
            )
        else:
            article = self._lesson.articles[self._current.article]
            text = f"{self._matches.index(self._current) + 1} of {number} · {article.outlet}"
        self.bar.show_count(text)
        self.bar.set_steps(bool(number))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.bar, text))

    def _number(self, article_id: ArticleId) -> int:
        return self._lesson.number_of(article_id) - 1

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        layer = MatchLayer(view, OffsetMap(view.article.body))
        number = self._number(view.article.id)
        layer.matches = [match.span for match in self._matches if match.article == number]
        self._layers[view.article.id] = layer
        view.extra_layers.append(layer)
