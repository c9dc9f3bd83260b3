"""Keep the line that is read on top while an article is opened, resized or set larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer


class PlaceKeeper(QObject):
    """The first code point in view, which only a person's scrolling changes.

    `position_on_top` measures it, `scroll_to` brings one there.
    """

    def __init__(
        self,
        position_on_top: Callable[[], int],
        scroll_to: Callable[[int], None],
        parent: QObject,
    ) -> None:
        """Begin at the start of the text, unsettled."""
        super().__init__(parent)
        self._position_on_top = position_on_top
        self._scroll_to = scroll_to
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

    def _on_settling_timeout(self) -> None:
        self._is_settled = True
        self.go_to(self.top)
