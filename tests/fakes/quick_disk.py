"""What spares the tests waits that no test is about: the disk, and one migration after another."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

#: Where Linux keeps files in memory, and how much must be free there for a whole run.
IN_MEMORY, NEEDED = Path("/dev/shm"), 2 << 30


def folder_in_memory() -> str | None:
    """Return where files can be made that no disk is waited for, if there is room for them."""
    try:
        has_room = shutil.disk_usage(IN_MEMORY).free > NEEDED
        with tempfile.TemporaryFile(dir=IN_MEMORY):
            return str(IN_MEMORY) if has_room else None
    except OSError:
        return None


class MigratedOnce:
    """Migrates the first new database of a run, and gives each later one its pages."""

    def __init__(self, migrate: Callable[[Engine], None]) -> None:
        self._migrate = migrate
        self._lock = Lock()
        self._kept: sqlite3.Connection | None = None

    def __call__(self, engine: Engine) -> None:
        """Bring a database to the shape of today."""
        with engine.connect() as connection, self._lock:
            file = connection.connection.dbapi_connection
            assert isinstance(file, sqlite3.Connection)
            is_new = not file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if is_new and self._kept is not None:
                self._kept.backup(file)
                return
            self._migrate(engine)
            if is_new:
                self._kept = sqlite3.connect(":memory:", check_same_thread=False)
                file.backup(self._kept)

    def close(self) -> None:
        """Forget the pages."""
        if self._kept is not None:
            self._kept.close()
