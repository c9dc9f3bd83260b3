"""One transaction at a time: everything in it is stored together or not at all."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from annotator.domain.records import BadRecord
from annotator.storage.classes import SqlClasses
from annotator.storage.comments import SqlCommentBank
from annotator.storage.comparisons import SqlCorrections
from annotator.storage.decision_log import SqlDecisionLog
from annotator.storage.decisions import SqlDecisions
from annotator.storage.drafts import SqlDrafts
from annotator.storage.edits import SqlEdits
from annotator.storage.grading import SqlGrading
from annotator.storage.hand_ins import SqlHandIns
from annotator.storage.lessons import SqlLessons
from annotator.storage.rankings import SqlRankings
from annotator.storage.returned import SqlReturnedWorks
from annotator.storage.students import SqlStudents
from annotator.storage.suggestions import SqlSuggestionChoices
from annotator.storage.troubles import telling, told, told_of_commit
from annotator.storage.work import SqlWork


class SqlUnitOfWork:
    """The repositories of one open transaction."""

    def __init__(self, connection: Connection, place: str, *, may_write: bool) -> None:
        self._connection = connection
        self._place = place
        self._may_write = may_write
        self.lessons = SqlLessons(connection)
        self.students = SqlStudents(connection)
        self.work = SqlWork(connection)
        self.edits = SqlEdits(connection)
        self.hand_ins = SqlHandIns(connection)
        self.decisions = SqlDecisions(connection)
        self.grading = SqlGrading(connection)
        self.decision_log = SqlDecisionLog(connection)
        self.comment_bank = SqlCommentBank(connection)
        self.returned = SqlReturnedWorks(connection)
        self.classes = SqlClasses(connection)
        self.drafts = SqlDrafts(connection)
        self.rankings = SqlRankings(connection)
        self.corrections = SqlCorrections(connection)
        self.suggestion_choices = SqlSuggestionChoices(connection)

    def commit(self) -> None:
        """Make everything done so far durable."""
        if not self._may_write:
            raise RuntimeError("a unit of work that only reads has nothing to commit")
        try:
            self._connection.commit()
        except DBAPIError as error:
            told_as = told_of_commit(error, self._place)
            if told_as is None:
                raise
            raise told_as from error


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

    def reading(self) -> AbstractContextManager[SqlUnitOfWork]:
        """Open a unit of work that only reads; all of it sees the moment of its first query.

        What was written between opening it and that query is seen, what comes later is not.
        """
        return _Transaction(self._reader, self.place, may_write=False)

    def writing(self) -> AbstractContextManager[SqlUnitOfWork]:
        """Open a unit of work that may write; without commit nothing is kept.

        From its first statement on no other copy of the program can write, in a file and on
        a server alike, so what is read in it is still so when it is written. Keep it short.
        """
        return _Transaction(self._writer, self.place, may_write=True)

    @property
    def writer(self) -> Engine:
        """Return the engine of the writing units, for what is done to a whole database."""
        return self._writer

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._reader.dispose()
        self._writer.dispose()


class _Transaction(AbstractContextManager[SqlUnitOfWork]):
    """A connection for as long as a unit of work is open, its errors told to people.

    A class, because this stands around every gesture and generators cost twice as much.
    """

    def __init__(self, engine: Engine, place: str, *, may_write: bool) -> None:
        self._engine = engine
        self._place = place
        self._may_write = may_write

    def __enter__(self) -> SqlUnitOfWork:
        with telling(self._place):
            self._connection = self._engine.connect()
        return SqlUnitOfWork(self._connection, self._place, may_write=self._may_write)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing takes back whatever was not committed.
        self._connection.close()
        told_as = None
        if isinstance(error, DBAPIError | BadRecord):
            told_as = told(error, self._place)
        if told_as is not None:
            raise told_as from error
