"""The teacher's verdicts, overrides, rubric points and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, and_, delete, select

from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Decision,
    Decisions,
    Verdict,
)
from annotator.domain.identifiers import HandInId
from annotator.storage import mapping, rows
from annotator.storage.columns import replacing

#: How many ids one query may name; SQLite allows 999 in its oldest versions.
_BATCH = 500

_PUT_VERDICT = replacing(rows.verdict)
_PUT_OVERRIDE = replacing(rows.credit_override)
_PUT_SCORE = replacing(rows.criterion_score)
_PUT_COMMENT = replacing(rows.comment)

_Kind = TypeVar("_Kind")


class SqlDecisions:
    """The decisions in a database, as `DecisionRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, decided: Decision) -> None:
        """Store a decision, replacing the one on the same annotation, key, criterion or id."""
        match decided:
            case Verdict():
                self._connection.execute(_PUT_VERDICT, mapping.verdict_values(decided))
            case CreditOverride():
                self._connection.execute(_PUT_OVERRIDE, mapping.override_values(decided))
            case CriterionScore():
                self._connection.execute(_PUT_SCORE, mapping.criterion_score_values(decided))
            case Comment():
                self._connection.execute(_PUT_COMMENT, mapping.comment_values(decided))

    def remove(self, decided: Decision) -> None:
        """Delete what stands on the same annotation, key, criterion or id, if anything does."""
        table, own, value = _place_of(decided)
        mine = and_(table.c.hand_in_id == decided.hand_in_id, table.c[own] == value)
        self._connection.execute(delete(table).where(mine))

    def of_hand_ins(self, ids: Sequence[HandInId]) -> Mapping[HandInId, Decisions]:
        """Return the decisions about each of the hand-ins, the oldest first."""
        verdicts = self._of(rows.verdict, "annotation_id", ids, mapping.verdict_of)
        overrides = self._of(rows.credit_override, "key_id", ids, mapping.override_of)
        scores = self._of(rows.criterion_score, "criterion_id", ids, mapping.criterion_score_of)
        comments = self._of(rows.comment, "id", ids, mapping.comment_of)
        return {
            one: Decisions(
                verdicts=tuple(verdicts[one]),
                overrides=tuple(overrides[one]),
                criterion_scores=tuple(scores[one]),
                comments=tuple(comments[one]),
            )
            for one in ids
        }

    def _of(
        self,
        table: Table,
        own: str,
        ids: Sequence[HandInId],
        read: Callable[[Row[Any]], _Kind],
    ) -> defaultdict[str, list[_Kind]]:
        found: defaultdict[str, list[_Kind]] = defaultdict(list)
        for batch in batches(ids):
            query = select(table).where(table.c.hand_in_id.in_(batch))
            for row in self._connection.execute(query.order_by(table.c.at, table.c[own])):
                found[row.hand_in_id].append(read(row))
        return found


def _place_of(decided: Decision) -> tuple[Table, str, str]:
    """Return the table of a decision, and by which column and value it is known there."""
    match decided:
        case Verdict():
            return rows.verdict, "annotation_id", decided.annotation_id
        case CreditOverride():
            return rows.credit_override, "key_id", decided.key_id
        case CriterionScore():
            return rows.criterion_score, "criterion_id", decided.criterion_id
        case Comment():
            return rows.comment, "id", decided.id


def batches(ids: Sequence[HandInId]) -> Iterator[Sequence[HandInId]]:
    """Yield the ids in groups that one query can name."""
    for first in range(0, len(ids), _BATCH):
        yield ids[first : first + _BATCH]
