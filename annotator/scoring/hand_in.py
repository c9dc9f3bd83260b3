"""The score of one hand-in: every article against the key, and what the teacher decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import fsum
from typing import Protocol, TypeVar

from annotator.domain.annotations import Annotation
from annotator.domain.asked import Portion
from annotator.domain.grades import PERCENT, GradeScale
from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Unit
from annotator.domain.spans import Span
from annotator.scoring.agreement import cohen_kappa
from annotator.scoring.choice import Candidate, Choice, best_choice
from annotator.scoring.credit import PreparedText, prepare_text, score_prepared_text
from annotator.scoring.points import points_of
from annotator.scoring.results import ArticleScore, HandInScore, Outcome, RubricScore
from annotator.scoring.rules import Rules, rules_of
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
    categories = lesson.scheme.scored
    units = {category.id: category.unit for category in categories}
    labels = {
        k.category_id
        for k in key.annotations
        if k.status is KeyStatus.REQUIRED and units.get(k.category_id) is Unit.SENTENCE
    }
    lone_label = next(iter(labels)) if len(labels) == 1 else None
    articles = []
    for article in lesson.articles:
        mine = key.for_article(article.id)
        budgets = lesson.word_budgets.get(article.id)
        text = prepare_text(article.body, mine, units, budgets, lone_label)
        expected = (k for k in mine if k.status is not KeyStatus.TRAP)
        articles.append(PreparedArticle(article, text, _spans_by_category(article.body, expected)))
    return PreparedKey(
        lesson, tuple(articles), tuple(c.id for c in categories if not c.is_sentence)
    )


def score_hand_in(
    prepared: PreparedKey,
    annotations: Iterable[Annotation],
    decisions: Decisions | None = None,
    rules: Rules | None = None,
    *,
    group: str = "",
    scale: GradeScale = PERCENT,
) -> HandInScore:
    """Return the score of one hand-in; the order of its annotations makes no difference.

    It is scored by the edition of the rules that the lesson names, or by other `rules`, over the
    articles that are asked for in which the student of a reading `group` did best.
    Annotations of articles or categories that the lesson does not have count for nothing.
    """
    decisions, rules = decisions or Decisions(), rules or rules_of(prepared.lesson)
    tallies = tally_articles(prepared, annotations, decisions, rules)
    choice = _choice(prepared.lesson, tallies, decisions, rules, group)
    chosen = [each for each in tallies if each.score.article_id in choice.articles]
    others = [each for each in tallies if each not in chosen]
    score = summed(prepared, chosen, decisions, rules, portion=choice.portion, others=others)
    articles = (each.score if each in chosen else _beside(each.score) for each in tallies)
    return replace(score, articles=tuple(articles), scale=scale)


def _beside(article: ArticleScore) -> ArticleScore:
    """Return an article that does not count, with what was done in it and nothing that was not."""
    idle = (Outcome.MISSED, Outcome.AVOIDED)
    done = tuple(c for c in article.text.credits if c.overridden or c.outcome not in idle)
    return replace(article, text=replace(article.text, credits=done), counts=False)


def _choice(
    lesson: Lesson,
    tallies: Sequence[ArticleTally],
    decisions: Decisions,
    rules: Rules,
    group: str,
) -> Choice:
    """Return which articles count; of a group that nobody knows, those of the best one."""
    portions = lesson.portions(group)
    if len(portions) == 1 and not portions[0].is_a_choice:
        return Choice(portions[0], frozenset(portions[0].articles), 1.0)
    given = [Candidate(each.score.article_id, each.score.text, each.accepted) for each in tallies]
    found = []
    for portion in portions:
        rubric = _score_rubric(lesson, decisions, portion)
        found.append(best_choice(lesson, portion, given, rubric, rules))
    return max(found, key=lambda choice: choice.share)


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """One article of a hand-in, scored: any choice of them adds up to a score of its own."""

    score: ArticleScore
    #: The annotations of it that the teacher accepted.
    accepted: frozenset[AnnotationId]
    #: The span tallies: label-blind, and by category.
    blind: SpanTally
    labelled: Mapping[CategoryId, SpanTally]


def tally_articles(
    prepared: PreparedKey,
    annotations: Iterable[Annotation],
    decisions: Decisions | None = None,
    rules: Rules | None = None,
) -> tuple[ArticleTally, ...]:
    """Return each article of a hand-in scored by itself, in the order of the lesson."""
    decisions, rules = decisions or Decisions(), rules or rules_of(prepared.lesson)
    by_article: dict[ArticleId, list[Annotation]] = {}
    for annotation in annotations:
        by_article.setdefault(annotation.article_id, []).append(annotation)
    overrides = {o.key_id: o for o in _by_time(decisions.overrides)}
    accepted = _accepted(decisions)
    tallies = []
    for each in prepared.articles:
        mine = by_article.get(each.article.id, [])
        text = score_prepared_text(each.text, mine, rules, overrides, accepted)
        blind, labelled = _span_tallies(each, mine, prepared.span_categories)
        over = text.highlighted_share > rules.highlight_limit
        score = ArticleScore(each.article.id, text, blind.agreement, over)
        good = accepted.intersection(annotation.id for annotation in mine)
        tallies.append(ArticleTally(score, good, blind, labelled))
    return tuple(tallies)


def summed(
    prepared: PreparedKey,
    tallies: Sequence[ArticleTally],
    decisions: Decisions | None = None,
    rules: Rules | None = None,
    *,
    portion: Portion | None = None,
    others: Sequence[ArticleTally] = (),
) -> HandInScore:
    """Return the score of some articles of a hand-in; the maximum is that of their keys.

    Labels are weighed over all of these articles together, and over what is labelled in `others`,
    which do not count. Of the rubric those criteria count
    whose questions are put to a student with the `portion`.
    """
    decisions, rules = decisions or Decisions(), rules or rules_of(prepared.lesson)
    texts = [each.score.text for each in tallies]
    accepted = frozenset[AnnotationId]().union(*(each.accepted for each in tallies))
    beside = [each.score.text for each in others]
    points = points_of(prepared.lesson, texts, accepted, rules, beside)
    rubric = _score_rubric(prepared.lesson, decisions, portion)
    pairs = [pair for each in tallies for pair in each.score.text.label_pairs]
    return HandInScore(
        points=points.total,
        maximum=points.maximum,
        rubric_points=fsum(r.score.points for r in rubric if r.score),
        rubric_maximum=fsum(r.criterion.maximum for r in rubric),
        categories=points.categories,
        articles=tuple(each.score for each in tallies),
        rubric=rubric,
        agreement=total_tally(each.blind for each in tallies).agreement,
        agreement_by_category={
            category: total_tally(each.labelled[category] for each in tallies).agreement
            for category in prepared.span_categories
        },
        kappa=cohen_kappa(pairs),
        labelled_sentences=len(pairs),
        lines=points.lines,
    )


def _spans_by_category(body: str, annotations: Iterable[Spanned]) -> _SpansByCategory:
    found: dict[CategoryId, list[Span]] = {}
    for each in annotations:
        found.setdefault(each.category_id, []).append(normalised_span(body, each.span))
    return found


def _span_tallies(
    prepared: PreparedArticle, annotations: Iterable[Annotation], categories: Sequence[CategoryId]
) -> tuple[SpanTally, Mapping[CategoryId, SpanTally]]:
    """Return the span tallies of one article: label-blind, and by category."""
    given, expected = _spans_by_category(prepared.article.body, annotations), prepared.expected
    pairs = {c: (given.get(c, ()), expected.get(c, ())) for c in categories}
    blind = tally_spans(
        (span for ours, _ in pairs.values() for span in ours),
        (span for _, theirs in pairs.values() for span in theirs),
    )
    return blind, {c: tally_spans(ours, theirs) for c, (ours, theirs) in pairs.items()}


def _accepted(decisions: Decisions) -> frozenset[AnnotationId]:
    newest = {verdict.annotation_id: verdict.kind for verdict in _by_time(decisions.verdicts)}
    good = (VerdictKind.ACCEPT, VerdictKind.ACCEPT_FOR_ALL)
    return frozenset(annotation for annotation, kind in newest.items() if kind in good)


def _score_rubric(
    lesson: Lesson, decisions: Decisions, portion: Portion | None
) -> tuple[RubricScore, ...]:
    given = {score.criterion_id: score for score in _by_time(decisions.criterion_scores)}
    put = lesson.questions if portion is None else lesson.questions_of(portion)
    others = {question.id for question in lesson.questions if question not in put}
    rubric = []
    for criterion in lesson.criteria:
        if criterion.question_id in others:
            continue
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
