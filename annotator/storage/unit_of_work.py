"""One transaction at a time: everything in it is stored together or not at all."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cached_property
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

    @cached_property
    def grading(self) -> SqlGrading:
        """Return how far the hand-ins are."""
        return SqlGrading(self._connection)

    @cached_property
    def decision_log(self) -> SqlDecisionLog:
        """Return every gesture at the grading screen."""
        return SqlDecisionLog(self._connection)

    @cached_property
    def comment_bank(self) -> SqlCommentBank:
        """Return the comments that are used often."""
        return SqlCommentBank(self._connection)

    @cached_property
    def returned(self) -> SqlReturnedWorks:
        """Return what students got back."""
        return SqlReturnedWorks(self._connection)

    @cached_property
    def classes(self) -> SqlClasses:
        """Return the classes."""
        return SqlClasses(self._connection)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """Return the lessons that are being built."""
        return SqlDrafts(self._connection)

    @cached_property
    def rankings(self) -> SqlRankings:
        """Return the learned order of suggestions."""
        return SqlRankings(self._connection)

    @cached_property
    def corrections(self) -> SqlCorrections:
        """Return what was put right in comparisons."""
        return SqlCorrections(self._connection)

    @cached_property
    def suggestion_choices(self) -> SqlSuggestionChoices:
        """Return what the teacher made of suggestions."""
        return SqlSuggestionChoices(self._connection)

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
        """Open a unit of work that only reads, all of it the same moment of the database."""
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
