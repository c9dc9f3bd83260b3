"""The editions of the credit rules: the numbers by which words and labels earn points.

A lesson names the edition that its hand-ins are graded by, so that a new edition changes no
grade that somebody has seen. Why the newest is as it is: docs/decisions/0048.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, inf
from types import MappingProxyType

from annotator.domain.errors import NewerData
from annotator.domain.lessons import FIRST_CREDIT_RULES, Lesson


@dataclass(frozen=True, slots=True)
class BudgetRules:
    """How many words of an article may be marked in a category besides those of the key.

    The budget is so many times the words that the key requires, rounded up to whole `step`s,
    so that it tells no more than a rough number. Words of the key, and so many beside them as
    `margin` says, are not counted against it. Beyond it each word counts less: by the share
    that the words within it are of all, to the power of `exponent`.
    """

    ratio: float = 1.0
    step: int = 10
    margin: int = 2
    exponent: float = 1.5

    def words(self, required: int) -> int:
        """Return the budget where the key requires so many words."""
        return self.step * max(1, ceil(self.ratio * required / self.step))

    def share(self, used: int, right: int, budget: int) -> float:
        """Return what share of the credit counts where so many words are marked and right."""
        allowed = right + budget
        return 1.0 if used <= allowed else float((allowed / used) ** self.exponent)


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of one edition; those that stand here are the first one's."""

    #: The share of a key's words that has to be covered to find it, or to fall for a trap.
    found_share: float = 0.5
    #: Whether just that share finds only a key of one or two words; of a longer one more is asked.
    asks_more_of_long_keys: bool = False
    partly_credit: float = 0.5
    #: Whether what is partly found earns the share that is covered, where that is less.
    weighs_parts: bool = False
    other_category_credit: float = 0.5
    #: A highlight finds a key only if it is not longer than so many times the key; a phrase is.
    longest_ratio: float = 4.0
    always_allowed_words: int = 12
    #: From this share of the article's words on, so much is marked that nothing stands out.
    highlight_limit: float = 0.35
    budget: BudgetRules | None = None
    #: Optional keys add so much at most of what the required ones earned.
    bonus_share: float = inf
    #: How soon labels count in full that are better than guesses; 0 counts guesses in full.
    label_certainty: int = 0

    def finds(self, share: float, words: int) -> bool:
        """Return whether covering a share of a key of so many words finds it."""
        if self.asks_more_of_long_keys and words > 2:
            return share > self.found_share
        return share >= self.found_share

    def partly(self, share: float) -> float:
        """Return the credit where a share of a key is covered that does not find it."""
        return min(self.partly_credit, share) if self.weighs_parts else self.partly_credit

    def label_share(self, skill: float) -> float:
        """Return what share of the credit of right labels counts, by how far they beat guesses.

        It is 0 for one label for all, stays near 0 for chance, and 1 from 85 % right labels on:
        rounded, so that nobody reads of a hundredth of a point.
        """
        if not self.label_certainty:
            return 1.0
        beaten = min(max(skill, 0.0), 1.0)
        return round(float(1 - (1 - beaten**2) ** self.label_certainty), 2)


#: Every edition by its number.
EDITIONS: Mapping[int, Rules] = MappingProxyType(
    {
        FIRST_CREDIT_RULES: Rules(),
        2: Rules(
            asks_more_of_long_keys=True,
            weighs_parts=True,
            always_allowed_words=6,
            budget=BudgetRules(),
            bonus_share=0.2,
            label_certainty=8,
        ),
    }
)
NEWEST = max(EDITIONS)


def rules_of(lesson: Lesson) -> Rules:
    """Return the rules that a lesson is graded by; raise NewerData where this program has none."""
    known = EDITIONS.get(lesson.credit_rules)
    if known is None:
        raise NewerData(
            "“{title}” is graded by rules of a newer version of Annotator. Nothing was changed. "
            "Install the newer version here.",
            title=lesson.title,
        )
    return known
