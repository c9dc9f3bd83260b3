"""What the steps of grading are called: kept as their parts, looked up when they are read."""

from __future__ import annotations

from annotator.domain.grading import VerdictKind
from annotator.domain.notes import shortened
from annotator.translation import N_, stored

_GIVEN = {
    VerdictKind.ACCEPT: N_("Accept “{quote}”"),
    VerdictKind.ACCEPT_FOR_ALL: N_("Accept for all “{quote}”"),
    VerdictKind.REJECT: N_("Reject “{quote}”"),
    VerdictKind.IGNORE: N_("Ignore “{quote}”"),
}
#: The longest quotation in the label of a step.
_LONGEST = 40


def verdict(kind: VerdictKind, quote: str) -> str:
    """Return the label of one verdict for one student."""
    return stored(_GIVEN[kind], quote=shortened(quote, _LONGEST))


def verdicts(kind: VerdictKind, quote: str, students: int) -> str:
    """Return the label of one verdict for several students."""
    words = shortened(quote, _LONGEST)
    match kind:
        case VerdictKind.REJECT:
            return stored(
                "Reject “{quote}” ({number} student)",
                "Reject “{quote}” ({number} students)",
                quote=words,
                number=students,
            )
        case VerdictKind.IGNORE:
            return stored(
                "Ignore “{quote}” ({number} student)",
                "Ignore “{quote}” ({number} students)",
                quote=words,
                number=students,
            )
        case _:
            return stored(
                "Accept “{quote}” ({number} student)",
                "Accept “{quote}” ({number} students)",
                quote=words,
                number=students,
            )


def accepted_for_all(quote: str) -> str:
    """Return the label of taking words into the key."""
    return stored("Accept “{quote}” for all", quote=shortened(quote, _LONGEST))


def credit(wanted: float | None) -> str:
    """Return the label of setting a credit by hand, 0 to 1; None gives it back to the rules."""
    if wanted is None:
        return stored("Give a credit back to the rules")
    return stored("Set a credit to {credit}", credit=f"{wanted:g}")


def points(criterion: str, given: float | None) -> str:
    """Return the label of giving the points of a criterion, or of taking them back."""
    if given is None:
        return stored("{criterion}: no points", criterion=criterion)
    return stored("{criterion}: {points} points", criterion=criterion, points=f"{given:g}")
