"""The one place where the session's news become Qt signals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.session.reading import ReadingSession, WorkChanged


class SessionBridge(QObject):
    """Tells Qt what changed in a reading session, until it is closed."""

    workChanged = Signal(object)

    def __init__(self, session: ReadingSession, parent: QObject | None = None) -> None:
        """Listen to the session."""
        super().__init__(parent)
        self.session = session
        self._unsubscribe: Callable[[], None] = session.subscribe(self._tell)

    def close(self) -> None:
        """Stop listening; after this no signal comes any more."""
        # Once only: when all of a closed room is collected, the session may be gone before.
        stop, self._unsubscribe = self._unsubscribe, _nothing
        stop()

    def _tell(self, news: WorkChanged) -> None:
        self.workChanged.emit(news)


def _nothing() -> None:
    """Do nothing, because there is nothing to stop any more."""
