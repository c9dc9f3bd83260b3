"""What the grading screen needs from the world, as protocols that adapters fulfil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from annotator.domain.grading_session import (
    BankComment,
    GradingPosition,
    GradingState,
    GradingStatus,
    LoggedDecision,
    RegradeRequest,
    SecondOpinion,
)
from annotator.domain.identifiers import AuthorId, BankCommentId, EditId, HandInId, LessonId


class GradingRepository(Protocol):
    """How far the hand-ins are, who works on them, and where each grader stopped."""

    def statuses(self, ids: Sequence[HandInId]) -> Mapping[HandInId, GradingStatus]:
        """Return how far each of the hand-ins is; one that nobody touched is not graded."""

    def advance(self, hand_in_id: HandInId, seen: int) -> bool:
        """Count one more decision about a hand-in; False if `seen` is not its revision."""

    def put_state(self, hand_in_id: HandInId, state: GradingState) -> None:
        """Store how far a hand-in is; everything else about it stays as it is."""

    def put_flag(self, hand_in_id: HandInId, *, flagged: bool) -> None:
        """Flag a hand-in, or take the flag away; everything else about it stays as it is."""

    def put_returned(self, hand_in_id: HandInId, at: datetime) -> None:
        """Note when a hand-in went back; everything else about it stays as it is."""

    def claim(self, hand_in_id: HandInId, name: str, at: datetime) -> None:
        """Note who works on a hand-in; everything else about it stays as it is."""

    def release(self, hand_in_id: HandInId, name: str) -> None:
        """Give up a claim, if it is of this name; everything else stays as it is."""

    def put_place(self, place: GradingPosition) -> None:
        """Remember where a grader stopped in a lesson."""

    def place(self, lesson_id: LessonId, author_id: AuthorId) -> GradingPosition | None:
        """Return where a grader stopped in a lesson, or None."""

    def put_request(self, request: RegradeRequest) -> None:
        """Store a student's request, replacing the earlier one on the same hand-in."""

    def answer_request(self, answered: RegradeRequest) -> bool:
        """Store the answer to a request; False where the student has asked anew since."""

    def requests(self, ids: Sequence[HandInId]) -> Mapping[HandInId, RegradeRequest]:
        """Return the requests on these hand-ins."""

    def put_opinion(self, opinion: SecondOpinion) -> None:
        """Store a colleague's decisions about a hand-in, replacing the earlier ones."""

    def opinions(self, ids: Sequence[HandInId]) -> tuple[SecondOpinion, ...]:
        """Return what colleagues decided about these hand-ins, by author and hand-in."""


class DecisionLog(Protocol):
    """Every gesture at the grading screen, the oldest first."""

    def append(self, decision: LoggedDecision) -> None:
        """Store a new gesture; what its author had undone cannot be done again."""

    def last_done(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        """Return the author's newest gesture that is not undone, or None."""

    def next_undone(self, lesson_id: LessonId, author_id: AuthorId) -> LoggedDecision | None:
        """Return the author's oldest gesture that is undone and can be done again, or None."""

    def set_undone(self, gesture: EditId, *, undone: bool) -> None:
        """Mark a gesture as undone or as done again."""

    def of_lesson(
        self, lesson_id: LessonId, hand_in_id: HandInId | None = None
    ) -> tuple[LoggedDecision, ...]:
        """Return the gestures of a lesson, or those about one of its hand-ins."""


class CommentBank(Protocol):
    """Comments that are written once and used often."""

    def all(self) -> tuple[BankComment, ...]:
        """Return every comment by position."""

    def put(self, comment: BankComment) -> None:
        """Store a comment, replacing the one with the same id."""

    def remove(self, comment_id: BankCommentId) -> None:
        """Delete a comment; nothing happens where there is none."""


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """A graded hand-in on the student's side, as the feedback file told it."""

    hand_in_id: HandInId
    lesson_id: LessonId
    student_name: str
    received_at: datetime
    feedback: Mapping[str, Any]


class ReturnedWorks(Protocol):
    """What students got back on this machine."""

    def put(self, work: ReturnedWork) -> None:
        """Store returned work, replacing what was there of the same hand-in."""

    def find(self, hand_in_id: HandInId) -> ReturnedWork | None:
        """Return what came back of a hand-in, or None."""

    def of_student(self, name: str) -> tuple[ReturnedWork, ...]:
        """Return what one student got back, the newest first."""
