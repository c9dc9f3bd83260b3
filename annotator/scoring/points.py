"""From credits to points: what each category earned, and the lines that a total is the sum of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category
from annotator.scoring.results import (
    CategoryScore,
    KeyCredit,
    Outcome,
    ScoreLine,
    SumPart,
    TextScore,
)
from annotator.scoring.rules import Rules


@dataclass(frozen=True, slots=True)
class Points:
    """The points of some articles: by category, and as lines that add up to the total.

    `total` is never below 0 nor above the maximum.
    """

    categories: tuple[CategoryScore, ...]
    lines: tuple[ScoreLine, ...]
    total: float
    maximum: float


def points_of(
    lesson: Lesson,
    texts: Sequence[TextScore],
    accepted: Collection[AnnotationId],
    rules: Rules,
    others: Sequence[TextScore] = (),
) -> Points:
    """Return what the credits of some texts and the accepted annotations come to.

    `others` are the texts of the same hand-in that do not count. What was labelled there tells
    too how far the labels beat guesses: else the luckiest guesses could be picked out.
    """
    given = _Credits(lesson, texts, rules, others)
    categories = tuple(
        given.category(category, _accepted_points(lesson, category, texts, accepted))
        for category in lesson.scheme.scored
    )
    kept = fsum(each.kept for each in categories)
    taken_off = (*given.over_budget(), *given.guessed(), *given.over_bonus(kept))
    maximum = fsum(each.maximum for each in categories)
    parts = [part for each in categories for part in (each.earned, each.bonus, 0.0 - each.penalty)]
    gained = fsum([*parts, *(line.points for line in taken_off)])
    total = min(max(gained, 0.0), maximum)
    lines = [*given.lines(categories), *taken_off]
    lines.append(ScoreLine(SumPart.BY_HAND, given.by_hand()))
    lines.append(ScoreLine(SumPart.LIMIT, total - fsum(line.points for line in lines)))
    return Points(categories, tuple(lines), total, maximum)


def _accepted_points(
    lesson: Lesson,
    category: Category,
    texts: Sequence[TextScore],
    accepted: Collection[AnnotationId],
) -> float:
    extras = (extra for text in texts for extra in text.extras)
    good = sum(each.category_id == category.id and each.id in accepted for each in extras)
    return good * lesson.weight_of(category)


class _Credits:
    """The credits of some texts, and what share of them counts."""

    def __init__(
        self,
        lesson: Lesson,
        texts: Sequence[TextScore],
        rules: Rules,
        others: Sequence[TextScore],
    ) -> None:
        self._credits = [credit for text in texts for credit in text.credits]
        beside = (credit for text in others for credit in text.credits)
        # Nobody had to label there, so a sentence without a label is no guess.
        labelled = [credit for credit in beside if credit.outcome is not Outcome.MISSED]
        self._rules = rules
        labels = {category.id for category in lesson.scheme.categories if category.is_sentence}
        asked = [
            c
            for c in (*self._credits, *labelled)
            if c.key.category_id in labels and c.key.status is KeyStatus.REQUIRED
        ]
        skill = label_skill(asked)
        #: The labels that others compete with; what stands alone has a budget of words instead.
        self._labels = labels if skill is not None else frozenset[CategoryId]()
        self._label_share = 1.0 if skill is None else rules.label_share(skill)
        self._category_ids = [category.id for category in lesson.scheme.scored]

    def _of(
        self, *statuses: KeyStatus, category_id: CategoryId | None = None
    ) -> Iterator[KeyCredit]:
        for credit in self._credits:
            if credit.key.status in statuses and category_id in (None, credit.key.category_id):
                yield credit

    def _counted(self, credit: KeyCredit) -> float:
        """Return the points of a credit that count; what was set by hand counts in full."""
        is_label = credit.key.category_id in self._labels and not credit.overridden
        return credit.counted * (self._label_share if is_label else 1.0)

    def category(self, category: Category, accepted: float) -> CategoryScore:
        """Return the points of one category, with those of accepted annotations."""
        required = list(self._of(KeyStatus.REQUIRED, category_id=category.id))
        optional = fsum(c.points for c in self._of(KeyStatus.OPTIONAL, category_id=category.id))
        traps = fsum(c.points for c in self._of(KeyStatus.TRAP, category_id=category.id))
        met = self._of(*KeyStatus, category_id=category.id)
        return CategoryScore(
            category_id=category.id,
            earned=fsum(c.points for c in required),
            maximum=fsum(c.key.weight for c in required),
            bonus=optional + accepted,
            penalty=0.0 - traps,
            kept=fsum(self._counted(c) for c in required),
            outcomes=dict(Counter(c.outcome for c in met if _is_told(c))),
        )

    def lines(self, categories: Sequence[CategoryScore]) -> Iterator[ScoreLine]:
        """Yield the lines of what the rules give, before anything is taken off."""
        for each in categories:
            if each.maximum:
                earned = each.earned - self.by_hand(KeyStatus.REQUIRED, each.category_id)
                yield ScoreLine(SumPart.CATEGORY, earned, each.category_id, each.maximum)
        bonus = fsum(each.bonus for each in categories) - self.by_hand(KeyStatus.OPTIONAL)
        yield ScoreLine(SumPart.BONUS, bonus)
        penalty = 0.0 - fsum(each.penalty for each in categories)
        yield ScoreLine(SumPart.TRAPS, penalty - self.by_hand(KeyStatus.TRAP))

    def by_hand(
        self, status: KeyStatus | None = None, category_id: CategoryId | None = None
    ) -> float:
        """Return what a teacher's overrides added or took, beside what the rules had given."""
        statuses = tuple(KeyStatus) if status is None else (status,)
        return fsum(c.by_hand for c in self._of(*statuses, category_id=category_id))

    def over_budget(self) -> Iterator[ScoreLine]:
        """Yield what too many words cost, by the category in which they are marked."""
        lost: Mapping[CategoryId, list[float]] = {one: [] for one in self._category_ids}
        for credit in self._credits:
            if credit.overused is not None:
                lost[credit.overused].append(credit.counted - credit.points)
        for category_id, points in lost.items():
            if points:
                yield ScoreLine(SumPart.BUDGET, fsum(points), category_id)

    def guessed(self) -> Iterator[ScoreLine]:
        """Yield what guessed labels would have earned too."""
        labels = [c for c in self._credits if c.key.category_id in self._labels]
        labels = [c for c in labels if c.key.status is not KeyStatus.TRAP]
        lost = fsum(self._counted(c) - c.counted for c in labels)
        if lost:
            yield ScoreLine(SumPart.LABELS, lost)

    def over_bonus(self, kept: float) -> Iterator[ScoreLine]:
        """Yield what optional keys earned beyond the most that counts.

        What a teacher accepted or set by hand is not limited.
        """
        most = self._rules.bonus_share * kept if isfinite(self._rules.bonus_share) else None
        optional = (c for c in self._of(KeyStatus.OPTIONAL) if c.key.accepted is None)
        bonus = fsum(self._counted(c) for c in optional if not c.overridden)
        if most is not None and bonus > most:
            yield ScoreLine(SumPart.BONUS_LIMIT, most - bonus)


def label_skill(labels: Sequence[KeyCredit]) -> float | None:
    """Return by how much labels beat guesses, -1 to 1; None where there is nothing to tell apart.

    Of the labels that were given, right ones are added up and wrong ones taken away, each in
    proportion to how much of the key has that label: so one label for all comes to 0, whichever
    is the more frequent one, and everything right to 1. Of two labels for all sentences it is
    the sum of their recalls less one (Youden 1950).
    """
    weights: dict[CategoryId, list[float]] = {}
    for credit in labels:
        weights.setdefault(credit.key.category_id, []).append(credit.key.weight)
    sizes = {label: size for label, each in weights.items() if (size := fsum(each))}
    if len(sizes) < 2:
        return None
    worth = {Outcome.FOUND: 1.0, Outcome.OTHER_CATEGORY: -1 / (len(sizes) - 1)}
    given = [
        (credit.key.weight / sizes[credit.key.category_id], worth[credit.outcome])
        for credit in labels
        if credit.outcome in worth and credit.key.weight
    ]
    whole = fsum(size for size, _ in given)
    return fsum(size * each for size, each in given) / whole if whole else 0.0


def _is_told(credit: KeyCredit) -> bool:
    return credit.key.status is not KeyStatus.OPTIONAL or credit.credit > 0
