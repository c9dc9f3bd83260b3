"""The grading screen: how far a hand-in is, who works on it, and every decision as a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from annotator.domain.grading import Decision, Decisions
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    BankCommentId,
    CategoryId,
    EditId,
    HandInId,
    LessonId,
)
from annotator.domain.keys import KeyAnnotation
from annotator.translation import N_

#: How long a claim on a hand-in holds without a further decision.
CLAIM_HOLDS = timedelta(minutes=20)


class GradingState(StrEnum):
    """How far the grading of a hand-in is."""

    NOT_GRADED = N_("not graded")
    IN_PROGRESS = N_("in progress")
    GRADED = N_("graded")
    RETURNED = N_("returned")


@dataclass(frozen=True, slots=True)
class Grader:
    """Who sits at the grading screen: the author of the decisions, and the name that others see.

    `is_second` says that it is a colleague whose decisions stand beside those that count.
    """

    id: AuthorId
    name: str
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class GradingStatus:
    """How far a hand-in is; `revision` grows with every decision about it."""

    hand_in_id: HandInId
    state: GradingState = GradingState.NOT_GRADED
    flagged: bool = False
    revision: int = 0
    claimed_by: str = ""
    claimed_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Return whether the teacher is done with it."""
        return self.state in (GradingState.GRADED, GradingState.RETURNED)

    @property
    def has_changed_since_return(self) -> bool:
        """Return whether the student holds an older grade."""
        return self.returned_at is not None and self.state is not GradingState.RETURNED

    def claimant(self, me: str, now: datetime) -> str:
        """Return who else works on it now; nothing where nobody does."""
        if not self.claimed_by or self.claimed_by == me or self.claimed_at is None:
            return ""
        return self.claimed_by if now - self.claimed_at < CLAIM_HOLDS else ""


@dataclass(frozen=True, slots=True)
class GradingStateChange:
    """The state and the flag of a hand-in, as one step sets them."""

    hand_in_id: HandInId
    state: GradingState
    flagged: bool


#: What a decision puts down; a key annotation comes into the lesson's key.
Decided = Decision | GradingStateChange | KeyAnnotation


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One thing before and after a decision; None where there was or is nothing."""

    before: Decided | None
    after: Decided | None

    @property
    def hand_in_id(self) -> HandInId | None:
        """Return the hand-in it is about, or None where it is the key."""
        decided = self.after or self.before
        return None if isinstance(decided, KeyAnnotation | None) else decided.hand_in_id

    @property
    def reversed(self) -> DecisionChange:
        """Return the change that takes this one back."""
        return DecisionChange(self.after, self.before)


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One gesture at the grading screen with its author, its time and what it takes to undo it."""

    id: EditId
    lesson_id: LessonId
    author_id: AuthorId
    at: datetime
    label: str
    changes: tuple[DecisionChange, ...]
    is_undone: bool = False

    @property
    def hand_ins(self) -> frozenset[HandInId]:
        """Return the hand-ins it is about."""
        return frozenset(c.hand_in_id for c in self.changes if c.hand_in_id is not None)


@dataclass(frozen=True, slots=True)
class RegradeRequest:
    """A student's sentence that asks to look again, and the teacher's answer."""

    hand_in_id: HandInId
    at: datetime
    text: str
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BankComment:
    """A comment that is written once and used often; without a category it fits everywhere."""

    id: BankCommentId
    text: str
    category_id: CategoryId | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A colleague's own decisions about a hand-in, beside those that count."""

    hand_in_id: HandInId
    author_id: AuthorId
    at: datetime
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class GradingPosition:
    """Where a grader stopped: the hand-in, the view, and how far each article was read."""

    lesson_id: LessonId
    author_id: AuthorId
    hand_in_id: HandInId | None = None
    by_groups: bool = False
    group: AnnotationId | None = None
    names_shown: bool = False
    positions: Mapping[ArticleId, int] | None = None
