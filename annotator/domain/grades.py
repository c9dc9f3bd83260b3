"""How a grade is said: in per cent, in points of so many, or by the name of a step.

Every screen, sheet and file asks `grade_of`, so that one score has one grade wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.wording import of_maximum, percent_text, rounded
from annotator.translation import _


class ScaleKind(StrEnum):
    """What a grade is said in."""

    PERCENT = "percent"
    POINTS = "points"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step of a scale, such as B, and the least per cent that reach it."""

    name: str
    least: float


@dataclass(frozen=True, slots=True)
class GradeScale:
    """A teacher's way to say a grade; `out_of` is that of points, `steps` those of steps.

    The points of a scale are rounded to multiples of `rounded_to`.
    """

    kind: ScaleKind = ScaleKind.PERCENT
    out_of: float = 20.0
    rounded_to: float = 0.1
    steps: tuple[GradeStep, ...] = ()

    def step(self, percent: float) -> GradeStep | None:
        """Return the best step that so many per cent reach; below all of them, the lowest."""
        best_first = sorted(self.steps, key=lambda step: -step.least)
        reached = (step for step in best_first if percent >= step.least)
        return next(reached, best_first[-1] if best_first else None)


PERCENT = GradeScale()


@dataclass(frozen=True, slots=True)
class Grade:
    """A score as it is said; `percent` is a whole number, or None where nothing can be reached.

    `text` is what stands big, `beside` what stands small behind it.
    """

    text: str
    percent: int | None
    points: str

    @property
    def beside(self) -> str:
        """Return the points that are behind the grade, and the per cent where they are not it."""
        points = _("{points} points", points=self.points)
        share = percent_text(self.percent)
        return points if self.percent is None or self.text == share else f"{share} · {points}"

    @property
    def line(self) -> str:
        """Return the grade with what is behind it: 71 % (24.5 / 34.5 points)."""
        return f"{self.text} ({self.beside})"


def percent_of(points: float, maximum: float) -> int | None:
    """Return points as whole per cent of a maximum, or None where that is nothing."""
    return int(rounded(100 * points / maximum)) if maximum > 0 else None


def grade_of(points: float, maximum: float, scale: GradeScale = PERCENT) -> Grade:
    """Return how a score is said on a scale.

    A step is that of the whole per cent which are shown, so that both always agree.
    """
    percent = percent_of(points, maximum)
    text = percent_text(percent)
    if percent is not None:
        step = scale.step(percent)
        if scale.kind is ScaleKind.POINTS:
            reached = rounded(points / maximum * scale.out_of, scale.rounded_to)
            text = of_maximum(reached, scale.out_of)
        elif scale.kind is ScaleKind.STEPS and step is not None:
            text = step.name
    return Grade(text, percent, of_maximum(points, maximum))
