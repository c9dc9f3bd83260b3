"""A score as one sum: lines that add up to the total, as they are printed.

Every sheet, window and file that shows how a grade came about shows these lines, so that
whoever adds them up on paper gets the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor, fsum

from annotator.domain.identifiers import CategoryId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.wording import points_text
from annotator.scoring.results import HandInScore, KeyCredit
from annotator.translation import N_, _, ngettext

#: Points are printed in hundredths.
_PARTS = 100


class SumPart(StrEnum):
    """What a line of the sum is for."""

    CATEGORY = "category"
    BONUS = "bonus"
    TRAPS = "traps"
    BY_HAND = "by hand"
    LIMIT = "limit"
    CRITERION = "criterion"


_NAMES = {
    SumPart.BONUS: N_("Bonus, beyond what the key asks"),
    SumPart.TRAPS: N_("Traps"),
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

    def of(self, part: SumPart) -> float:
        """Return the points of all lines of a part."""
        return _added(line for line in self.lines if line.part is part)

    def category(self, category_id: CategoryId) -> float:
        """Return the points of one category, before anything that was set by hand."""
        return _added(line for line in self.lines if line.category_id == category_id)


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
    lines = [*_highlight_lines(lesson, score)]
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
    return (credit for article in score.articles for credit in article.text.credits)


def _highlight_lines(lesson: Lesson, score: HandInScore) -> Iterator[SumLine]:
    changed = [credit for credit in _credits(score) if credit.overridden]

    def by_hand(status: KeyStatus, category_id: CategoryId | None = None) -> float:
        return fsum(
            credit.by_hand
            for credit in changed
            if credit.key.status is status and category_id in (None, credit.key.category_id)
        )

    found = [
        SumLine(
            SumPart.CATEGORY,
            lesson.scheme.category(each.category_id).name,
            each.earned - by_hand(KeyStatus.REQUIRED, each.category_id),
            each.maximum,
            each.category_id,
        )
        for each in score.categories
        if each.maximum
    ]
    bonus = fsum(each.bonus for each in score.categories) - by_hand(KeyStatus.OPTIONAL)
    traps = 0.0 - fsum(each.penalty for each in score.categories) - by_hand(KeyStatus.TRAP)
    hand = fsum(credit.by_hand for credit in changed)
    for part, points in ((SumPart.BONUS, bonus), (SumPart.TRAPS, traps), (SumPart.BY_HAND, hand)):
        found.append(SumLine(part, _(_NAMES[part]), points))
    limit = score.points - fsum(line.points for line in found)
    found.append(SumLine(SumPart.LIMIT, _(_OVER if limit < 0 else _UNDER), limit))
    yield from found


def _rounded(values: Sequence[float], total: float) -> list[float]:
    """Return the values in hundredths that add up to the total: the largest rests go up."""
    exact = [round(value * _PARTS, 6) for value in values]
    whole = [floor(value) for value in exact]
    missing = round(round(total, 2) * _PARTS) - sum(whole)
    by_rest = sorted(range(len(exact)), key=lambda n: whole[n] - exact[n])
    for number in by_rest[: max(0, missing)]:
        whole[number] += 1
    return [value / _PARTS for value in whole]
