"""The folder that a class hands in to, known once for every view of the classes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal


class FolderMemory(QObject):
    """Holds the folder, and tells when a person chose another one."""

    chosen = Signal(object)

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        """Start with what the settings or the policy say."""
        super().__init__(parent)
        self.path = path

    def choose(self, path: Path) -> None:
        """Take another folder from now on."""
        if path != self.path:
            self.path = path
            self.chosen.emit(path)

    @property
    def known(self) -> tuple[Path, ...]:
        """Return the folder if there is one, whether it can be reached now or not."""
        return () if self.path is None else (self.path,)
