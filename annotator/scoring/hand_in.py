"""The score of one hand-in: every article against the key, and what the teacher decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import fsum
from typing import Protocol, TypeVar

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.scoring.agreement import cohen_kappa
from annotator.scoring.credit import PreparedText, prepare_text, score_prepared_text
from annotator.scoring.results import (
    ArticleScore,
    CategoryScore,
    HandInScore,
    KeyCredit,
    RubricScore,
    Rules,
    TextScore,
)
from annotator.scoring.semeval import SpanTally, normalised_span, tally_spans, total_tally

Spanned = KeyAnnotation | Annotation
_SpansByCategory = Mapping[CategoryId, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """One article of the key, with what every student's work is compared to."""

    article: Article
    text: PreparedText
    expected: _SpansByCategory


@dataclass(frozen=True, slots=True)
class PreparedKey:
    """A lesson's key with all its words counted: made once for a whole class."""

    lesson: Lesson
    articles: tuple[PreparedArticle, ...]
    span_categories: tuple[CategoryId, ...]


def prepare_key(lesson: Lesson, key: AnswerKey) -> PreparedKey:
    """Return the key ready to score hand-ins; raise UnknownThing on an unknown category."""
    units = {category.id: category.unit for category in lesson.scheme.categories}
    span_categories = tuple(c.id for c in lesson.scheme.categories if not c.is_sentence)
    return PreparedKey(
        lesson,
        tuple(
            PreparedArticle(
                article,
                prepare_text(article.body, key.for_article(article.id), units),
                _spans_by_category(
                    article.body,
                    (k for k in key.for_article(article.id) if k.status is not KeyStatus.TRAP),
                ),
            )
            for article in lesson.articles
        ),
        span_categories,
    )


def score_hand_in(
    prepared: PreparedKey,
    annotations: Iterable[Annotation],
    decisions: Decisions | None = None,
    rules: Rules | None = None,
) -> HandInScore:
    """Return the score of one hand-in; the order of its annotations makes no difference.

    Annotations of articles or categories that the lesson does not have count for nothing.
    """
    decisions, rules = decisions or Decisions(), rules or Rules()
    scored = _score_articles(prepared, annotations, decisions, rules)
    texts = [article.text for article, _ in scored]
    accepted = _accepted(decisions)
    categories = tuple(
        _score_category(prepared.lesson, category, texts, accepted)
        for category in prepared.lesson.scheme.categories
    )
    maximum = fsum(c.maximum for c in categories)
    gained = fsum(part for c in categories for part in (c.earned, c.bonus, 0.0 - c.penalty))
    rubric = _score_rubric(prepared.lesson, decisions)
    pairs = [pair for text in texts for pair in text.label_pairs]
    return HandInScore(
        points=min(max(gained, 0.0), maximum),
        maximum=maximum,
        rubric_points=fsum(r.score.points for r in rubric if r.score),
        rubric_maximum=fsum(r.criterion.maximum for r in rubric),
        categories=categories,
        articles=tuple(article for article, _ in scored),
        rubric=rubric,
        agreement=total_tally(tallies.blind for _, tallies in scored).agreement,
        agreement_by_category={
            category: total_tally(tallies.labelled[category] for _, tallies in scored).agreement
            for category in prepared.span_categories
        },
        kappa=cohen_kappa(pairs),
        labelled_sentences=len(pairs),
    )


@dataclass(frozen=True, slots=True)
class _Tallies:
    """The span tallies of one article: label-blind, and by category."""

    blind: SpanTally
    labelled: Mapping[CategoryId, SpanTally]


def _score_articles(
    prepared: PreparedKey, annotations: Iterable[Annotation], decisions: Decisions, rules: Rules
) -> list[tuple[ArticleScore, _Tallies]]:
    by_article: dict[ArticleId, list[Annotation]] = {}
    for annotation in annotations:
        by_article.setdefault(annotation.article_id, []).append(annotation)
    overrides = {o.key_id: o for o in _by_time(decisions.overrides)}
    scored = []
    for each in prepared.articles:
        mine = by_article.get(each.article.id, [])
        text = score_prepared_text(each.text, mine, rules, overrides)
        tallies = _tally(each, mine, prepared.span_categories)
        over = text.highlighted_share > rules.highlight_limit
        scored.append((ArticleScore(each.article.id, text, tallies.blind.agreement, over), tallies))
    return scored


def _spans_by_category(body: str, annotations: Iterable[Spanned]) -> _SpansByCategory:
    found: dict[CategoryId, list[Span]] = {}
    for each in annotations:
        found.setdefault(each.category_id, []).append(normalised_span(body, each.span))
    return found


def _tally(
    prepared: PreparedArticle, annotations: Iterable[Annotation], categories: Sequence[CategoryId]
) -> _Tallies:
    given, expected = _spans_by_category(prepared.article.body, annotations), prepared.expected
    pairs = {c: (given.get(c, ()), expected.get(c, ())) for c in categories}
    return _Tallies(
        blind=tally_spans(
            (span for ours, _ in pairs.values() for span in ours),
            (span for _, theirs in pairs.values() for span in theirs),
        ),
        labelled={c: tally_spans(ours, theirs) for c, (ours, theirs) in pairs.items()},
    )


def _accepted(decisions: Decisions) -> frozenset[AnnotationId]:
    newest = {verdict.annotation_id: verdict.kind for verdict in _by_time(decisions.verdicts)}
    good = (VerdictKind.ACCEPT, VerdictKind.ACCEPT_FOR_ALL)
    return frozenset(annotation for annotation, kind in newest.items() if kind in good)


def _score_category(
    lesson: Lesson,
    category: Category,
    texts: Sequence[TextScore],
    accepted: frozenset[AnnotationId],
) -> CategoryScore:
    earned = [c for text in texts for c in text.credits if c.key.category_id == category.id]
    extras = [e for text in texts for e in text.extras if e.category_id == category.id]
    good = sum(extra.id in accepted for extra in extras)
    optional = fsum(c.points for c in earned if c.key.status is KeyStatus.OPTIONAL)
    return CategoryScore(
        category_id=category.id,
        earned=fsum(c.points for c in earned if c.key.status is KeyStatus.REQUIRED),
        maximum=fsum(c.key.weight for c in earned if c.key.status is KeyStatus.REQUIRED),
        bonus=optional + good * lesson.weight_of(category),
        penalty=0.0 - fsum(c.points for c in earned if c.key.status is KeyStatus.TRAP),
        outcomes=dict(Counter(c.outcome for c in earned if _is_counted(c))),
    )


def _is_counted(credit: KeyCredit) -> bool:
    return credit.key.status is not KeyStatus.OPTIONAL or credit.credit > 0


def _score_rubric(lesson: Lesson, decisions: Decisions) -> tuple[RubricScore, ...]:
    given = {score.criterion_id: score for score in _by_time(decisions.criterion_scores)}
    rubric = []
    for criterion in lesson.criteria:
        score = given.get(criterion.id)
        if score:
            score = replace(score, points=min(max(score.points, 0.0), criterion.maximum))
        rubric.append(RubricScore(criterion, score))
    return tuple(rubric)


class _Timed(Protocol):
    @property
    def at(self) -> datetime: ...


_Decision = TypeVar("_Decision", bound=_Timed)


def _by_time(decisions: Iterable[_Decision]) -> list[_Decision]:
    """Return the decisions with the newest last, so that it replaces the older ones."""
    return sorted(decisions, key=lambda decision: decision.at)
