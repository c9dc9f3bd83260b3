"""The teacher's decisions about a hand-in; each has an author and a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from annotator.domain.identifiers import AnnotationId, AuthorId, CriterionId, HandInId, KeyId


class VerdictKind(StrEnum):
    """What the teacher says of an annotation that is not in the key."""

    ACCEPT = "accept"
    ACCEPT_FOR_ALL = "accept-for-all"
    REJECT = "reject"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about one extra annotation of one hand-in."""

    hand_in_id: HandInId
    annotation_id: AnnotationId
    kind: VerdictKind
    author_id: AuthorId
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CreditOverride:
    """A credit (0 to 1) set by hand; it wins over the rules and survives rescoring."""

    hand_in_id: HandInId
    key_id: KeyId
    credit: float
    author_id: AuthorId
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The points given on one criterion of the rubric."""

    hand_in_id: HandInId
    criterion_id: CriterionId
    points: float
    author_id: AuthorId
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a teacher decided about one hand-in."""

    verdicts: tuple[Verdict, ...] = ()
    overrides: tuple[CreditOverride, ...] = ()
    criterion_scores: tuple[CriterionScore, ...] = ()
