"""Which shape a database has, and how an older one gets the shape of today."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from annotator.domain.errors import NewerData
from annotator.storage import rows, teacher_rows
from annotator.storage.engine import PATIENCE
from annotator.storage.row_parts import metadata

if TYPE_CHECKING:
    from alembic.config import Config

#: The shape this program works with: the number of migrations, kept as PRAGMA user_version.
SCHEMA_VERSION = 9

#: The number of the lock that programs take on a server while they migrate it.
_LOCK = 20190430

#: How long one program waits on a server while another one migrates it, in milliseconds.
_MIGRATION = 60_000

#: Where the migration scripts lie, in a checkout and in an installed package alike.
MIGRATIONS = Path(__file__).parent / "migrations"


#: Where the tables are defined; each of these adds its own to `metadata`.
DEFINITIONS = (rows, teacher_rows)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the shape of an open database; 0 where nobody gave it one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Return whether an open database has no table yet."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(tables) == 0


def missing_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that a database of today's shape should have and has not."""
    if version_of(connection) != SCHEMA_VERSION:
        return []
    there = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return sorted(metadata.tables.keys() - {name for (name,) in there})


def migrate(engine: Engine) -> None:
    """Bring the database file of a writing engine to the shape of today, all of it or nothing.

    The write lock is taken first, so that of two copies that start together one migrates
    and the other finds it done.
    """
    with engine.connect() as connection:
        connection.begin()
        _upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION:d}")
        connection.commit()


def migrate_server(engine: Engine) -> None:
    """Bring the database of a server to the shape of today, all of it or nothing.

    Of two programs that start together one waits for the other. Raise NewerData where a
    newer program has shaped it already.
    """
    from alembic.util.exc import CommandError

    patient = engine.execution_options(**{PATIENCE: _MIGRATION})
    with patient.connect() as connection:
        connection.begin()
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK:d})")
        try:
            _upgrade(connection)
        except CommandError as trouble:  # it stands at a revision that this program has not
            raise NewerData(
                "The shared database belongs to a newer version of Annotator. Nothing was "
                "changed. Install the newer version on this machine too."
            ) from trouble
        connection.commit()


def alembic_config(connection: Connection | None = None) -> Config:
    """Return how Alembic finds the scripts and the open connection to work on."""
    # Alembic costs a fifth of a second, and a database that is up to date needs none of it.
    from alembic.config import Config

    config = Config()
    # Alembic reads a per cent sign in a path as the start of a variable.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")
