"""Store what is typed: after a pause, and at once whenever somebody asks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

#: How long a pause in typing is, in milliseconds.
PAUSE = 600


class DelayedSave(QObject):
    """A clock that starts anew with each key and says when to store."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for the first key."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.due)

    def touch(self) -> None:
        """Note that something was typed."""
        self._timer.start()

    def stop(self) -> None:
        """Forget that anything was typed: it has been stored."""
        self._timer.stop()
