"""What scoring returns: credits, scores by category and article, and the grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import fsum

from annotator.domain.annotations import Annotation
from annotator.domain.grades import PERCENT, Grade, GradeScale, grade_of
from annotator.domain.grading import CriterionScore
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import Criterion
from annotator.translation import N_


class Outcome(StrEnum):
    """What became of one key annotation."""

    FOUND = "found"
    PARTLY = "partly"
    OTHER_CATEGORY = N_("other category")
    MISSED = "missed"
    FELL_FOR = N_("fell for the trap")
    AVOIDED = N_("trap avoided")


class SumPart(StrEnum):
    """What a line of the sum of a score is for."""

    CATEGORY = "category"
    BONUS = "bonus"
    TRAPS = "traps"
    BUDGET = "over the budget"
    LABELS = "guessed labels"
    BONUS_LIMIT = "bonus limit"
    BY_HAND = "by hand"
    LIMIT = "limit"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the sum of a score, not rounded; a category's own line has its maximum."""

    part: SumPart
    points: float
    category_id: CategoryId | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class WordUse:
    """How many words of one article are marked in one category.

    `right` of them are words of the key or right beside them; `budget` is how many others may
    be marked at no cost. `share` is the share of the credit that counts.
    """

    marked: int
    right: int
    budget: int
    share: float


@dataclass(frozen=True, slots=True)
class KeyCredit:
    """What one key annotation earned: credit 0 to 1, and points after its weight and status.

    A trap earns no credit, avoided or not; a trap that took points has points below zero.
    `earned_by` names the student's annotations that decided the outcome. Where too many words
    are marked in the category of these, only a `share` of the points counts; the points here
    are those before that. Where a teacher set the credit by hand, it counts in full, `by_rules`
    are the points without that, and `reason` is the teacher's.
    """

    key: KeyAnnotation
    outcome: Outcome
    credit: float
    points: float
    earned_by: tuple[AnnotationId, ...] = ()
    overridden: bool = False
    by_rules: float = 0.0
    reason: str = ""
    share: float = 1.0
    #: The category in which too many words are marked, where that is so.
    overused: CategoryId | None = None

    @property
    def counted(self) -> float:
        """Return the points that count."""
        return self.points * self.share

    @property
    def by_hand(self) -> float:
        """Return the points that a teacher's override added or took."""
        return self.points - self.by_rules if self.overridden else 0.0


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Span scores of SemEval-2020 Task 11, each between 0 and 1.

    As in the task's own scorer, precision is 0 where nothing is annotated and recall is 0
    where the key is empty, but F1 is 1 where both are: they agree that there is nothing.
    """

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class TextScore:
    """The score of one text: credits by key annotation, and annotations that met none.

    `credits` follow the order of the key; `extras` are in reading order. `label_pairs` hold,
    for each sentence that key and student both labelled, the key's label and the student's.
    `word_use` tells by category how many words are marked, where the rules have a budget.
    """

    credits: tuple[KeyCredit, ...]
    extras: tuple[Annotation, ...]
    highlighted_share: float
    label_pairs: tuple[tuple[CategoryId, CategoryId], ...] = ()
    word_use: Mapping[CategoryId, WordUse] = field(default_factory=dict)

    @property
    def maximum(self) -> float:
        """Return the weight of the required keys of this text."""
        return fsum(c.key.weight for c in self.credits if c.key.status is KeyStatus.REQUIRED)

    @property
    def points(self) -> float:
        """Return the points of this text alone, never below 0 nor above its maximum."""
        return min(max(fsum(c.points for c in self.credits), 0.0), self.maximum)


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """The points of one category before the limits of the total are applied.

    `earned` of `maximum` for required keys, `bonus` for optional keys and accepted
    extras, `penalty` (zero or more) for traps. Of what was earned `kept` is what counts after
    too many words and guessed labels were taken off. `outcomes` counts the key annotations by
    what became of them; an optional one counts only where it earned something, since
    nobody has to find it.
    """

    category_id: CategoryId
    earned: float
    maximum: float
    bonus: float
    penalty: float
    kept: float
    outcomes: dict[Outcome, int]


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The score of one article of a hand-in."""

    article_id: ArticleId
    text: TextScore
    agreement: SpanAgreement
    over_highlighted: bool
    #: Whether its points and maximum are the hand-in's; where not, its credits are only those
    #: of what was done in it.
    counts: bool = True


@dataclass(frozen=True, slots=True)
class RubricScore:
    """One criterion with the points given on it, or None while it is ungraded."""

    criterion: Criterion
    score: CriterionScore | None


@dataclass(frozen=True, slots=True)
class HandInScore:
    """The score of one hand-in.

    `points` of `maximum` come from the highlights, never below 0 nor above the maximum; they
    are the sum of `lines`; `articles` are all of the lesson, those that do not count too.
    `rubric_points` of `rubric_maximum` from the criteria graded so far. `agreement` and
    `kappa` are reported beside the grade and are no part of it; kappa is None where it is
    not defined.
    """

    points: float
    maximum: float
    rubric_points: float
    rubric_maximum: float
    categories: tuple[CategoryScore, ...]
    articles: tuple[ArticleScore, ...]
    rubric: tuple[RubricScore, ...]
    agreement: SpanAgreement
    agreement_by_category: dict[CategoryId, SpanAgreement]
    kappa: float | None
    labelled_sentences: int
    lines: tuple[ScoreLine, ...]
    scale: GradeScale = PERCENT

    @property
    def grade(self) -> Grade:
        """Return how the total is said on the scale of the student's class."""
        return grade_of(self.total, self.total_maximum, self.scale)

    @property
    def counted(self) -> tuple[ArticleScore, ...]:
        """Return the articles that count."""
        return tuple(article for article in self.articles if article.counts)

    @property
    def counted_ids(self) -> tuple[ArticleId, ...]:
        """Return which articles count."""
        return tuple(article.article_id for article in self.counted)

    @property
    def total(self) -> float:
        """Return the points of highlights and rubric together."""
        return self.points + self.rubric_points

    @property
    def total_maximum(self) -> float:
        """Return the most points that can be reached."""
        return self.maximum + self.rubric_maximum

    @property
    def ungraded(self) -> tuple[Criterion, ...]:
        """Return the criteria that nobody has given points on yet."""
        return tuple(entry.criterion for entry in self.rubric if entry.score is None)
