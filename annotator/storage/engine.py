"""The way to the database: engines with the pragmas that keep work safe."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from annotator.domain.errors import StorageTrouble
from annotator.domain.records import BadRecord

#: How long a writer waits for another copy of the program, in milliseconds.
BUSY_TIMEOUT = 5000

#: Built once: building it anew for each value costs as much as using it.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

#: The number of the lock on a server that whoever writes holds.
_TURN = 20190501

#: The execution option that says how long an engine waits for its turn, in milliseconds; one
#: that writes nothing takes none and says 0.
PATIENCE = "annotator_patience"

#: How long a writer on a server may do nothing before its step is taken back, in milliseconds.
_SILENCE = 60_000

#: How often the write-ahead log is asked for while other copies start at the same moment.
_TURNS = 50


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadRecord(str(error)) from error


class ReaderDialect(SQLiteDialect_pysqlite):
    """SQLite with transactions that see one moment of the database and cannot write."""

    supports_statement_cache = True
    driver = "annotator_reader"
    begin: ClassVar[str] = "BEGIN"

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin by ourselves: the driver begins too late, and never with the write lock."""
        cursor = dbapi_connection.cursor()
        cursor.execute(self.begin)
        cursor.close()


class WriterDialect(ReaderDialect):
    """SQLite with transactions that take the write lock at their start.

    A deferred transaction that turns into a writer fails at once when another copy has
    written in between, whatever the busy timeout says.
    """

    supports_statement_cache = True
    driver = "annotator_writer"
    begin = "BEGIN IMMEDIATE"


registry.register("sqlite.annotator_reader", __name__, "ReaderDialect")
registry.register("sqlite.annotator_writer", __name__, "WriterDialect")


def open_engine(
    place: Path | str, *, writes: bool = True, busy_timeout: int = BUSY_TIMEOUT
) -> Engine:
    """Return an engine on a database file, or on the server that a URL names.

    Nothing is opened yet: the first connection creates or reads the file. Transactions of
    an engine that does not write cannot, and see one moment of the database; those of one
    that does take turns. `busy_timeout` is in milliseconds and concerns files only.
    """
    if isinstance(place, str) and "://" in place:
        url = make_url(place)
    else:
        url = URL.create("sqlite", database=str(place))
    if url.get_backend_name() != "sqlite":
        return _server_engine(url, writes=writes)
    engine = create_engine(
        url.set(drivername="sqlite+annotator_writer" if writes else "sqlite+annotator_reader"),
        json_serializer=_JSON.encode,
        json_deserializer=_read_json,
        connect_args={"isolation_level": None, "timeout": busy_timeout / 1000},
        # A connection ends its transaction itself when it is closed.
        pool_reset_on_return=None,
    )
    event.listen(engine, "connect", _set_pragmas)
    if not writes:
        event.listen(engine, "connect", _forbid_writing)
    return engine


def _server_engine(url: URL, *, writes: bool) -> Engine:
    """Return an engine on a server that keeps what a file promises.

    A server's own default lets each statement of a reader see another moment, and two
    writers read the same and write one after the other.
    """
    # Written out, because whoever runs the server can choose another default.
    level = "READ COMMITTED" if writes else "REPEATABLE READ"
    engine = create_engine(
        url, json_serializer=_JSON.encode, pool_pre_ping=True, isolation_level=level
    )
    if not writes:
        return engine.execution_options(postgresql_readonly=True)
    event.listen(engine, "begin", _take_turn)
    return engine


def _take_turn(connection: Connection) -> None:
    """Wait until no other program writes; what it wrote is seen from here on.

    The turn ends with the transaction, also where the connection breaks. Someone who holds
    it and falls silent, such as a machine that went to sleep, loses it.
    """
    patience: int = connection.get_execution_options().get(PATIENCE, BUSY_TIMEOUT)
    if not patience:
        return
    connection.exec_driver_sql(
        f"SET LOCAL lock_timeout = {patience:d}; "
        f"SET LOCAL idle_in_transaction_session_timeout = {_SILENCE:d}; "
        f"SELECT pg_advisory_xact_lock({_TURN:d})"
    )


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    if _write_ahead(connection) != "wal":
        raise StorageTrouble(
            "The folder of the database cannot hold it safely: the disk allows no write-ahead "
            "log. Nothing was changed. Choose a folder on this computer's own disk."
        )
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA trusted_schema=OFF")


def _write_ahead(connection: sqlite3.Connection) -> str:
    """Turn the write-ahead log on and return the mode that the file now has.

    Two copies that make the database at the same moment are refused at once, whatever the
    busy timeout says; taking the lock makes this one wait for its turn.
    """
    for turn in range(_TURNS):
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
            return str(mode)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or turn == _TURNS - 1:
                raise
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    return ""


def _forbid_writing(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA query_only=ON")
