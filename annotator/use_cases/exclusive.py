"""One copy of the program at a time in a data folder, held by the operating system.

The system lets go of such a lock when a process ends, however it ends. So there is nothing that
a kill could leave behind, and no process number that another process may have today.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from pathlib import Path

from annotator.domain.errors import FolderInUse, StorageTrouble
from annotator.services.private_files import make_private_folder
from annotator.translation import N_

LOCK_NAME = "annotator.lock"

#: How often a folder that is in use is asked for again, in seconds.
_PAUSE = 0.02
#: The byte that is locked on Windows: behind all that is written, so that it can be read.
_BYTE = 1 << 30
#: What a system says where somebody else has the lock.
_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


_NOT_MADE = N_(
    "The folder for your work, “{folder}”, cannot be made ({why}). Nothing was changed. Ask "
    "whoever looks after this machine, or start Annotator with --data-dir and a folder of your own."
)
_NOT_WRITTEN = N_(
    "The folder for your work, “{folder}”, cannot be written to. Nothing was changed. Ask "
    "whoever looks after this machine, or start Annotator with --data-dir and a folder of your own."
)
_NOT_LOCKED = N_(
    "The folder for your work, “{folder}”, cannot be locked ({why}). Nothing was changed. Ask "
    "whoever looks after this machine, or start Annotator with --data-dir and a folder of your own."
)


class Exclusive:
    """A data folder that is taken until it is released or the process ends."""

    def __init__(self, file: int) -> None:
        self._file: int | None = file

    @classmethod
    def take(cls, folder: Path, patience: float = 0.2) -> Exclusive:
        """Take a folder, which is made where it is not there; wait at most `patience` seconds.

        Raise FolderInUse where another copy has it, StorageTrouble where it cannot be used.
        """
        file = _opened(folder)
        until = time.monotonic() + patience
        while not _locked(file, folder):
            if time.monotonic() >= until:
                os.close(file)
                raise FolderInUse(
                    "Annotator is open already and works in the same folder. Two at once could "
                    "overwrite each other, so this one does nothing. Nothing is lost: go on in the "
                    "other window, or close it and try again."
                )
            threading.Event().wait(_PAUSE)
        # Who opens the folder with a version before this one looks for these three lines.
        told = f"{os.getpid()}\n{Path(sys.executable).resolve().name}\n{_machine()}\n"
        os.lseek(file, 0, os.SEEK_SET)
        os.ftruncate(file, 0)
        os.write(file, told.encode())
        return cls(file)

    @property
    def is_held(self) -> bool:
        """Return whether the folder is still taken."""
        return self._file is not None

    def release(self) -> None:
        """Let go of the folder; doing it again changes nothing."""
        if self._file is not None:
            # The file stays: taking it away would let two others take two different ones.
            os.close(self._file)
            self._file = None


def _machine() -> str:
    """Return this machine's name, without what `platform` asks Windows for."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _opened(folder: Path) -> int:
    try:
        make_private_folder(folder)
    except OSError as trouble:
        raise StorageTrouble(_NOT_MADE, folder=folder, why=trouble.strerror) from trouble
    try:
        return os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as trouble:
        raise StorageTrouble(_NOT_WRITTEN, folder=folder) from trouble


def _locked(file: int, folder: Path) -> bool:
    """Lock an open file; return False where somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as trouble:
        if trouble.errno in _TAKEN:
            return False
        os.close(file)
        raise StorageTrouble(_NOT_LOCKED, folder=folder, why=trouble.strerror) from trouble
    return True
