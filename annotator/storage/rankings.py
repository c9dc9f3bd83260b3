"""What was learned from the teacher's own choices among suggestions: one row at most."""

from __future__ import annotations

from sqlalchemy import Connection

from annotator.domain.rankings import LearnedRanking
from annotator.storage.mapping import RowsOf
from annotator.storage.teacher_rows import learned_ranking

_RANKINGS = RowsOf(learned_ranking, LearnedRanking)
#: The one teacher of this database.
_TEACHER = "teacher"


class SqlRankings:
    """The learned order in a database, as `RankingRepository` wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, ranking: LearnedRanking) -> None:
        """Store an order, replacing the one before."""
        _RANKINGS.put(self._connection, ranking, id=_TEACHER)

    def find(self) -> LearnedRanking | None:
        """Return the order that was learned last, or None."""
        return _RANKINGS.one(self._connection, learned_ranking.c.id == _TEACHER)
