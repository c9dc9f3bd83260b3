"""Every gesture at the grading screen: a row for each hand-in it is about, with what undoes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, false, insert, select, true, update

from annotator.domain.grading import Comment, CreditOverride, CriterionScore, Verdict
from annotator.domain.grading_session import (
    Decided,
    DecisionChange,
    GradingStateChange,
    LoggedDecision,
)
from annotator.domain.identifiers import AuthorId, EditId, HandInId, LessonId
from annotator.domain.keys import KeyAnnotation
from annotator.storage import teacher_rows
from annotator.storage.mapping import DOCUMENTS, Repository

_TABLE = teacher_rows.decision_log
_KINDS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "verdict": Verdict,
        "override": CreditOverride,
        "points": CriterionScore,
        "comment": Comment,
        "mark": GradingStateChange,
        "key": KeyAnnotation,
    }
)
_NAMES = MappingProxyType({kind: name for name, kind in _KINDS.items()})


class SqlDecisionLog(Repository):
    """The gestures in a database, as `DecisionLog` wants them."""

    def append(self, decision: LoggedDecision) -> None:
        """Store a new gesture; what its author had undone cannot be done again."""
        mine = _of(decision.lesson_id, decision.author_id) & (_TABLE.c.undone == true())
        self._connection.execute(update(_TABLE).where(mine).values(superseded=True))
        parts: dict[HandInId | None, list[DecisionChange]] = {}
        for change in decision.changes:
            parts.setdefault(change.hand_in_id, []).append(change)
        rows = [
            {
                "gesture": decision.id,
                "lesson_id": decision.lesson_id,
                "hand_in_id": hand_in_id,
                "author_id": decision.author_id,
                "at": decision.at,
                "label": decision.label,
                "change": [_change_to_json(change) for change in changes],
                "undone": decision.is_undone,
                "superseded": False,
            }
            for hand_in_id, changes in parts.items()
        ]
        if rows:
            self._connection.execute(insert(_TABLE), rows)

    def last_done(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        """Return the author's newest gesture that is not undone, or None."""
        mine = _of(lesson_id, author_id) & (_TABLE.c.undone == false())
        return self._one(mine, _TABLE.c.row_id.desc())

    def next_undone(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        """Return the author's oldest gesture that is undone and can be done again, or None."""
        undone = (_TABLE.c.undone == true()) & (_TABLE.c.superseded == false())
        return self._one(_of(lesson_id, author_id) & undone, _TABLE.c.row_id)

    def _one(self, mine: ColumnElement[bool], order: Any) -> LoggedDecision | None:
        wanted = select(_TABLE.c.gesture).where(mine).order_by(order).limit(1)
        gesture = self._connection.execute(wanted).scalar_one_or_none()
        if gesture is None:
            return None
        return self._whole(_TABLE.c.gesture == gesture)[0]

    def set_undone(self, gesture: EditId, *, undone: bool) -> None:
        """Mark a gesture as undone or as done again."""
        mine = _TABLE.c.gesture == gesture
        self._connection.execute(update(_TABLE).where(mine).values(undone=undone))

    def of_lesson(
        self, lesson_id: LessonId, hand_in_id: HandInId | None = None
    ) -> tuple[LoggedDecision, ...]:
        """Return the gestures of a lesson, or those about one of its hand-ins."""
        mine = _TABLE.c.lesson_id == lesson_id
        if hand_in_id is not None:
            mine &= _TABLE.c.hand_in_id == hand_in_id
        return self._whole(mine)

    def _whole(self, mine: ColumnElement[bool]) -> tuple[LoggedDecision, ...]:
        query = select(_TABLE).where(mine).order_by(_TABLE.c.row_id)
        gestures: dict[str, list[Row[Any]]] = {}
        for row in self._connection.execute(query):
            gestures.setdefault(row.gesture, []).append(row)
        return tuple(_decision_of(each) for each in gestures.values())


def _of(lesson_id: LessonId, author_id: AuthorId) -> ColumnElement[bool]:
    return (_TABLE.c.lesson_id == lesson_id) & (_TABLE.c.author_id == author_id)


def _decision_of(parts: Sequence[Row[Any]]) -> LoggedDecision:
    first = parts[0]
    return LoggedDecision(
        id=EditId(first.gesture),
        lesson_id=LessonId(first.lesson_id),
        author_id=AuthorId(first.author_id),
        at=first.at,
        label=first.label,
        changes=tuple(_change_of(change) for row in parts for change in row.change),
        is_undone=first.undone,
    )


def _change_to_json(change: DecisionChange) -> dict[str, Any]:
    decided = change.after or change.before
    name = _NAMES[type(decided)]
    return {
        "kind": name,
        "before": _to_json(change.before),
        "after": _to_json(change.after),
    }


def _change_of(value: Mapping[str, Any]) -> DecisionChange:
    name = value["kind"]
    return DecisionChange(_from_json(name, value["before"]), _from_json(name, value["after"]))


def _to_json(decided: Decided | None) -> Any:
    return None if decided is None else DOCUMENTS.dump(type(decided), decided)


def _from_json(name: str, value: Any) -> Any:
    return None if value is None else DOCUMENTS.load(_KINDS[name], value)
