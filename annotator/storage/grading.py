"""How far the hand-ins are, who works on them, second opinions, and where graders stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Insert, Row, Table, select, update

from annotator.domain.grading import Decisions
from annotator.domain.grading_session import (
    GradingPosition,
    GradingState,
    GradingStatus,
    RegradeRequest,
    SecondOpinion,
)
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, HandInId, LessonId
from annotator.storage import teacher_rows
from annotator.storage.columns import adding, replacing
from annotator.storage.decisions import batches

if TYPE_CHECKING:  # a student's machine never grades and does not wait for this
    from pydantic import TypeAdapter


def _putting(*names: str) -> Insert:
    """Return an insert that changes only these columns where the row is there already."""
    table = teacher_rows.grading_state
    others = [column.name for column in table.columns if column.name not in names]
    return replacing(table, keeping=others)


_ADD_STATUS = adding(teacher_rows.grading_state)
_PUT_STATE = _putting("state")
_PUT_FLAG = _putting("flagged")
_PUT_CLAIM = _putting("claimed_by", "claimed_at")
_PUT_RETURN = _putting("returned_at")
_PUT_PLACE = replacing(teacher_rows.desk_place)
_PUT_REQUEST = replacing(teacher_rows.regrade_request)
_PUT_OPINION = replacing(teacher_rows.second_opinion)


class SqlGrading:
    """The grading of hand-ins in a database, as `GradingRepository` wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- how far ---------------------------------------------------------------

    def statuses(self, ids: Sequence[HandInId]) -> Mapping[HandInId, GradingStatus]:
        """Return how far each of the hand-ins is; one that nobody touched is not graded."""
        known = {
            row.hand_in_id: _status_of(row) for row in self._of(teacher_rows.grading_state, ids)
        }
        return {one: known.get(one, GradingStatus(one)) for one in ids}

    def advance(self, hand_in_id: HandInId, seen: int) -> bool:
        """Count one more decision about a hand-in; False if `seen` is not its revision."""
        self._connection.execute(_ADD_STATUS, _status_values(GradingStatus(hand_in_id)))
        table = teacher_rows.grading_state
        # One statement, so that of two graders at the same moment one loses, whatever the server.
        mine = (table.c.hand_in_id == hand_in_id) & (table.c.revision == seen)
        counted = update(table).where(mine).values(revision=table.c.revision + 1)
        return self._connection.execute(counted).rowcount == 1

    def put_state(self, hand_in_id: HandInId, state: GradingState) -> None:
        """Store how far a hand-in is; everything else about it stays as it is."""
        self._put(_PUT_STATE, GradingStatus(hand_in_id, state=state))

    def put_flag(self, hand_in_id: HandInId, *, flagged: bool) -> None:
        """Flag a hand-in, or take the flag away; everything else about it stays as it is."""
        self._put(_PUT_FLAG, GradingStatus(hand_in_id, flagged=flagged))

    def put_returned(self, hand_in_id: HandInId, at: datetime) -> None:
        """Note when a hand-in went back; everything else about it stays as it is."""
        self._put(_PUT_RETURN, GradingStatus(hand_in_id, returned_at=at))

    def claim(self, hand_in_id: HandInId, name: str, at: datetime) -> None:
        """Note who works on a hand-in; everything else about it stays as it is."""
        self._put(_PUT_CLAIM, GradingStatus(hand_in_id, claimed_by=name, claimed_at=at))

    def release(self, hand_in_id: HandInId, name: str) -> None:
        """Give up a claim, if it is of this name; everything else stays as it is."""
        table = teacher_rows.grading_state
        mine = (table.c.hand_in_id == hand_in_id) & (table.c.claimed_by == name)
        free = update(table).where(mine).values(claimed_by="", claimed_at=None)
        self._connection.execute(free)

    def _put(self, statement: Insert, status: GradingStatus) -> None:
        self._connection.execute(statement, _status_values(status))

    # -- where graders stopped -------------------------------------------------

    def put_place(self, place: GradingPosition) -> None:
        """Remember where a grader stopped in a lesson."""
        values = {
            "lesson_id": place.lesson_id,
            "author_id": place.author_id,
            "place": {
                "hand_in": place.hand_in_id,
                "by_groups": place.by_groups,
                "group": place.group,
                "names_shown": place.names_shown,
                "positions": None if place.positions is None else dict(place.positions),
            },
        }
        self._connection.execute(_PUT_PLACE, values)

    def place(self, lesson_id: LessonId, author_id: AuthorId) -> GradingPosition | None:
        """Return where a grader stopped in a lesson, or None."""
        table = teacher_rows.desk_place
        mine = (table.c.lesson_id == lesson_id) & (table.c.author_id == author_id)
        row = self._connection.execute(select(table).where(mine)).one_or_none()
        return None if row is None else _place_of(row)

    # -- requests and second opinions ------------------------------------------

    def put_request(self, request: RegradeRequest) -> None:
        """Store a student's request, replacing the earlier one on the same hand-in."""
        values = {
            "hand_in_id": request.hand_in_id,
            "at": request.at,
            "text": request.text,
            "answer": request.answer,
            "answered_at": request.answered_at,
        }
        self._connection.execute(_PUT_REQUEST, values)

    def answer_request(self, answered: RegradeRequest) -> bool:
        """Store the answer to a request; False where the student has asked anew since."""
        table = teacher_rows.regrade_request
        same = (table.c.hand_in_id == answered.hand_in_id) & (table.c.at == answered.at)
        said = update(table).where(same)
        said = said.values(answer=answered.answer, answered_at=answered.answered_at)
        return self._connection.execute(said).rowcount == 1

    def requests(self, ids: Sequence[HandInId]) -> Mapping[HandInId, RegradeRequest]:
        """Return the requests on these hand-ins."""
        found = self._of(teacher_rows.regrade_request, ids)
        return {
            HandInId(row.hand_in_id): RegradeRequest(
                HandInId(row.hand_in_id), row.at, row.text, row.answer, row.answered_at
            )
            for row in found
        }

    def put_opinion(self, opinion: SecondOpinion) -> None:
        """Store a colleague's decisions about a hand-in, replacing the earlier ones."""
        values = {
            "hand_in_id": opinion.hand_in_id,
            "author_id": opinion.author_id,
            "at": opinion.at,
            "decisions": _decisions().dump_python(opinion.decisions, mode="json"),
        }
        self._connection.execute(_PUT_OPINION, values)

    def opinions(self, ids: Sequence[HandInId]) -> tuple[SecondOpinion, ...]:
        """Return what colleagues decided about these hand-ins, by author and hand-in."""
        found = [
            SecondOpinion(
                HandInId(row.hand_in_id),
                AuthorId(row.author_id),
                row.at,
                _decisions().validate_python(row.decisions),
            )
            for row in self._of(teacher_rows.second_opinion, ids)
        ]
        return tuple(sorted(found, key=lambda one: (one.author_id, one.hand_in_id)))

    def _of(self, table: Table, ids: Sequence[HandInId]) -> Iterator[Row[Any]]:
        for batch in batches(ids):
            yield from self._connection.execute(
                select(table).where(table.c.hand_in_id.in_(batch))
            ).all()


def _status_values(status: GradingStatus) -> dict[str, Any]:
    return {
        "hand_in_id": status.hand_in_id,
        "state": status.state.value,
        "flagged": status.flagged,
        "revision": status.revision,
        "claimed_by": status.claimed_by,
        "claimed_at": status.claimed_at,
        "returned_at": status.returned_at,
    }


def _status_of(row: Row[Any]) -> GradingStatus:
    return GradingStatus(
        hand_in_id=HandInId(row.hand_in_id),
        state=GradingState(row.state),
        flagged=row.flagged,
        revision=row.revision,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        returned_at=row.returned_at,
    )


def _place_of(row: Row[Any]) -> GradingPosition:
    place = row.place
    positions = place.get("positions")
    return GradingPosition(
        lesson_id=LessonId(row.lesson_id),
        author_id=AuthorId(row.author_id),
        hand_in_id=None if place.get("hand_in") is None else HandInId(place["hand_in"]),
        by_groups=bool(place.get("by_groups")),
        group=None if place.get("group") is None else AnnotationId(place["group"]),
        names_shown=bool(place.get("names_shown")),
        positions=None
        if positions is None
        else {ArticleId(one): int(at) for one, at in positions.items()},
    )


@cache
def _decisions() -> TypeAdapter[Decisions]:
    from pydantic import TypeAdapter

    return TypeAdapter(Decisions)
