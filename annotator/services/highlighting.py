"""How much of an article a student highlights: told while working, before it costs anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.sequence_change import what_differs
from annotator.domain.spans import Span
from annotator.scoring.matching import word_table
from annotator.scoring.rules import Rules

#: From this share on, so much is highlighted that nothing stands out.
TOO_MUCH = Rules().highlight_limit
#: A budget is for words beside those of the key, which are free. Of the words of a careful reader
#: a third or more are in the key, so students are told of so many times it.
TOLD = 1.5
#: From this share of what is told on, a student is warned; beyond that one, told that it may cost.
NEAR, OVER = 0.9, 4 / 3


class BudgetState(StrEnum):
    """How the words that are marked stand to those that count in full."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class WordsMarked:
    """How many words of an article are marked in a category, of about how many that count."""

    article_id: ArticleId
    category_id: CategoryId
    used: int
    budget: int

    @property
    def state(self) -> BudgetState:
        """Return whether more can be marked, hardly more, or too much is."""
        if self.used > OVER * self.budget:
            return BudgetState.OVER
        return BudgetState.NEAR if self.used >= NEAR * self.budget else BudgetState.WITHIN


def told_budgets(lesson: Lesson, article_id: ArticleId) -> Mapping[CategoryId, int]:
    """Return the budgets of an article, in the order of the scheme, as a student is told them.

    Where answers come at once nobody has to guess how much is wanted, so none is told.
    """
    if lesson.feedback is Feedback.AT_ONCE:
        return {}
    known = lesson.word_budgets.get(article_id, {})
    return {c.id: ceil(TOLD * known[c.id]) for c in lesson.scheme.categories if c.id in known}


def over_budget(
    lesson: Lesson, articles: Iterable[ArticleId], annotations: Iterable[Annotation]
) -> tuple[WordsMarked, ...]:
    """Return where so many words are marked that it may cost points, by article and category."""
    meter, mine = HighlightMeter(lesson), tuple(annotations)
    return tuple(
        marked
        for article_id in articles
        for marked in meter.marked(article_id, [a for a in mine if a.article_id == article_id])
        if marked.state is BudgetState.OVER
    )


class HighlightMeter:
    """Counts the highlighted words of the articles of a lesson.

    Words are found once, and what is highlighted is counted change by change.
    """

    def __init__(self, lesson: Lesson) -> None:
        """Measure the articles of a lesson."""
        self._lesson = lesson
        self._on_words = frozenset(c.id for c in lesson.scheme.categories if not c.is_sentence)
        self._depths: dict[tuple[ArticleId, frozenset[CategoryId]], _WordDepths] = {}

    def share(self, article_id: ArticleId, annotations: Iterable[Annotation]) -> float:
        """Return the share, 0 to 1, of the article's words that lie in a highlight of words."""
        return self._of(article_id, self._on_words).share(tuple(annotations))

    def marked(
        self, article_id: ArticleId, annotations: Iterable[Annotation]
    ) -> tuple[WordsMarked, ...]:
        """Return how many words are marked in each category of which a budget is told."""
        mine = tuple(annotations)
        return tuple(
            WordsMarked(
                article_id,
                category_id,
                self._of(article_id, frozenset((category_id,))).words(mine),
                budget,
            )
            for category_id, budget in told_budgets(self._lesson, article_id).items()
        )

    def _of(self, article_id: ArticleId, categories: frozenset[CategoryId]) -> _WordDepths:
        known = self._depths.get((article_id, categories))
        if known is None:
            body = self._lesson.article(article_id).body
            known = self._depths[article_id, categories] = _WordDepths(body, categories)
        return known


class _WordDepths:
    """In how many highlights of some categories each word of a text lies."""

    def __init__(self, text: str, categories: Collection[CategoryId]) -> None:
        self._table = word_table(text)
        self._categories = categories
        self._depths = [0] * len(self._table)
        self._covered = 0
        self._annotations: tuple[Annotation, ...] = ()

    def share(self, annotations: tuple[Annotation, ...]) -> float:
        """Return the share of the words that lie in a highlight."""
        return self.words(annotations) / len(self._depths) if self._depths else 0.0

    def words(self, annotations: tuple[Annotation, ...]) -> int:
        """Return how many words lie in a highlight, looking at what differs."""
        gone, new = what_differs(self._annotations, annotations)
        self._annotations = annotations
        for step, some in ((-1, gone), (1, new)):
            for annotation in some:
                if annotation.category_id in self._categories:
                    self._lay(annotation.span, step)
        return self._covered

    def _lay(self, span: Span, step: int) -> None:
        words, depths = self._table.stretch(span), self._depths
        for word in range(words.start, words.end):
            before = depths[word]
            depths[word] = before + step
            self._covered += (before + step > 0) - (before > 0)
