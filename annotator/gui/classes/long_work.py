"""Long work beside the interface that tells how far it is and can be stopped."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, Signal


class LongWork(QObject):
    """Passes the progress from the working thread to the interface, and the wish to stop back."""

    moved = Signal(str, int, int)

    def __init__(self) -> None:
        """Start at nothing; it has no parent, because the work may outlive the screen."""
        super().__init__()
        self._stop = Event()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Tell how far a phase of the work is; called in the working thread."""
        self.moved.emit(phase, done, total)

    def stop(self) -> None:
        """Wish that the work stops at the next step."""
        self._stop.set()

    def should_stop(self) -> bool:
        """Return whether somebody wished the work to stop."""
        return self._stop.is_set()
