"""What it takes to decide: requests, what is there already, and where decisions lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Verdict,
)
from annotator.domain.grading_session import Decided, DecisionChange, LoggedDecision
from annotator.domain.identifiers import HandInId
from annotator.domain.keys import KeyAnnotation

#: The revision of each hand-in that was on the screen when somebody decided.
Seen = Mapping[HandInId, int]


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """One thing as it should be; with `is_gone` it should be there no more."""

    decided: Decided
    is_gone: bool = False


class DecisionStore(Protocol):
    """Where a grader's decisions lie: those that count, or a second opinion."""

    def current(self, decided: Decided) -> Decided | None:
        """Return what stands now where `decided` belongs."""

    def change(self, request: DecisionRequest) -> DecisionChange | None:
        """Return what a request changes, or None where it is so already."""

    def open(self, decision: LoggedDecision, seen: Seen) -> Sequence[DecisionChange]:
        """Check that every hand-in may be decided about; return what that changes by itself."""

    def reopen(self, decision: LoggedDecision) -> None:
        """Note that the hand-ins of a logged gesture change again."""

    def apply(self, change: DecisionChange) -> None:
        """Put down what comes after."""


def requested(request: DecisionRequest, current: Decided | None) -> DecisionChange | None:
    """Return the change from what is there to what is wanted; None where they are alike."""
    after = None if request.is_gone else request.decided
    if current == after or (after is not None and _said(current) == _said(after)):
        return None
    return DecisionChange(current, after)


def _said(decided: Decided | None) -> object:
    """Return what a decision says, without who said it and when."""
    match decided:
        case Verdict():
            return decided.kind, decided.comment
        case CreditOverride():
            return decided.credit, decided.reason
        case CriterionScore():
            return decided.points, decided.comment
        case Comment():
            return decided.text
        case KeyAnnotation():
            return replace(decided, accepted=None)
        case _:
            return decided
