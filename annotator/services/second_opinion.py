"""A colleague's grading of the same hand-ins: kept apart, compared, then settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.grading import (
    CreditOverride,
    CriterionScore,
    Decision,
    Decisions,
    Verdict,
    VerdictKind,
)
from annotator.domain.grading_session import (
    Decided,
    DecisionChange,
    Grader,
    LoggedDecision,
    SecondOpinion,
)
from annotator.domain.identifiers import AuthorId, HandInId
from annotator.domain.lessons import Lesson
from annotator.scoring.agreement import cohen_kappa
from annotator.services.deciding import DecisionRequest, Seen, requested
from annotator.services.grading import GradedHandIn
from annotator.services.ports import Ports, UnitOfWork
from annotator.translation import _

_ACCEPTING = (VerdictKind.ACCEPT, VerdictKind.ACCEPT_FOR_ALL)


class SecondOpinionDecisions:
    """The decisions of a colleague: beside those that count, never among them."""

    def __init__(self, unit: UnitOfWork, grader: Grader, ports: Ports) -> None:
        """Read and write the opinions of one grader."""
        self._unit = unit
        self._grader = grader
        self._ports = ports

    def current(self, decided: Decided) -> Decided | None:
        """Return what stands now where `decided` belongs."""
        if not isinstance(decided, Decision):
            return None
        return self._decisions(decided.hand_in_id).at(decided)

    def change(self, request: DecisionRequest) -> DecisionChange | None:
        """Return what a request changes; states and the key are not a colleague's to change."""
        if not isinstance(request.decided, Decision):
            return None
        return requested(request, self.current(request.decided))

    def open(self, _decision: LoggedDecision, _seen: Seen) -> Sequence[DecisionChange]:
        """Return nothing: an opinion is its author's alone."""
        return ()

    def reopen(self, decision: LoggedDecision) -> None:
        """Do nothing: an opinion is its author's alone."""

    def apply(self, change: DecisionChange) -> None:
        """Put down what comes after."""
        decided = change.after or change.before
        if not isinstance(decided, Decision):
            return
        known = self._decisions(decided.hand_in_id)
        made = known.without(decided) if change.after is None else known.with_(decided)
        opinion = SecondOpinion(decided.hand_in_id, self._grader.id, self._ports.now(), made)
        self._unit.grading.put_opinion(opinion)

    def _decisions(self, hand_in_id: HandInId) -> Decisions:
        found = self._unit.grading.opinions([hand_in_id])
        mine = (opinion.decisions for opinion in found if opinion.author_id == self._grader.id)
        return next(mine, Decisions())


# -- compare -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionDifference:
    """One thing that the two decided otherwise, or that only one of them decided."""

    hand_in_id: HandInId
    about: str
    ours: Verdict | CreditOverride | CriterionScore | None
    theirs: Verdict | CreditOverride | CriterionScore | None


@dataclass(frozen=True, slots=True)
class GraderAgreement:
    """Two gradings of the same hand-ins.

    `rubric_kappa` and `verdict_kappa` are Cohen's kappa over what both decided, None where
    that is not defined; `rubric_pairs` and `verdict_pairs` say over how many, and how many of
    those are alike.
    """

    author_id: AuthorId
    hand_ins: int
    rubric_kappa: float | None
    rubric_pairs: tuple[int, int]
    verdict_kappa: float | None
    verdict_pairs: tuple[int, int]
    differences: tuple[DecisionDifference, ...]


def colleagues(ports: Ports, ids: Sequence[HandInId]) -> tuple[AuthorId, ...]:
    """Return who gave second opinions on these hand-ins, each once."""
    with ports.store.reading() as unit:
        return tuple(dict.fromkeys(o.author_id for o in unit.grading.opinions(ids)))


def compare(
    ports: Ports, lesson: Lesson, graded: Sequence[GradedHandIn], author_id: AuthorId
) -> GraderAgreement:
    """Compare a colleague's opinions with the decisions that count.

    Only hand-ins with an opinion of theirs are compared. A verdict to ignore is as good as none.
    """
    by_id = {one.hand_in.id: one for one in graded}
    with ports.store.reading() as unit:
        opinions = [o for o in unit.grading.opinions(tuple(by_id)) if o.author_id == author_id]
    points: list[tuple[object, object]] = []
    verdicts: list[tuple[object, object]] = []
    differences: list[DecisionDifference] = []
    for opinion in opinions:
        ours = by_id[opinion.hand_in_id]
        theirs = opinion.decisions
        points += [
            (one.points, other.points)
            for criterion in lesson.criteria
            if (one := ours.decisions.score_on(criterion.id)) is not None
            and (other := theirs.score_on(criterion.id)) is not None
        ]
        verdicts += [
            (one.kind in _ACCEPTING, second.kind in _ACCEPTING)
            for one in ours.decisions.verdicts
            if (second := theirs.verdict_on(one.annotation_id)) is not None
        ]
        differences += _differences(lesson, ours, theirs)
    return GraderAgreement(
        author_id,
        len(opinions),
        cohen_kappa(points),
        (len(points), sum(a == b for a, b in points)),
        cohen_kappa(verdicts),
        (len(verdicts), sum(a == b for a, b in verdicts)),
        tuple(differences),
    )


def _differences(
    lesson: Lesson, ours: GradedHandIn, theirs: Decisions
) -> Iterator[DecisionDifference]:
    mine = ours.decisions
    hand_in_id = ours.hand_in.id
    for criterion in lesson.criteria:
        score, other = mine.score_on(criterion.id), theirs.score_on(criterion.id)
        if (score and score.points) != (other and other.points):
            yield DecisionDifference(hand_in_id, criterion.name, score, other)
    for annotation in ours.hand_in.annotations:
        verdict, second = mine.verdict_on(annotation.id), theirs.verdict_on(annotation.id)
        if _sense(verdict) != _sense(second):
            yield DecisionDifference(hand_in_id, f"“{annotation.quote}”", verdict, second)
    quotes = {c.key.id: c.key.quote for a in ours.score.articles for c in a.text.credits}
    for key_id, quote in quotes.items():
        override, changed = mine.override_of(key_id), theirs.override_of(key_id)
        if (override and override.credit) != (changed and changed.credit):
            yield DecisionDifference(
                hand_in_id, _("credit for “{quote}”", quote=quote), override, changed
            )


def _sense(verdict: Verdict | None) -> object:
    """Return what a verdict means for one student; to ignore is as good as none."""
    if verdict is None or verdict.kind is VerdictKind.IGNORE:
        return None
    return verdict.kind in _ACCEPTING


def settled(difference: DecisionDifference, grader: Grader, ports: Ports) -> DecisionRequest | None:
    """Return the request that takes the colleague's side, as the grader's own decision."""
    theirs, ours = difference.theirs, difference.ours
    if theirs is None:
        return None if ours is None else DecisionRequest(ours, is_gone=True)
    if isinstance(theirs, Verdict) and theirs.kind is VerdictKind.ACCEPT_FOR_ALL:
        theirs = replace(theirs, kind=VerdictKind.ACCEPT)
    return DecisionRequest(replace(theirs, author_id=grader.id, at=ports.now()))
