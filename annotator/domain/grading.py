"""The teacher's decisions about a hand-in; each has an author and a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from annotator.domain.identifiers import (
    AnnotationId,
    AuthorId,
    CommentId,
    CriterionId,
    HandInId,
    KeyId,
    QuestionId,
)


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
class Comment:
    """What the teacher writes to the student: on an annotation, on an answer, or on the whole."""

    id: CommentId
    hand_in_id: HandInId
    author_id: AuthorId
    at: datetime
    text: str
    annotation_id: AnnotationId | None = None
    question_id: QuestionId | None = None


#: One thing that is decided about a hand-in.
Decision = Verdict | CreditOverride | CriterionScore | Comment
_FIELDS: dict[type[Decision], str] = {
    Verdict: "verdicts",
    CreditOverride: "overrides",
    CriterionScore: "criterion_scores",
    Comment: "comments",
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a teacher decided about one hand-in, at most one of a kind on each thing."""

    verdicts: tuple[Verdict, ...] = ()
    overrides: tuple[CreditOverride, ...] = ()
    criterion_scores: tuple[CriterionScore, ...] = ()
    comments: tuple[Comment, ...] = ()

    def verdict_on(self, annotation_id: AnnotationId) -> Verdict | None:
        """Return the verdict on an annotation, or None."""
        return next((v for v in self.verdicts if v.annotation_id == annotation_id), None)

    def override_of(self, key_id: KeyId) -> CreditOverride | None:
        """Return the credit of a key annotation that was set by hand, or None."""
        return next((o for o in self.overrides if o.key_id == key_id), None)

    def score_on(self, criterion_id: CriterionId) -> CriterionScore | None:
        """Return the points on a criterion, or None."""
        return next((s for s in self.criterion_scores if s.criterion_id == criterion_id), None)

    def comment_on(
        self, *, annotation: AnnotationId | None = None, question: QuestionId | None = None
    ) -> Comment | None:
        """Return the comment on an annotation or an answer; without either the overall one."""
        place = (annotation, question)
        return next((c for c in self.comments if (c.annotation_id, c.question_id) == place), None)

    def at(self, decision: Decision) -> Decision | None:
        """Return what stands on the same thing as a decision, by whomever, or None."""
        match decision:
            case Verdict():
                return self.verdict_on(decision.annotation_id)
            case CreditOverride():
                return self.override_of(decision.key_id)
            case CriterionScore():
                return self.score_on(decision.criterion_id)
            case Comment(annotation_id=annotation, question_id=question):
                return self.comment_on(annotation=annotation, question=question)

    def with_(self, *decisions: Decision) -> Decisions:
        """Return these with more decisions, each in the place of what stands on the same thing."""
        made = self
        for each in decisions:
            made = made.without(each)
            name = _FIELDS[type(each)]
            made = replace(made, **{name: (*getattr(made, name), each)})
        return made

    def without(self, decision: Decision) -> Decisions:
        """Return these without what stands on the same thing as a decision."""
        name, there = _FIELDS[type(decision)], self.at(decision)
        return replace(self, **{name: tuple(d for d in getattr(self, name) if d != there)})
