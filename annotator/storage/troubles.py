"""What went wrong with the database or its disk, as a sentence for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from annotator.domain.errors import (
    AnnotatorError,
    BadInput,
    NotAllowed,
    StorageTrouble,
    UnknownThing,
)
from annotator.domain.records import BadRecord
from annotator.translation import N_, _

LOCKED = N_(
    "Another copy of the program is writing to the database “{place}” and did not finish in "
    "time. What was stored before is kept; this last step was not. Close the other copy, or "
    "try again in a moment."
)
FULL = N_(
    "The disk that holds the database “{place}” is full. What was stored before is kept; this "
    "last step was not. Free some space and try again."
)
READ_ONLY = N_(
    "The database “{place}” may only be read, not written. What is in it is kept; this last step "
    "was not stored. Ask for the right to write in its folder, or choose another data folder."
)
DAMAGED = N_(
    "The database “{place}” is damaged or is not a database of this program. The file "
    "is kept as it is. Run “annotator db check” to see what is wrong and which backup "
    "is the newest."
)
NO_ACCESS = N_(
    "The database “{place}” cannot be opened. Nothing was changed. Check that its "
    "folder exists and that you may read and write there."
)
DISK_ERROR = N_(
    "The disk that holds the database “{place}” reports an error or has no room left. What was "
    "stored before is kept; this last step was not. Free some space, check the disk, try again."
)
NO_SERVER = N_(
    "The database server does not answer as it should ({detail}). What was stored before is "
    "kept; this last step was not. Check the connection and the address in the settings."
)
SERVER_BUSY = N_(
    "A colleague's program is writing to the shared database and did not finish in time. What "
    "was stored before is kept; this last step was not. Try again in a moment."
)
SILENT = N_(
    "This program was silent for too long in the middle of a step, so the database server took "
    "the step back. What was stored before is kept; this last step was not. Do it again."
)
SERVER_FULL = N_(
    "The disk of the database server is full. What was stored before is kept; this last step "
    "was not. Tell whoever looks after the server, then try again."
)
SERVER_READ_ONLY = N_(
    "The shared database may only be read, not written. What is in it is kept; this last step "
    "was not stored. Ask whoever looks after the server for the right to write."
)
UNCERTAIN = N_(
    "The database “{place}” stopped answering at the very moment when your last step "
    "was being stored: that step may have been stored, or may not have been. "
    "Everything before it is kept. Look whether the step is there before you do it "
    "again."
)
DANGLING = N_(
    "This step names an article, category or question that the lesson on this machine "
    "does not have. Nothing of the step was stored. Open the lesson again, or its "
    "newest version."
)
TWICE = N_(
    "This step holds two things of the same number, or one that is there already. Nothing of "
    "the step was stored; what was there is kept. Open the lesson again and repeat the step."
)
IMMUTABLE = N_(
    "Work that was handed in, and the text of an article, never change. Nothing was stored; "
    "what was there is kept."
)

_SENTENCES = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: NO_ACCESS,
    sqlite3.SQLITE_IOERR: DISK_ERROR,
}


#: What a server's SQLSTATE means, by the code or its class; codes are those of PostgreSQL.
_BY_STATE: dict[str, tuple[type[AnnotatorError], str]] = {
    "23503": (UnknownThing, DANGLING),
    "23505": (BadInput, TWICE),
    "55P03": (StorageTrouble, SERVER_BUSY),
    "25P03": (StorageTrouble, SILENT),
    "40": (StorageTrouble, SERVER_BUSY),
    "53100": (StorageTrouble, SERVER_FULL),
    "25006": (StorageTrouble, SERVER_READ_ONLY),
    "42501": (StorageTrouble, SERVER_READ_ONLY),
}


@contextmanager
def telling(place: str) -> Iterator[None]:
    """Raise what goes wrong inside as a person should read it; bugs stay as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        told_as = told(error, place)
        if told_as is None:
            raise
        raise told_as from error


def told(error: DBAPIError | sqlite3.Error | BadRecord, place: str) -> AnnotatorError | None:
    """Return the error as a person should read it, or None where it is a bug of ours."""
    if isinstance(error, BadRecord):
        return StorageTrouble(DAMAGED, place=place)
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _told_by_sqlite(original, place)
    known = _told_by_server(original)
    if known is not None:
        return known
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return StorageTrouble(NO_SERVER, detail=_("the connection broke"))
    if type(error).__name__ == "OperationalError":
        return StorageTrouble(NO_SERVER, detail=str(original).strip().partition("\n")[0])
    return None


def _told_by_server(original: BaseException | None) -> AnnotatorError | None:
    """Return what the code that a server gave means, or None where it gave none that is known."""
    code = getattr(original, "sqlstate", None) or ""
    found = _BY_STATE.get(code) or _BY_STATE.get(code[:2])
    return found[0](found[1]) if found else None


def told_of_commit(error: DBAPIError, place: str) -> AnnotatorError | None:
    """Return an error that came while a step was made durable as a person should read it.

    Where the answer of a server is lost, or a disk fails under the last write, nobody knows
    whether the step is stored.
    """
    original = error.orig
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", None)
        is_lost = code == sqlite3.SQLITE_IOERR_FSYNC
    else:
        is_lost = error.connection_invalidated and _told_by_server(original) is None
    return StorageTrouble(UNCERTAIN, place=place) if is_lost else told(error, place)


def _told_by_sqlite(error: sqlite3.Error, place: str) -> AnnotatorError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver's own words; SQLite keeps bytes that are no text without a complaint.
        is_no_text = str(error).startswith("Could not decode to UTF-8")
        return StorageTrouble(DAMAGED, place=place) if is_no_text else None
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return UnknownThing(DANGLING)
    if code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
        return BadInput(TWICE)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return NotAllowed(IMMUTABLE)
    # The low byte is the kind of trouble, the rest says where it happened.
    sentence = _SENTENCES.get(code & 0xFF)
    return StorageTrouble(sentence, place=place) if sentence else None
