"""Opening a database safely: the right place, the right shape, whole, and backed up."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from annotator.domain.errors import NewerData, StorageTrouble
from annotator.services.leftovers import remove_leftovers
from annotator.services.private_files import make_private_file, make_private_folder
from annotator.storage.backups import (
    asked_for_target,
    backup_before_migration,
    backup_folder,
    copy_database,
    make_daily_backup,
    newest_backup,
    read_only,
)
from annotator.storage.cells import unreadable_cells
from annotator.storage.engine import BUSY_TIMEOUT, open_engine
from annotator.storage.places import DiskFacts, refuse_shared_place
from annotator.storage.schema import (
    SCHEMA_VERSION,
    is_empty,
    migrate,
    migrate_server,
    missing_tables,
    version_of,
)
from annotator.storage.troubles import telling
from annotator.storage.unit_of_work import SqlStore
from annotator.translation import N_, _

#: How many problems of a damaged database are worth showing.
_SHOWN_PROBLEMS = 20
FOREIGN = N_("it belongs to another program")
_A_FOLDER = N_(
    "“{path}” should be the database, but it is a folder. Nothing was changed. Move it away, or "
    "choose another data folder with --data-dir."
)
_NO_FILE = N_(
    "“{path}” should be the database, but it is no file. Nothing was changed. Move it away, or "
    "choose another data folder with --data-dir."
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a thorough look at a database found; sizes are bytes."""

    path: Path
    schema_version: int
    size: int
    problems: tuple[str, ...]
    newest_backup: Path | None

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The copy that was written; its size is in bytes."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """What the migration did; the backup is None where there was nothing to keep."""

    path: Path
    from_version: int
    to_version: int
    backup: Path | None


def open_store(
    path: Path,
    *,
    now: datetime | None = None,
    busy_timeout: int = BUSY_TIMEOUT,
    facts: DiskFacts | None = None,
) -> SqlStore:
    """Open the database file, making or migrating it where needed, and return the store.

    Raises StorageTrouble with the sentence to show. A backup that fails is no reason to
    stop; it becomes a sentence in `warnings` of the store. `busy_timeout` is in
    milliseconds; `now` decides which day's backup is made.
    """
    refuse_shared_place(path, facts)
    _make_folder(path.parent)
    is_new = _is_new(path)
    if not is_new:
        _refuse_damage(path)
    with suppress(OSError):  # where it cannot be made SQLite tells why
        make_private_file(path)  # its log takes over who may read it
    _bring_up_to_date(path, busy_timeout)
    for folder in (path.parent, backup_folder(path)):
        remove_leftovers(folder)
    today = (now or datetime.now().astimezone()).date()
    warning = None if is_new else make_daily_backup(path, today)
    store = SqlStore(
        reader=open_engine(path, writes=False, busy_timeout=busy_timeout),
        writer=open_engine(path, busy_timeout=busy_timeout),
        place=str(path),
        warnings=(warning,) if warning else (),
    )
    # A disk that cannot hold the write-ahead log is told of now, not at the first gesture.
    with store.reading():
        return store


def open_server(url: str) -> SqlStore:
    """Open the database that a department shares on a server, migrating it where needed.

    Raise StorageTrouble with a sentence where the address, the driver or the server is wrong.
    """
    try:
        if "://" not in url:
            raise ArgumentError("no address of a server")
        writer = open_engine(url)
    except (ArgumentError, ModuleNotFoundError) as trouble:
        raise StorageTrouble(
            "The address of the shared database in the settings cannot be used. Nothing was "
            "changed. It should look like postgresql+psycopg://user@server/name, and the driver "
            "“psycopg”, which the server set of Annotator has, must be installed."
        ) from trouble
    place = writer.url.render_as_string(hide_password=True)
    with ExitStack() as failing:
        failing.callback(writer.dispose)
        with telling(place):
            migrate_server(writer)
        failing.pop_all()
    return SqlStore(reader=open_engine(url, writes=False), writer=writer, place=place)


def check(path: Path) -> CheckReport:
    """Look at every page, index and reference of a database, changing nothing."""
    _must_exist(path)
    with telling(str(path)):
        version, problems = _looked_through(path, _problems)
    return CheckReport(path, version, path.stat().st_size, problems, newest_backup(path))


def backup(path: Path, target: Path | None = None, *, now: datetime | None = None) -> BackupReport:
    """Copy the database to `target`, or to a new file in its folder of backups."""
    _must_exist(path)
    target = target or asked_for_target(path, now or datetime.now().astimezone())
    if target.resolve() == path.resolve():
        raise StorageTrouble(
            "“{path}” is the database itself. Nothing was copied. Give the backup another name.",
            path=path,
        )
    _copy(path, target)
    return BackupReport(target, target.stat().st_size)


def upgrade(path: Path, *, busy_timeout: int = BUSY_TIMEOUT) -> UpgradeReport:
    """Bring a database to the shape of this program, with a backup copy before."""
    _must_exist(path)
    refuse_shared_place(path)
    _refuse_damage(path)
    return _bring_up_to_date(path, busy_timeout)


def _make_folder(folder: Path) -> None:
    try:
        make_private_folder(folder)
    except OSError as error:
        raise StorageTrouble(
            "The data folder “{folder}” cannot be made ({reason}). Nothing was "
            "changed. Choose another one with --data-dir.",
            folder=folder,
            reason=error.strerror,
        ) from error


def _must_exist(path: Path) -> None:
    if not path.is_file():
        raise StorageTrouble(
            "There is no database at “{path}”. Nothing was changed. Start the program "
            "once, or name another folder with --data-dir.",
            path=path,
        )


def _is_new(path: Path) -> bool:
    """Return whether there is no data yet: no file, or one that was only just made."""
    size = 0
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):  # opening a pipe would wait for ever
            raise StorageTrouble(_A_FOLDER if stat.S_ISDIR(info.st_mode) else _NO_FILE, path=path)
        size = info.st_size
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StorageTrouble(
            "The database “{path}” cannot be reached ({reason}). Nothing was "
            "changed. Ask for the right to read and write in its folder.",
            path=path,
            reason=error.strerror,
        ) from error
    if size == 0 and path.exists() and newest_backup(path) is not None:
        raise _damaged(path, _("it is empty, although there are backups of it"))
    return size == 0


def _refuse_damage(path: Path) -> None:
    """Raise unless the file is a whole database of this program and not a newer one."""
    with telling(str(path)):
        _version, problems = _looked_through(path, _first_problem)
    if problems:
        raise _damaged(path, problems[0])


def _first_problem(connection: sqlite3.Connection) -> tuple[str, ...]:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return () if found == "ok" else (str(found),)


def _known_version(path: Path, connection: sqlite3.Connection) -> int:
    """Return the shape of a database; raise NewerData if this program does not know it."""
    version = version_of(connection)
    if version > SCHEMA_VERSION:
        raise NewerData(
            "The database “{path}” was written by a newer version of the program "
            "(shape {version}, this one knows {known}). It was not touched. "
            "Install the newer version, or choose another folder with --data-dir.",
            path=path,
            version=version,
            known=SCHEMA_VERSION,
        )
    return version


def _looked_through(
    path: Path, look: Callable[[sqlite3.Connection], tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    """Return the shape of a database and what a look finds wrong with it; raise if it is newer."""
    try:
        with closing(read_only(path)) as connection:
            version = _known_version(path, connection)
            if version == 0 and not is_empty(connection):
                return version, (_(FOREIGN),)
            return version, look(connection)
    except sqlite3.Error as error:
        if not _is_damage(error):
            raise
        return 0, (str(error),)


def _problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    pages = connection.execute(f"PRAGMA integrity_check({_SHOWN_PROBLEMS:d})").fetchall()
    found = [str(line) for (line,) in pages if line != "ok"]
    found += [_("the table {name} is missing", name=name) for name in missing_tables(connection)]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN_PROBLEMS)
    found += [
        _("a row of {table} points at no row of {other}", table=table, other=other)
        for table, _row, other, _n in dangling
    ]
    return (*found, *islice(unreadable_cells(connection), _SHOWN_PROBLEMS))


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _damaged(path: Path, detail: str) -> StorageTrouble:
    newest = newest_backup(path)
    advice = (
        _(
            "To go on, move it and any files {name}-wal and {name}-shm to another folder, "
            "and copy the newest backup, “{newest}”, to its place.",
            name=path.name,
            newest=newest,
        )
        if newest
        else _("There is no backup of it yet. Move it to another folder to start anew.")
    )
    return StorageTrouble(
        "“{path}” is damaged or is not a database of this program ({detail}). The file "
        "is kept as it is. {advice}",
        path=path,
        detail=detail,
        advice=advice,
    )


def _bring_up_to_date(path: Path, busy_timeout: int) -> UpgradeReport:
    """Migrate the database if its shape is not that of today, after a copy of what is there."""
    version, keep = _shape(path)
    if version == SCHEMA_VERSION:
        return UpgradeReport(path, version, version, None)
    kept_as = None
    if keep:
        kept_as = _copy_before_migration(path, version)
    engine = open_engine(path, busy_timeout=busy_timeout)
    try:
        with telling(str(path)):
            migrate(engine)
    finally:
        engine.dispose()
    return UpgradeReport(path, version, SCHEMA_VERSION, kept_as)


def _shape(path: Path) -> tuple[int, bool]:
    """Return the version of a database, and whether it holds anything."""
    if not path.exists():
        return 0, False
    with telling(str(path)), closing(read_only(path)) as connection:
        return version_of(connection), not is_empty(connection)


def _copy_before_migration(path: Path, version: int) -> Path:
    try:
        return backup_before_migration(path, version)
    except (sqlite3.Error, OSError) as error:
        raise StorageTrouble(
            "The database “{path}” is of an older version and must be changed, but the "
            "copy that is made before could not be written ({reason}). Nothing was "
            "changed. Free some space on the disk and start again.",
            path=path,
            reason=error,
        ) from error


def _copy(path: Path, target: Path) -> None:
    try:
        copy_database(path, target)
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, sqlite3.Error) and _is_damage(error):
            raise _damaged(path, str(error)) from error
        reason = error.strerror if isinstance(error, OSError) else None
        raise StorageTrouble(
            "The backup could not be written to “{target}” ({reason}). The database is "
            "as it was. Free some space, or name another place.",
            target=target,
            reason=reason or error,
        ) from error
