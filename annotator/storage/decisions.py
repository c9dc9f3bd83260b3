"""The teacher's verdicts, overrides, rubric points and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Decision,
    Decisions,
    Verdict,
)
from annotator.domain.identifiers import HandInId
from annotator.storage import rows
from annotator.storage.mapping import Repository, RowsOf

#: How many ids one query may name; SQLite allows 999 in its oldest versions.
_BATCH = 500

#: By type of decision: its rows, and the column by which it is known in its hand-in.
_KINDS: dict[type[Any], tuple[RowsOf[Any], str]] = {
    Verdict: (RowsOf(rows.verdict, Verdict), "annotation_id"),
    CreditOverride: (RowsOf(rows.credit_override, CreditOverride), "key_id"),
    CriterionScore: (RowsOf(rows.criterion_score, CriterionScore), "criterion_id"),
    Comment: (RowsOf(rows.comment, Comment), "id"),
}


class SqlDecisions(Repository):
    """The decisions in a database, as `DecisionRepository` wants them."""

    def put(self, decided: Decision) -> None:
        """Store a decision, replacing that on the same annotation, key, criterion or id."""
        _KINDS[type(decided)][0].put(self._connection, decided)

    def remove(self, decided: Decision) -> None:
        """Delete what stands on the same annotation, key, criterion or id, if anything does."""
        of, own = _KINDS[type(decided)]
        columns = of.table.c
        mine = (columns.hand_in_id == decided.hand_in_id, columns[own] == getattr(decided, own))
        of.remove(self._connection, *mine)

    def of_hand_ins(self, ids: Sequence[HandInId]) -> Mapping[HandInId, Decisions]:
        """Return the decisions about each of the hand-ins, the oldest first."""
        verdicts, overrides, scores, comments = (self._of(kind, ids) for kind in _KINDS)
        return {
            one: Decisions(
                verdicts=tuple(verdicts[one]),
                overrides=tuple(overrides[one]),
                criterion_scores=tuple(scores[one]),
                comments=tuple(comments[one]),
            )
            for one in ids
        }

    def _of(self, kind: type[Any], ids: Sequence[HandInId]) -> defaultdict[HandInId, list[Any]]:
        of, own = _KINDS[kind]
        found: defaultdict[HandInId, list[Any]] = defaultdict(list)
        for batch in batches(ids):
            mine = of.table.c.hand_in_id.in_(batch)
            for each in of.where(self._connection, mine, by=(of.table.c.at, of.table.c[own])):
                found[each.hand_in_id].append(each)
        return found


def batches(ids: Sequence[HandInId]) -> Iterator[Sequence[HandInId]]:
    """Yield the ids in groups that one query can name."""
    for first in range(0, len(ids), _BATCH):
        yield ids[first : first + _BATCH]
