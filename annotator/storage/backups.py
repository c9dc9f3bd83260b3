"""Copies of the database: one a day, one before each migration, and those asked for."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from annotator.services.private_files import make_private_file, make_private_folder, settle_folder
from annotator.translation import _

#: How many daily backups are kept.
KEPT = 10

_DAILY = re.compile(r"annotator-\d{4}-\d{2}-\d{2}\.db")


def backup_folder(database: Path) -> Path:
    """Return the folder in which the backups of a database lie."""
    return database.parent / "backups"


def newest_backup(database: Path) -> Path | None:
    """Return the backup that was written last, or None."""
    folder = backup_folder(database)
    found = list(folder.glob("*.db")) if folder.is_dir() else []
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def copy_database(database: Path, target: Path) -> None:
    """Copy a database in use to another file, whole or not at all.

    Raises sqlite3.Error or OSError; then no part of the copy is left behind.
    """
    make_private_folder(target.parent)
    with (
        written_beside(target) as partial,
        closing(read_only(database)) as source,
        closing(sqlite3.connect(partial)) as copy,
    ):
        source.backup(copy)
        # One file: a copy that needs no write-ahead log beside it can be carried away.
        copy.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Yield a private file that takes the place of the target once it is whole on the disk."""
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        make_private_file(partial)
        yield partial
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(target)
        settle_folder(target.parent)
    finally:
        for left in (partial, partial.with_name(f"{partial.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def read_only(database: Path) -> sqlite3.Connection:
    """Return a connection that sees one moment of the database and cannot change or create it.

    On a medium that cannot be written SQLite can make no place for the index of its log: what
    has no log is read as it stands, and what has one from a copy, so that nothing is missed.
    """
    place = database.absolute().as_uri()
    try:
        return _reading(f"{place}?mode=ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
    log = database.with_name(f"{database.name}-wal")
    with suppress(OSError):
        if log.stat().st_size:
            return _reading_copy(database, log)
    return _reading(f"{place}?immutable=1")


class _OfCopy(sqlite3.Connection):
    """A connection to a copy that goes when it is closed."""

    folder: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Close the connection and delete the copy."""
        super().close()
        if self.folder is not None:
            self.folder.cleanup()


def _reading(place: str, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    connection = sqlite3.connect(place, uri=True, isolation_level=None, factory=kind)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is now
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _reading_copy(database: Path, log: Path) -> sqlite3.Connection:
    folder = tempfile.TemporaryDirectory(prefix="annotator-")
    try:
        copy = Path(folder.name) / database.name
        shutil.copyfile(database, copy)
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        connection = _reading(copy.as_uri(), _OfCopy)
    except (OSError, sqlite3.Error):
        folder.cleanup()
        raise
    assert isinstance(connection, _OfCopy)
    connection.folder = folder
    return connection


def make_daily_backup(database: Path, today: date) -> str | None:
    """Write the backup of today if there is none, keep the newest ten, return what went wrong.

    Nothing is raised: a backup that cannot be written must not keep a class from working.
    """
    target = backup_folder(database) / f"annotator-{today.isoformat()}.db"
    try:
        if not target.exists():
            copy_database(database, target)
        _drop_oldest(target.parent)
    except (sqlite3.Error, OSError) as error:
        return _(
            "Today's backup could not be written to “{folder}” ({why}). Your work is stored as "
            "always. Free some space on that disk; the next start tries again.",
            folder=target.parent,
            why=error,
        )
    return None


def backup_before_migration(database: Path, version: int) -> Path:
    """Copy a database of an older shape before it is changed; return where."""
    folder = backup_folder(database)
    number, target = 1, folder / f"before-upgrade-from-{version}.db"
    while target.exists():
        number += 1
        target = folder / f"before-upgrade-from-{version}-{number}.db"
    copy_database(database, target)
    return target


def asked_for_target(database: Path, now: datetime) -> Path:
    """Return the name of a backup that a person asks for; it takes no part in the rotation."""
    return backup_folder(database) / f"asked-for-{now:%Y-%m-%d-%H%M%S}.db"


def _drop_oldest(folder: Path) -> None:
    daily = sorted(path for path in folder.iterdir() if _DAILY.fullmatch(path.name))
    for old in daily[:-KEPT]:
        old.unlink(missing_ok=True)
