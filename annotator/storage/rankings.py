"""What was learned from the teacher's own choices among suggestions: one row at most."""

from __future__ import annotations

from annotator.domain.rankings import LearnedRanking
from annotator.storage.mapping import Repository, RowsOf
from annotator.storage.teacher_rows import learned_ranking

_RANKINGS = RowsOf(learned_ranking, LearnedRanking)
#: The one teacher of this database.
_TEACHER = "teacher"


class SqlRankings(Repository):
    """The learned order in a database, as `RankingRepository` wants it."""

    def put(self, ranking: LearnedRanking) -> None:
        """Store an order, replacing the one before."""
        _RANKINGS.put(self._connection, ranking, id=_TEACHER)

    def find(self) -> LearnedRanking | None:
        """Return the order that was learned last, or None."""
        return _RANKINGS.one(self._connection, learned_ranking.c.id == _TEACHER)
