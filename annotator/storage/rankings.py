"""What was learned from the teacher's own choices among suggestions: one row at most."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, select

from annotator.domain.rankings import HeldOut, LearnedRanking
from annotator.storage.columns import replacing
from annotator.storage.teacher_rows import learned_ranking

#: The one teacher of this database.
_TEACHER = "teacher"


class SqlRankings:
    """The learned order in a database, as `RankingRepository` wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, ranking: LearnedRanking) -> None:
        """Store an order, replacing the one before."""
        self._connection.execute(
            replacing(learned_ranking),
            {
                "id": _TEACHER,
                "is_on": ranking.is_on,
                "choices": ranking.choices,
                "weights": dict(ranking.weights),
                "held_out": asdict(ranking.held_out),
                "learned_at": ranking.learned_at,
            },
        )

    def find(self) -> LearnedRanking | None:
        """Return the order that was learned last, or None."""
        row = self._connection.execute(
            select(learned_ranking).where(learned_ranking.c.id == _TEACHER)
        ).one_or_none()
        if row is None:
            return None
        return LearnedRanking(
            weights=row.weights,
            choices=row.choices,
            held_out=HeldOut(**row.held_out),
            learned_at=row.learned_at,
            is_on=row.is_on,
        )
