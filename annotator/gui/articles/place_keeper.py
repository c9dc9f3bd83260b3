"""Keep the line that is read on top while an article is opened, resized or set larger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPointF, QTimer
from PySide6.QtWidgets import QTextEdit

from annotator.domain.spans import Span
from annotator.gui.articles.article_places import ArticlePlaces


class PlaceKeeper(QObject):
    """The first code point in view, which only a person's scrolling changes."""

    def __init__(self, view: QTextEdit, places: ArticlePlaces, length: int) -> None:
        """Begin at the start of a text of so many code points, unsettled."""
        super().__init__(view)
        self._view = view
        self._places = places
        self._length = length
        self._is_laying_out = False
        # Until the window around has found its shape, scrolling says nothing.
        self._is_settled = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._on_settling_timeout)
        self.top = 0

    def settle(self) -> None:
        """Go to the place as soon as nothing else is to be laid out."""
        self._settling.start(0)

    def go_to(self, position: int) -> None:
        """Bring a code point to the top, now or when there is a layout."""
        self.top = position
        if self._is_settled:
            # The line on top may begin earlier; what was asked for is kept, or it would drift.
            self._is_laying_out = True
            try:
                self._scroll_to(position)
            finally:
                self._is_laying_out = False

    def note_scroll(self) -> None:
        """Note what is read now, if it was not the layout that scrolled."""
        if self._is_settled and not self._is_laying_out:
            self.top = self._position_on_top()

    @contextmanager
    def laying_out(self) -> Iterator[None]:
        """Lay the text out anew in this block and go back to the place after it."""
        self._is_laying_out = True
        try:
            yield
        finally:
            self._is_laying_out = False
        self.go_to(self.top)

    def show_span(self, span: Span, em: float) -> None:
        """Scroll no more than needed until a span is in view, with some text around it."""
        top, bottom = self._height_of(span.start), self._height_of(span.end) + 2 * em
        height, bar = self._view.viewport().height(), self._view.verticalScrollBar()
        if top < em or bottom > height:
            bar.setValue(bar.value() + round(top - height * 0.3))

    def _height_of(self, position: int) -> int:
        return self._places.of(min(position, self._length)).top()

    def _position_on_top(self) -> int:
        if self._view.verticalScrollBar().value() == 0:
            return 0
        left = self._view.document().rootFrame().frameFormat().leftMargin()
        return self._places.at(QPointF(left + 1, 4))

    def _scroll_to(self, position: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._height_of(position) - 2 if position else 0)

    def _on_settling_timeout(self) -> None:
        self._is_settled = True
        self.go_to(self.top)
