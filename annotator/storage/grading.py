"""How far the hand-ins are, who works on them, second opinions, and where graders stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update

from annotator.domain.grading_session import (
    GradingPosition,
    GradingState,
    GradingStatus,
    RegradeRequest,
    SecondOpinion,
)
from annotator.domain.identifiers import AuthorId, HandInId, LessonId
from annotator.storage import teacher_rows
from annotator.storage.columns import adding, replacing
from annotator.storage.decisions import batches
from annotator.storage.mapping import INSIDE, Repository, RowsOf

_Value = TypeVar("_Value")

_STATUSES = RowsOf(teacher_rows.grading_state, GradingStatus)
_OPINIONS = RowsOf(teacher_rows.second_opinion, SecondOpinion)
_REQUESTS = RowsOf(teacher_rows.regrade_request, RegradeRequest)
_COLUMNS = teacher_rows.grading_state.c


class SqlGrading(Repository):
    """The grading of hand-ins in a database, as `GradingRepository` wants it."""

    # -- how far ---------------------------------------------------------------

    def statuses(self, ids: Sequence[HandInId]) -> Mapping[HandInId, GradingStatus]:
        """Return how far each of the hand-ins is; one that nobody touched is not graded."""
        known = {status.hand_in_id: status for status in self._of(_STATUSES, ids)}
        return {one: known.get(one, GradingStatus(one)) for one in ids}

    def advance(self, hand_in_id: HandInId, seen: int) -> bool:
        """Count one more decision about a hand-in; False if `seen` is not its revision."""
        table = teacher_rows.grading_state
        self._connection.execute(adding(table), _STATUSES.values(GradingStatus(hand_in_id)))
        # One statement, so that of two graders at the same moment one loses, whatever the server.
        mine = (table.c.hand_in_id == hand_in_id) & (table.c.revision == seen)
        counted = update(table).where(mine).values(revision=table.c.revision + 1)
        return self._connection.execute(counted).rowcount == 1

    def put_state(self, hand_in_id: HandInId, state: GradingState) -> None:
        """Store how far a hand-in is; everything else about it stays as it is."""
        self._change(GradingStatus(hand_in_id, state=state), "state")

    def put_flag(self, hand_in_id: HandInId, *, flagged: bool) -> None:
        """Flag a hand-in, or take the flag away; everything else about it stays as it is."""
        self._change(GradingStatus(hand_in_id, flagged=flagged), "flagged")

    def put_returned(self, hand_in_id: HandInId, at: datetime) -> None:
        """Note when a hand-in went back; everything else about it stays as it is."""
        self._change(GradingStatus(hand_in_id, returned_at=at), "returned_at")

    def claim(self, hand_in_id: HandInId, name: str, at: datetime) -> None:
        """Note who works on a hand-in; everything else about it stays as it is."""
        claimed = GradingStatus(hand_in_id, claimed_by=name, claimed_at=at)
        self._change(claimed, "claimed_by", "claimed_at")

    def release(self, hand_in_id: HandInId, name: str) -> None:
        """Give up a claim, if it is of this name; everything else stays as it is."""
        mine = (_COLUMNS.hand_in_id == hand_in_id) & (_COLUMNS.claimed_by == name)
        free = update(teacher_rows.grading_state).where(mine)
        self._connection.execute(free.values(claimed_by="", claimed_at=None))

    def _change(self, status: GradingStatus, *names: str) -> None:
        """Store only these columns where the hand-in has a status already."""
        others = tuple(column.name for column in _COLUMNS if column.name not in names)
        put = replacing(teacher_rows.grading_state, keeping=others)
        self._connection.execute(put, _STATUSES.values(status))

    # -- where graders stopped -------------------------------------------------

    def put_place(self, place: GradingPosition) -> None:
        """Remember where a grader stopped in a lesson."""
        values = {
            "lesson_id": place.lesson_id,
            "author_id": place.author_id,
            "place": INSIDE.dump(GradingPosition, place),
        }
        self._connection.execute(replacing(teacher_rows.desk_place), values)

    def place(self, lesson_id: LessonId, author_id: AuthorId) -> GradingPosition | None:
        """Return where a grader stopped in a lesson, or None."""
        table = teacher_rows.desk_place
        mine = (table.c.lesson_id == lesson_id) & (table.c.author_id == author_id)
        told = self._connection.execute(select(table.c.place).where(mine)).scalar_one_or_none()
        if told is None:
            return None
        return INSIDE.load(GradingPosition, told, lesson_id=lesson_id, author_id=author_id)

    # -- requests and second opinions ------------------------------------------

    def put_request(self, request: RegradeRequest) -> None:
        """Store a student's request, replacing the earlier one on the same hand-in."""
        _REQUESTS.put(self._connection, request)

    def answer_request(self, answered: RegradeRequest) -> bool:
        """Store the answer to a request; False where the student has asked anew since."""
        table = teacher_rows.regrade_request
        same = (table.c.hand_in_id == answered.hand_in_id) & (table.c.at == answered.at)
        said = update(table).where(same)
        said = said.values(answer=answered.answer, answered_at=answered.answered_at)
        return self._connection.execute(said).rowcount == 1

    def requests(self, ids: Sequence[HandInId]) -> Mapping[HandInId, RegradeRequest]:
        """Return the requests on these hand-ins."""
        return {request.hand_in_id: request for request in self._of(_REQUESTS, ids)}

    def put_opinion(self, opinion: SecondOpinion) -> None:
        """Store a colleague's decisions about a hand-in, replacing the earlier ones."""
        _OPINIONS.put(self._connection, opinion)

    def opinions(self, ids: Sequence[HandInId]) -> tuple[SecondOpinion, ...]:
        """Return what colleagues decided about these hand-ins, by author and hand-in."""
        found = self._of(_OPINIONS, ids)
        return tuple(sorted(found, key=lambda one: (one.author_id, one.hand_in_id)))

    def _of(self, of: RowsOf[_Value], ids: Sequence[HandInId]) -> Iterator[_Value]:
        for batch in batches(ids):
            yield from of.where(self._connection, of.table.c.hand_in_id.in_(batch))
