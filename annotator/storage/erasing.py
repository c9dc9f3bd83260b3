"""Delete a person so that no byte of theirs is left in the database, its log and its backups.

SQLite keeps what was deleted in three places: in pages that are free, in the write-ahead log,
and in the backups. The first is overwritten and the file built anew, the second emptied, and
each backup is cleaned in memory and written anew beside the old one.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Collection, Mapping, Set
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from annotator.domain.classes import key_of_name
from annotator.services.privacy import Erased, KnownPerson
from annotator.storage.backups import backup_folder, read_only, written_beside
from annotator.storage.engine import BUSY_TIMEOUT
from annotator.storage.troubles import telling
from annotator.translation import N_, _

#: How the rows of each table are found; `students`, `names` and `hand_ins` are lists of what
#: goes. In this order nothing points at a row that is gone. Annotations, links and answers of
#: a hand-in go with it.
ERASED_ROWS = {
    "verdict": "hand_in_id IN hand_ins",
    "credit_override": "hand_in_id IN hand_ins",
    "criterion_score": "hand_in_id IN hand_ins",
    "comment": "hand_in_id IN hand_ins OR author_id IN students",
    "grading_state": "hand_in_id IN hand_ins",
    "decision_log": "hand_in_id IN hand_ins",
    "regrade_request": "hand_in_id IN hand_ins",
    "second_opinion": "hand_in_id IN hand_ins",
    "returned_work": "hand_in_id IN hand_ins OR name_key IN names",
    "desk_place": "author_id IN students",
    "hand_in": "id IN hand_ins",
    "annotation": "author_id IN students AND hand_in_id IS NULL",
    "link": "author_id IN students AND hand_in_id IS NULL",
    "answer": "author_id IN students AND hand_in_id IS NULL",
    "edit": "author_id IN students",
    "reading_place": "author_id IN students",
    "excuse": "student_id IN students",
    "typed_name": "student_id IN students OR name_key IN names",
    "membership": "student_id IN students",
    "student": "id IN students",
}

#: Stands for a list of what goes in these conditions.
_LIST = re.compile(r"\bIN (students|names|hand_ins)\b")

#: "Accept for all" copies the student's reason into the key; the entry stays, the words go.
_FORGET_REASONS = """
    UPDATE key_annotation SET explanation = '' WHERE explanation <> '' AND EXISTS (
        SELECT 1 FROM annotation AS a JOIN verdict AS v
            ON v.hand_in_id = a.hand_in_id AND v.annotation_id = a.id
        WHERE a.hand_in_id IN hand_ins AND v.kind = 'accept-for-all'
            AND a.lesson_id = key_annotation.lesson_id
            AND a.article_id = key_annotation.article_id
            AND a.category_id = key_annotation.category_id
            AND a.span_start = key_annotation.span_start
            AND a.span_end = key_annotation.span_end
            AND a.reason = key_annotation.explanation)
"""


#: Backups, what was broken off, and the journals that SQLite puts beside either.
_KINDS = re.compile(r"\.(db|part)(-journal|-wal|-shm)?$")


class DatabaseEraser:
    """Erases people from a database file and its backups, as `Eraser` wants it."""

    def __init__(self, database: Path, *, busy_timeout: int = BUSY_TIMEOUT) -> None:
        self._database = database
        self._busy_timeout = busy_timeout

    def erase(self, person: KnownPerson) -> Erased:
        """Delete a person so that no byte of theirs is left in the database and its backups.

        The rows go in one transaction. Raises StorageTrouble before anything is deleted; what
        cannot be done after that is a sentence in `unfinished`, and doing it again does it.
        """
        with telling(str(self._database)), closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            rows = _delete(connection, person)
            connection.execute("COMMIT")
            unfinished = _rebuilt(connection)
        rewritten, removed, stuck = self._clean_backups(person)
        left = self._mentions(person)
        return Erased(rows, tuple(rewritten), tuple(removed), tuple(left), (*unfinished, *stuck))

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._database, isolation_level=None, timeout=self._busy_timeout / 1000
        )
        _prepare(connection)
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _clean_backups(self, person: KnownPerson) -> tuple[list[Path], list[Path], list[str]]:
        """Return the backups that were cleaned and deleted, and a sentence for each that waits.

        Only what is damaged and what a broken-off backup has left is deleted.
        """
        rewritten: list[Path] = []
        removed: list[Path] = []
        stuck: list[str] = []
        for path in _files(backup_folder(self._database)):
            try:
                if path.suffix == ".db" and _cleaned(path, person):
                    rewritten.append(path)
                    continue
                path.unlink(missing_ok=True)
                if path.suffix == ".db":
                    removed.append(path)
            except (OSError, sqlite3.Error) as trouble:
                stuck.append(
                    _(
                        "The backup “{path}” could not be cleaned ({why}).",
                        path=path,
                        why=_why(trouble),
                    )
                )
        return rewritten, removed, stuck

    def _mentions(self, person: KnownPerson) -> list[str]:
        """Return a sentence for each file in which the name still stands, in others' words."""
        names = [name for name in person.names if len(name) > 3]
        needles = [
            form for name in names for form in (name.encode(), json.dumps(name)[1:-1].encode())
        ]
        beside = (self._database, self._database.with_name(f"{self._database.name}-wal"))
        found = []
        for path in (*beside, *_files(backup_folder(self._database))):
            with suppress(OSError):
                data = path.read_bytes()
                if any(needle in data for needle in needles):
                    found.append(
                        _(
                            "The name still stands in “{path}”, in words that somebody "
                            "else wrote or in another student's name. They were kept.",
                            path=path.name,
                        )
                    )
        return found


def _why(trouble: OSError | sqlite3.Error) -> str:
    if isinstance(trouble, OSError):
        return trouble.strerror or _("the system refused")
    return str(trouble)


def _files(folder: Path) -> list[Path]:
    """Return the backups, and what a backup that was broken off has left."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and _KINDS.search(p.name))


def _prepare(connection: sqlite3.Connection) -> None:
    """Let what is deleted be overwritten, and keep names out of temporary files."""
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA trusted_schema=OFF")


def _delete(connection: sqlite3.Connection, person: KnownPerson) -> dict[str, int]:
    """Delete a person's rows from the tables that are there; return how many of each."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if "class_group" in tables:
        _forget_sign_ins(connection, person)
    return erase_rows(connection.execute, "?", tables, person)


def erase_rows(
    run: Callable[..., Any], mark: str, tables: Set[str], person: KnownPerson
) -> dict[str, int]:
    """Delete a person's rows from tables of SQLite or PostgreSQL; return how many of each.

    `run` executes a statement with its values and tells `rowcount`; `mark` stands for a value.
    """
    # Names and conditions are those of the program, nothing from outside.
    for name, values in (("students", person.student_ids), ("names", person.name_keys)):
        run(f"CREATE TEMP TABLE {name} (value TEXT PRIMARY KEY)")
        for value in values:
            run(f"INSERT INTO {name} VALUES ({mark})", (value,))  # noqa: S608
    run("CREATE TEMP TABLE hand_ins (value TEXT PRIMARY KEY)")
    if "hand_in" in tables:
        run(_listed("INSERT INTO hand_ins SELECT id FROM hand_in WHERE name_key IN names"))
    if {"key_annotation", "annotation", "verdict"} <= tables:
        run(_listed(_FORGET_REASONS))
    counted = {
        table: run(_listed(f'DELETE FROM "{table}" WHERE {condition}')).rowcount  # noqa: S608
        for table, condition in ERASED_ROWS.items()
        if table in tables
    }
    for name in ("students", "names", "hand_ins"):
        run(f"DROP TABLE {name}")
    return counted


def _listed(statement: str) -> str:
    """Return a statement with the lists of what goes as queries, which every database knows."""
    return _LIST.sub(r"IN (SELECT value FROM \1)", statement)


def _forget_sign_ins(connection: sqlite3.Connection, person: KnownPerson) -> None:
    """Take a person out of the lists that lesson files told this machine."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(class_group)")}
    if "sign_in" not in columns:  # a backup of an older shape
        return
    for class_id, text in connection.execute("SELECT id, sign_in FROM class_group").fetchall():
        kept = sign_in_without(json.loads(text or "{}"), person.name_keys)
        if kept is not None:
            connection.execute(
                "UPDATE class_group SET sign_in = ? WHERE id = ?", (json.dumps(kept), class_id)
            )


def sign_in_without(told: Mapping[str, Any], name_keys: Collection[str]) -> dict[str, Any] | None:
    """Return what a lesson file told of a class without these names; None if none is in it."""
    entries = told.get("entries", [])
    names = frozenset(name_keys)
    kept = [one for one in entries if not names & {key_of_name(one[0]), key_of_name(one[1])}]
    return {**told, "entries": kept} if len(kept) < len(entries) else None


def _rebuilt(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Build the file anew and empty its log; return a sentence if that has to wait."""
    try:
        connection.execute("VACUUM")
        busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        if _kind(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return (
                _(
                    "The database could not be built anew ({why}). Make room on the disk.",
                    why=error,
                ),
            )
        busy = True
    return (_(IN_USE),) if busy else ()


IN_USE = N_(
    "Another window or program is using the database, so its log may hold old words "
    "until it is closed. Close every window of the program once."
)


def _kind(error: sqlite3.Error) -> int:
    """Return what SQLite calls an error, without where it happened."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF


def _cleaned(backup: Path, person: KnownPerson) -> bool:
    """Write a backup anew without a person; return False if it is damaged or no database.

    Raise OSError or sqlite3.Error, and leave it as it was, where the disk does not let it be done.
    """
    times = backup.stat()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        try:
            with closing(read_only(backup)) as source:
                source.backup(copy)
            _prepare(copy)
            copy.execute("BEGIN")
            _delete(copy, person)
            copy.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if _kind(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                return False
            raise
        with written_beside(backup) as target:
            copy.execute("VACUUM INTO ?", (str(target),))
            # The rotation goes by age, and a cleaned backup is as old as it was.
            os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    return True
