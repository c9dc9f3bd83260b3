"""A score as one sum: lines that add up to the total, as they are printed.

Every sheet, window and file that shows how a grade came about shows these lines, so that
whoever adds them up on paper gets the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Lesson
from annotator.domain.wording import points_text
from annotator.scoring.results import HandInScore, KeyCredit, ScoreLine, SumPart
from annotator.translation import N_, _, ngettext

#: What the rules take off again of what they gave.
TAKEN_OFF = (SumPart.BUDGET, SumPart.LABELS, SumPart.BONUS_LIMIT)
#: Points are printed in hundredths.
_PARTS = 100


_NAMES = {
    SumPart.BONUS: N_("Bonus, beyond what the key asks"),
    SumPart.TRAPS: N_("Traps"),
    SumPart.BUDGET: N_("Too many words marked: {category}"),
    SumPart.LABELS: N_("Labels that guessing gets right too"),
    SumPart.BONUS_LIMIT: N_("More bonus than counts"),
    SumPart.BY_HAND: N_("Set by the teacher"),
}
_OVER, _UNDER = N_("More than there is to reach"), N_("Not below zero")


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line: points with two decimals at most, of a maximum where it has one."""

    part: SumPart
    name: str
    points: float
    maximum: float | None = None
    category_id: CategoryId | None = None


@dataclass(frozen=True, slots=True)
class ScoreSum:
    """The lines of a score; what each of the sums says is what its lines add up to."""

    lines: tuple[SumLine, ...]

    @property
    def highlights(self) -> float:
        """Return the points of everything but the rubric."""
        return _added(line for line in self.lines if line.part is not SumPart.CRITERION)

    @property
    def rubric(self) -> float:
        """Return the points of the criteria that are graded."""
        return self.of(SumPart.CRITERION)

    @property
    def total(self) -> float:
        """Return what all lines add up to."""
        return _added(self.lines)

    @property
    def others(self) -> tuple[SumLine, ...]:
        """Return the lines that are neither a category nor a criterion."""
        apart = (SumPart.CATEGORY, SumPart.CRITERION)
        return tuple(line for line in self.lines if line.part not in apart)

    @property
    def taken_off(self) -> float:
        """Return what too many words, guessed labels and too much bonus take off, below zero."""
        return _added(line for line in self.lines if line.part in TAKEN_OFF)

    def of(self, part: SumPart) -> float:
        """Return the points of all lines of a part."""
        return _added(line for line in self.lines if line.part is part)

    def category(self, category_id: CategoryId) -> float:
        """Return the points of one category, before anything that was set by hand."""
        mine = (line for line in self.lines if line.category_id == category_id)
        return _added(line for line in mine if line.part is SumPart.CATEGORY)


def _added(lines: Iterator[SumLine] | Sequence[SumLine]) -> float:
    return sum(round(line.points * _PARTS) for line in lines) / _PARTS


def told_by_hand(credit: KeyCredit) -> str:
    """Return in words what a teacher set a credit to, and why; the rules said otherwise."""
    return ngettext(
        "{now} point instead of {before}. {reason}",
        "{now} points instead of {before}. {reason}",
        abs(round(credit.points, 2)),
        now=points_text(credit.points),
        before=points_text(credit.by_rules),
        reason=credit.reason,
    ).rstrip()


def sum_of(lesson: Lesson, score: HandInScore) -> ScoreSum:
    """Return a score as lines that add up to its total, each rounded to two decimals."""
    lines = [_named(lesson, line) for line in score.lines]
    lines += [
        SumLine(
            SumPart.CRITERION, entry.criterion.name, entry.score.points, entry.criterion.maximum
        )
        for entry in score.rubric
        if entry.score is not None
    ]
    rounded = _rounded([line.points for line in lines], score.total)
    shown = (replace(line, points=points) for line, points in zip(lines, rounded, strict=True))
    return ScoreSum(tuple(line for line in shown if line.points or _is_always_shown(line, score)))


def _is_always_shown(line: SumLine, score: HandInScore) -> bool:
    if line.part is SumPart.BY_HAND:
        return any(credit.overridden for credit in _credits(score))
    return line.part in (SumPart.CATEGORY, SumPart.CRITERION)


def _credits(score: HandInScore) -> Iterator[KeyCredit]:
    return (credit for article in score.counted for credit in article.text.credits)


def _named(lesson: Lesson, line: ScoreLine) -> SumLine:
    category = lesson.scheme.category(line.category_id).name if line.category_id else ""
    if line.part is SumPart.CATEGORY:
        name = category
    elif line.part is SumPart.LIMIT:
        name = _(_OVER if line.points < 0 else _UNDER)
    else:
        name = _(_NAMES[line.part], category=category)
    return SumLine(line.part, name, line.points, line.maximum, line.category_id)


def _rounded(values: Sequence[float], total: float) -> list[float]:
    """Return the values in hundredths that add up to the total: the largest rests go up."""
    exact = [round(value * _PARTS, 6) for value in values]
    whole = [floor(value) for value in exact]
    missing = round(round(total, 2) * _PARTS) - sum(whole)
    by_rest = sorted(range(len(exact)), key=lambda n: whole[n] - exact[n])
    for number in by_rest[: max(0, missing)]:
        whole[number] += 1
    return [value / _PARTS for value in whole]
