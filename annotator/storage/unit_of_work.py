"""One transaction at a time: everything in it is stored together or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from annotator.storage.decisions import SqlDecisions
from annotator.storage.edits import SqlEdits
from annotator.storage.hand_ins import SqlHandIns
from annotator.storage.lessons import SqlLessons
from annotator.storage.students import SqlStudents
from annotator.storage.troubles import told
from annotator.storage.work import SqlWork


class SqlUnitOfWork:
    """The repositories of one open transaction."""

    def __init__(self, connection: Connection, *, may_write: bool) -> None:
        self._connection = connection
        self._may_write = may_write

    @cached_property
    def lessons(self) -> SqlLessons:
        """Return the lessons."""
        return SqlLessons(self._connection)

    @cached_property
    def students(self) -> SqlStudents:
        """Return the students."""
        return SqlStudents(self._connection)

    @cached_property
    def work(self) -> SqlWork:
        """Return the working copies."""
        return SqlWork(self._connection)

    @cached_property
    def edits(self) -> SqlEdits:
        """Return the history."""
        return SqlEdits(self._connection)

    @cached_property
    def hand_ins(self) -> SqlHandIns:
        """Return the hand-ins."""
        return SqlHandIns(self._connection)

    @cached_property
    def decisions(self) -> SqlDecisions:
        """Return the teacher's decisions."""
        return SqlDecisions(self._connection)

    def commit(self) -> None:
        """Make everything done so far durable."""
        if not self._may_write:
            raise RuntimeError("a unit of work that only reads has nothing to commit")
        self._connection.commit()


class SqlStore:
    """A database that hands out units of work.

    `warnings` holds sentences about what went wrong beside the point when it was opened,
    such as a backup that found no room.
    """

    def __init__(
        self, *, reader: Engine, writer: Engine, place: str, warnings: tuple[str, ...] = ()
    ) -> None:
        self.place = place
        self.warnings = warnings
        self._reader = reader
        self._writer = writer

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        """Open a unit of work that only reads, all of it the same moment of the database."""
        with self._telling(), self._reader.connect() as connection:
            yield SqlUnitOfWork(connection, may_write=False)

    @contextmanager
    def writing(self) -> Iterator[SqlUnitOfWork]:
        """Open a unit of work that may write; without commit nothing is kept.

        From its first statement on no other copy of the program can write, so keep it short.
        """
        with self._telling(), self._writer.connect() as connection:
            yield SqlUnitOfWork(connection, may_write=True)

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            told_as = told(error, self.place)
            if told_as is None:
                raise
            raise told_as from error
