"""What a teacher and a class can learn from all hand-ins together, without anybody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId, TechniqueId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.spans import Span
from annotator.scoring.class_results import (
    DISPUTED,
    Disagreement,
    ItemSuccess,
    disputed_sentences,
    heat_of,
    missed_items,
    success_of_items,
)
from annotator.scoring.class_statistics import class_alpha
from annotator.scoring.results import HandInScore, Outcome


@dataclass(frozen=True, slots=True)
class Confusion:
    """What students took one thing for: a technique or a category, and how often."""

    category_id: CategoryId
    wanted: str
    given: str
    count: int


@dataclass(frozen=True, slots=True)
class OutletTotals:
    """One article in the eyes of a class: means over all students.

    `highlights` are annotations of each category of words a student; `label_shares` are the
    shares of the labelled sentences with each label; `over_highlighters` counts the students
    that highlighted too much of it.
    """

    article_id: ArticleId
    highlights: dict[CategoryId, float]
    label_shares: dict[CategoryId, float]
    over_highlighters: int


@dataclass(frozen=True, slots=True)
class StudentRemark:
    """What one student said of some words; who it was is left out."""

    category_id: CategoryId
    quote: str
    technique_id: TechniqueId | None
    reason: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class ClassInsights:
    """A class on one lesson, without names: `students` are annotations, one tuple a student."""

    lesson: Lesson
    key: AnswerKey
    students: tuple[tuple[Annotation, ...], ...]
    items: tuple[ItemSuccess, ...]
    disputed: tuple[Disagreement, ...]
    agreement: dict[CategoryId, float | None]
    agreement_together: float | None
    technique_confusions: tuple[Confusion, ...]
    category_confusions: tuple[Confusion, ...]
    outlets: tuple[OutletTotals, ...]

    def heat(
        self, article: Article, category_id: CategoryId | None = None
    ) -> list[tuple[Span, int]]:
        """Return the stretches of an article with how many students highlighted them."""
        return heat_of(self.lesson, article, self.students, category_id)

    @property
    def missed(self) -> tuple[ItemSuccess, ...]:
        """Return the required keys of words that somebody missed, the hardest first."""
        return missed_items(self.lesson, self.items)

    @property
    def traps(self) -> tuple[ItemSuccess, ...]:
        """Return the traps that somebody fell for, the most successful trap first."""
        sprung = (i for i in self.items if i.outcomes[Outcome.FELL_FOR])
        return tuple(sorted(sprung, key=lambda i: (-i.outcomes[Outcome.FELL_FOR], i.key.id)))

    def remarks_at(
        self, article_id: ArticleId, position: int, category_id: CategoryId | None = None
    ) -> tuple[StudentRemark, ...]:
        """Return what students said of the words at a place, sorted by what they said.

        Of `category_id`, or of all categories of words. Sorted so, because the order of the
        class list would tell who said what.
        """
        wanted = {c.id for c in self.lesson.scheme.categories if not c.is_sentence}
        if category_id is not None:
            wanted = {category_id}
        found = [
            StudentRemark(
                a.category_id, a.quote, a.technique_id, a.reason.strip(), a.rewrite.strip()
            )
            for given in self.students
            for a in given
            if a.article_id == article_id
            and a.span.start <= position < a.span.end
            and a.category_id in wanted
        ]
        order = {c.id: n for n, c in enumerate(self.lesson.scheme.categories)}
        return tuple(
            sorted(
                found,
                key=lambda r: (order.get(r.category_id, 99), not r.reason, r.reason, r.quote),
            )
        )


def class_insights(
    lesson: Lesson,
    key: AnswerKey,
    students: Sequence[Sequence[Annotation]],
    scores: Sequence[HandInScore],
) -> ClassInsights:
    """Return what a class's hand-ins tell; `students` and `scores` are in the same order."""
    given = tuple(tuple(each) for each in students)
    by_category, together = class_alpha(lesson, given) if len(given) > 1 else ({}, None)
    techniques, categories = _confusions(given, scores)
    return ClassInsights(
        lesson=lesson,
        key=key,
        students=given,
        items=success_of_items(scores),
        disputed=tuple(d for d in disputed_sentences(lesson, given) if d.dispute >= DISPUTED),
        agreement=by_category,
        agreement_together=together,
        technique_confusions=techniques,
        category_confusions=categories,
        outlets=tuple(_totals(lesson, article, given, scores) for article in lesson.articles),
    )


def _confusions(
    students: Sequence[Sequence[Annotation]], scores: Sequence[HandInScore]
) -> tuple[tuple[Confusion, ...], tuple[Confusion, ...]]:
    """Return which techniques and which categories were taken for one another."""
    techniques: Counter[tuple[CategoryId, str, str]] = Counter()
    categories: Counter[tuple[CategoryId, str, str]] = Counter()
    for given, score in zip(students, scores, strict=True):
        mine = {annotation.id: annotation for annotation in given}
        for article in score.articles:
            for credit in article.text.credits:
                key = credit.key
                for annotation_id in credit.earned_by:
                    annotation = mine.get(annotation_id)
                    if annotation is None or key.status is KeyStatus.TRAP:
                        continue
                    if annotation.category_id != key.category_id:
                        pair = (key.category_id, str(key.category_id), str(annotation.category_id))
                        categories[pair] += 1
                    elif (
                        key.technique_id
                        and annotation.technique_id
                        and key.technique_id != annotation.technique_id
                    ):
                        wanted, chosen = str(key.technique_id), str(annotation.technique_id)
                        techniques[key.category_id, wanted, chosen] += 1
    return _sorted(techniques), _sorted(categories)


def _sorted(found: Counter[tuple[CategoryId, str, str]]) -> tuple[Confusion, ...]:
    ordered = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Confusion(*pair, count) for pair, count in ordered)


def _totals(
    lesson: Lesson,
    article: Article,
    students: Sequence[Sequence[Annotation]],
    scores: Sequence[HandInScore],
) -> OutletTotals:
    counts = Counter(
        a.category_id for given in students for a in given if a.article_id == article.id
    )
    categories = lesson.scheme.categories
    labels = {c.id: counts[c.id] for c in categories if c.is_sentence}
    labelled = sum(labels.values())
    over = sum(
        each.over_highlighted
        for score in scores
        for each in score.articles
        if each.article_id == article.id
    )
    people = max(1, len(students))
    return OutletTotals(
        article.id,
        {c.id: counts[c.id] / people for c in categories if not c.is_sentence},
        {one: count / labelled if labelled else 0.0 for one, count in labels.items()},
        over,
    )
