"""How numbers are shown to people, on screen, on paper and on the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from annotator.translation import _

#: So much is noise of the arithmetic: 70.5 that comes as 70.49999999 is 70.5.
_NOISE = 1e-6


def points_text(value: float) -> str:
    """Return points without needless decimals, with a minus sign: 3, 2.5, 0.33, −1."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").replace("-", "−")


def signed_points(value: float) -> str:
    """Return points that are added or taken, with their sign: +2, −0.5, 0."""
    text = points_text(value)
    return text if text == "0" or value < 0 else f"+{text}"


def of_maximum(value: float, maximum: float) -> str:
    """Return points of a maximum: 2.5 / 4."""
    return f"{points_text(value)} / {points_text(maximum)}"


def rounded(value: float, to: float = 1.0) -> float:
    """Return a number as a multiple of `to`; a half goes up. Grades are rounded here only."""
    return floor(value / to + 0.5 + _NOISE) * to


def percent_text(percent: int | None) -> str:
    """Return whole per cent as people read them, or a dash."""
    return "–" if percent is None else f"{percent} %"


def share_text(value: float) -> str:
    """Return a share, 0 to 1, in whole per cent: 45 %."""
    return percent_text(int(rounded(100 * value)))


def coefficient_text(value: float | None) -> str:
    """Return a coefficient of agreement with two decimals; a dash where it is not defined."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence counts them up: a, b and c."""
    first, last = ", ".join(names[:-1]), "".join(names[-1:])
    return _("{first} and {last}", first=first, last=last) if first else last


def either(names: Sequence[str]) -> str:
    """Return names as a sentence offers them: a, b or c."""
    first, last = ", ".join(names[:-1]), "".join(names[-1:])
    return _("{first} or {last}", first=first, last=last) if first else last
