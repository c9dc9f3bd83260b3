"""The import of many articles beside the interface: one after the other, until cancelled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.imports import ImportedPage, TextReading
from annotator.gui.task import TaskSlot
from annotator.translation import _


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One thing to read: what it is called, and how to read it."""

    name: str
    read: Callable[[], ImportedPage]
    #: How to read it in another encoding, where it is a file.
    read_as: Callable[[str], ImportedPage] | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of an import: the pages, a sentence for each that is none, and the rest."""

    pages: tuple[tuple[str, ImportedPage], ...]
    troubles: tuple[str, ...]
    unread: int
    is_cancelled: bool
    total: int


class ImportWork(QObject):
    """Reads jobs in order; a bad one never stops the others."""

    #: How many are read, how many there are, and what is being read now.
    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, parent: QObject, choose: Callable[[str, Sequence[TextReading]], str]
    ) -> None:
        """Wait for jobs; `choose` asks which reading of a named text is right."""
        super().__init__(parent)
        self._choose = choose
        self._jobs: deque[ImportJob] = deque()
        self._reading = TaskSlot(self, _("importing articles"))
        self._total = 0
        self._room = 0
        self._pages: list[tuple[str, ImportedPage]] = []
        self._troubles: list[str] = []
        self.is_running = False

    def start(self, jobs: Sequence[ImportJob], room: int) -> None:
        """Read jobs until so many pages are there; nothing happens while others are read."""
        if self.is_running or not jobs:
            return
        self._jobs = deque(jobs)
        self._total, self._room = len(jobs), room
        self._pages, self._troubles = [], []
        self.is_running = True
        self._go_on()

    def cancel(self) -> None:
        """Stop here; what has been read is kept, what is being read is left."""
        if self.is_running:
            self._finish(is_cancelled=True)

    def _go_on(self) -> None:
        if not self._jobs or len(self._pages) >= self._room:
            self._finish()
            return
        job = self._jobs.popleft()
        self.progressed.emit(self._total - len(self._jobs) - 1, self._total, job.name)
        self._reading.start(job.read, partial(self._on_read, job), self._on_failed)

    def _on_read(self, job: ImportJob, page: ImportedPage) -> None:
        if page.readings and job.read_as is not None:
            chosen = self._choose(job.name, page.readings)
            if chosen != page.readings[0].encoding:
                again = partial(job.read_as, chosen)
                self._reading.start(again, partial(self._on_read, job), self._on_failed)
                return
        self._pages.append((job.name, page))
        self._go_on()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._troubles.append(str(trouble))
        self._go_on()

    def _finish(self, *, is_cancelled: bool = False) -> None:
        self.is_running = False
        self._reading.cancel()
        read = len(self._pages) + len(self._troubles)
        self.finished.emit(
            ImportOutcome(
                tuple(self._pages),
                tuple(self._troubles),
                self._total - read,
                is_cancelled,
                self._total,
            )
        )
