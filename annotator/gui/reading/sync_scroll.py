"""Scroll articles together: by linked sentences where there are links, else by proportion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from annotator.domain.annotations import Link
from annotator.domain.identifiers import ArticleId
from annotator.domain.sentences import sentences_touched
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_view import ArticleView
from annotator.session.reading import ReadingSession

#: Linked sentences come to stand beside each other at this share of the height.
EYE_LEVEL = 0.3

Pair = tuple[float, float]


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the most pairs that rise on both sides, so that nothing scrolls backwards."""
    best: list[list[Pair]] = []
    for pair in sorted(set(pairs)):
        before = [chain for chain in best if chain[-1][0] < pair[0] and chain[-1][1] < pair[1]]
        best.append([*max(before, key=len, default=[]), pair])
    return max(best, key=len, default=[])


def place_between(pairs: Sequence[Pair], value: float) -> float:
    """Return what a value on the left means on the right, straight from pair to pair."""
    index = min(max(bisect_right(pairs, value, key=_left) - 1, 0), len(pairs) - 2)
    (left, right), (next_left, next_right) = pairs[index], pairs[index + 1]
    if next_left == left:
        return right
    return right + (value - left) / (next_left - left) * (next_right - right)


class ScrollTogether(QObject):
    """Lets the other articles follow the one that a person scrolls."""

    def __init__(self, board: ArticleBoard, session: ReadingSession) -> None:
        """Follow from now on, along the links of a session."""
        super().__init__(board)
        self.is_on = True
        self._board = board
        self._session = session
        self._is_following = False
        self._is_wheel = False
        self._tops: dict[ArticleId, int] = {}
        board.columnMade.connect(self._on_board_column_made)

    def set_on(self, on: bool) -> None:
        """Let articles follow, or scroll each for itself."""
        self.is_on = on

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        self._tops[view.article.id] = view.top_position()
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._on_scroll_bar_value_changed)

    def _on_scroll_bar_value_changed(self) -> None:
        bar = self.sender()
        views = self._board.views()
        leader = next((view for view in views if view.verticalScrollBar() is bar), None)
        if leader is None:
            return
        # A layout scrolls too, but it keeps what is read; only a person changes that.
        moved = leader.top_position() != self._tops.get(leader.article.id)
        self._tops[leader.article.id] = leader.top_position()
        if moved and self.is_on and not self._is_following and not self._is_typing(leader):
            self._follow(leader, [view for view in views if view is not leader])

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note whether it is the wheel that scrolls."""
        self._is_wheel = event.type() == QEvent.Type.Wheel
        return False

    def _is_typing(self, leader: ArticleView) -> bool:
        """Return whether the keyboard is in a field, and it is no hand that scrolls."""
        field = QApplication.focusWidget()
        writes = isinstance(field, QLineEdit) or (
            isinstance(field, QPlainTextEdit | QTextEdit) and not field.isReadOnly()
        )
        return writes and not self._is_wheel and not leader.verticalScrollBar().isSliderDown()

    def _follow(self, leader: ArticleView, others: Sequence[ArticleView]) -> None:
        self._is_following = True
        try:
            for other in others:
                pairs = self._pairs(leader, other)
                value = place_between(pairs, leader.verticalScrollBar().value())
                other.verticalScrollBar().setValue(round(value))
                self._tops[other.article.id] = other.top_position()
        finally:
            self._is_following = False

    def _pairs(self, leader: ArticleView, other: ArticleView) -> list[Pair]:
        """Return which scroll values belong together, from the top to the end."""
        highest = (_highest(leader), _highest(other))
        joined = [
            (_scroll_value(leader, here), _scroll_value(other, there))
            for link in self._session.links
            for here in _spans(link, leader.article.id)[:1]
            for there in _spans(link, other.article.id)[:1]
        ]
        inner = [pair for pair in joined if 0 < pair[0] < highest[0] and 0 < pair[1] < highest[1]]
        return [(0.0, 0.0), *in_order(inner), highest]


def _highest(view: ArticleView) -> float:
    return float(view.verticalScrollBar().maximum())


def _scroll_value(view: ArticleView, span: Span) -> float:
    """Return the scroll value at which the sentence of a stretch is at eye level."""
    sentence = next(iter(sentences_touched(view.article.sentences, span)), span)
    boxes = view.boxes(sentence)
    top = boxes[0].top() if boxes else 0.0
    return top - view.viewport().height() * EYE_LEVEL


def _spans(link: Link, article_id: ArticleId) -> list[Span]:
    return [end.span for end in link.ends if end.article_id == article_id]


def _left(pair: Pair) -> float:
    return pair[0]
