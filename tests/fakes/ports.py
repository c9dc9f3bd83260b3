"""Ports on a store in memory, a clock that ticks and numbers that count up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.domain.hand_ins import HandIn
from annotator.domain.lessons import Lesson
from annotator.services.ports import HandInFiles, Ports, StoredHandIn
from tests.fakes.memory_store import MemoryStore


class MemoryFiles:
    """Hand-in files that are never written to a disk."""

    def __init__(self) -> None:
        self.files: dict[Path, StoredHandIn | None] = {}

    def write(self, hand_in: HandIn, lesson: Lesson, folder: Path) -> Path:
        path = folder / f"{hand_in.id}.handin"
        self.files[path] = StoredHandIn(hand_in, digest=f"digest of {hand_in.id}")
        return path

    def read(self, path: Path) -> StoredHandIn:
        stored = self.files[path]
        if stored is None:
            raise UnreadableFile(f"“{path.name}” is damaged.")
        return stored

    def find(self, folder: Path) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self.files if path.parent == folder))

    def find_below(self, place: Path) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self.files if place in path.parents))


def make_ports(store: MemoryStore | None = None, files: HandInFiles | None = None) -> Ports:
    """Return ports that need no disk; each look at the clock is a second later."""
    numbers = count(1)
    seconds = count()
    start = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    return Ports(
        store=store or MemoryStore(),
        hand_in_files=files or MemoryFiles(),
        now=lambda: start + timedelta(seconds=next(seconds)),
        new_id=lambda: f"id{next(numbers):06}",
    )
