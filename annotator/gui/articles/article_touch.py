"""What a finger does in an article: scroll, tap, hold a word, and mark with the pen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QGuiApplication, QTouchEvent
from PySide6.QtWidgets import QScroller, QWidget

from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.articles import caret_moves
from annotator.gui.articles.article_annotating import ArticleAnnotating
from annotator.gui.articles.article_mouse import end_gesture, select_word
from annotator.gui.articles.resize_handles import TOUCHES


class ArticleTouch(QObject):
    """The finger on one article view.

    A swipe scrolls and keeps rolling, a tap is a click, a finger that rests takes the word
    and, drawn on, more words. With the pen up a swipe marks instead of scrolling.
    """

    def __init__(self, marking: ArticleAnnotating, viewport: QWidget) -> None:
        """Act on the view of `marking`."""
        super().__init__(viewport)
        self._marking = marking
        self._view = marking.page
        self._scroller = QScroller.scroller(viewport)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._on_resting_timeout)
        self._start = QPointF()
        self._last = QPointF()
        self._held: Span | None = None
        self._is_scrolling = False
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what a finger on the viewport asks for; leave all else to the view."""
        if event.type() not in TOUCHES or not isinstance(event, QTouchEvent):
            return super().eventFilter(watched, event)
        points = event.points()
        if points:
            self._last = points[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(event)
        elif event.type() == QEvent.Type.TouchUpdate:
            self._move(event)
        else:
            self._end(event)
        event.accept()
        return True

    def _begin(self, event: QTouchEvent) -> None:
        self._start = self._last
        self._held = None
        self._is_scrolling = False
        self._resting.start(QGuiApplication.styleHints().mousePressAndHoldInterval())
        self._scroller.handleInput(QScroller.Input.InputPress, self._last, int(event.timestamp()))

    def _move(self, event: QTouchEvent) -> None:
        slack = QGuiApplication.styleHints().startDragDistance()
        has_moved = (self._last - self._start).manhattanLength() > slack
        if self._held is None and has_moved and self._marking.highlighter.category is not None:
            self._resting.stop()
            at = self._view.position_at(self._start)
            self._held = caret_moves.word_around(self._view.article.body, at) or Span(at, at)
        if self._held is not None:
            self._extend(self._held)
        elif has_moved or self._is_scrolling:
            self._resting.stop()
            self._is_scrolling = True
            self._scroller.handleInput(
                QScroller.Input.InputMove, self._last, int(event.timestamp())
            )

    def _extend(self, held: Span) -> None:
        """Select from the word that was held to the word under the finger."""
        at = self._view.position_at(self._last)
        there = caret_moves.word_around(self._view.article.body, at) or Span(at, at)
        self._view.select(held.joined(there))

    def _end(self, event: QTouchEvent) -> None:
        self._resting.stop()
        self._scroller.handleInput(QScroller.Input.InputRelease, self._last, int(event.timestamp()))
        if self._is_scrolling or event.type() == QEvent.Type.TouchCancel:
            return
        if self._held is None:
            self._view.place_caret(self._view.position_at(self._last))
        end_gesture(self._marking, self._last, Snap.WORDS, by_finger=True)

    def _on_resting_timeout(self) -> None:
        self._held = select_word(self._view, self._start)
