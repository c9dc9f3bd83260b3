"""Long work as a service sees it: it tells how far it is and hears when it should stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

#: Hears how much of how much is done, and in which phase of the work.
Tell = Callable[[int, int, str], None]


class Cancelled(Exception):  # neither the world's trouble nor ours: nobody is told
    """Ends work that nobody waits for any more; it never leaves the task it ran in."""


class Job:
    """What long work holds of whoever waits for it; all of it may be called in any thread."""

    def __init__(self, tell: Tell | None = None) -> None:
        """Tell `tell` how far the work is; without one nobody hears."""
        self._tell = tell
        self._stop = Event()
        self._phase = ""

    def begin(self, phase: str) -> None:
        """Name the phase that the numbers told from now on are of."""
        self._phase = phase

    def progress(self, done: int, total: int) -> None:
        """Tell how much is done of how much."""
        if self._tell is not None:
            self._tell(done, total, self._phase)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Return whether the work should end; for work whose first part is worth having."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Cancelled where the work should end; for work that is whole or nothing."""
        if self._stop.is_set():
            raise Cancelled
