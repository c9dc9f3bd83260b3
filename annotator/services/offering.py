"""Offer suggestions for the key: which are still open, within a budget; keep what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId, TechniqueId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article
from annotator.domain.scheme import Scheme
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, Suggestion, SuggestionChoice
from annotator.services.ports import Ports
from annotator.services.reranking import suggestion_features

#: How many suggestions for each 100 words a teacher may ask for: few, some, many.
BUDGETS = (1.5, 3.0, 6.0)
USUAL_BUDGET = 3.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that was found in one article, best first, and how long the article is."""

    article_id: ArticleId
    words: int
    on_words: tuple[Suggestion, ...] = ()
    on_sentences: tuple[Suggestion, ...] = ()

    def within(self, per_hundred: float, *, quoted: bool) -> tuple[Suggestion, ...]:
        """Return the best suggestions on words, so many for each 100 words, at least one."""
        wanted = [each for each in self.on_words if quoted or not each.in_quotation]
        return tuple(wanted[: max(1, round(self.words * per_hundred / 100))])


def offer_of(answer: Mapping[str, Any], article: Article, scheme: Scheme, shipped: Scheme) -> Offer:
    """Return what the language process answered, as far as the scheme has such categories.

    A technique that is switched off in the lesson's scheme is not suggested. Where a category
    has none of the techniques that ship, as one with a teacher's own, all of its words are.
    """
    whole = frozenset(article.sentences)
    strict = _with_shipped_techniques(scheme, shipped)
    words, sentences = (
        [_suggestion(each, article, scheme, whole, strict) for each in answer.get(name, ())]
        for name in ("suggestions", "sentences")
    )
    return Offer(
        article.id,
        int(answer.get("words", 0)),
        tuple(each for each in words if each is not None),
        _surest(each for each in sentences if each is not None),
    )


def _surest(sentences: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(sentences, key=lambda each: (-each.score, each.span)))


def _with_shipped_techniques(scheme: Scheme, shipped: Scheme) -> frozenset[CategoryId]:
    """Return the categories that have some of the techniques which ship for them."""
    known = {c.id: {t.id for t in c.techniques} for c in shipped.categories}
    return frozenset(
        category.id
        for category in scheme.categories
        if known.get(category.id, set()) & {t.id for t in category.techniques}
    )


def _suggestion(
    record: Mapping[str, Any],
    article: Article,
    scheme: Scheme,
    whole: frozenset[Span],
    strict: frozenset[CategoryId],
) -> Suggestion | None:
    category = next((c for c in scheme.categories if c.id == record["category"]), None)
    if category is None or not 0 <= record["start"] < record["end"] <= len(article.body):
        return None
    span = Span(record["start"], record["end"])
    technique = category.technique(record.get("technique") or "")
    if category.is_sentence:
        if span not in whole:
            return None
    elif technique is None and category.id in strict:
        return None
    return Suggestion(
        article_id=article.id,
        category_id=category.id,
        span=span,
        score=float(record["score"]),
        reason=str(record["reason"]),
        technique_id=TechniqueId(technique.id) if technique else None,
        in_quotation=bool(record.get("in_quotation", False)),
        speaker=str(record.get("speaker") or ""),
        features=suggestion_features(record, article.body),
    )


def still_open(
    suggestions: Iterable[Suggestion],
    key: AnswerKey,
    choices: Iterable[SuggestionChoice],
    scheme: Scheme,
) -> tuple[Suggestion, ...]:
    """Return what the teacher has neither dismissed nor in the key.

    A sentence with any label, or of which nobody can tell, needs no other one.
    """
    dismissed = {each.place for each in choices if each.choice is ChoiceKind.DISMISSED}
    labels = {category.id for category in scheme.categories if category.is_sentence}
    settled = {(each.article_id, each.span) for each in key.unscored}
    settled |= {(e.article_id, e.span) for e in key.annotations if e.category_id in labels}
    taken: dict[tuple[ArticleId, CategoryId], list[Span]] = {}
    for each in key.annotations:
        taken.setdefault((each.article_id, each.category_id), []).append(each.span)

    def is_open(each: Suggestion) -> bool:
        if each.place in dismissed:
            return False
        if each.category_id in labels:
            return (each.article_id, each.span) not in settled
        mine = taken.get((each.article_id, each.category_id), ())
        return not any(each.span.overlaps(span) for span in mine)

    return tuple(each for each in suggestions if is_open(each))


def dismissed_among(
    suggestions: Iterable[Suggestion], choices: Iterable[SuggestionChoice]
) -> tuple[Suggestion, ...]:
    """Return the suggestions that the teacher dismissed."""
    dismissed = {each.place for each in choices if each.choice is ChoiceKind.DISMISSED}
    return tuple(each for each in suggestions if each.place in dismissed)


def keep_choices(
    ports: Ports, lesson_id: LessonId, suggestions: Sequence[Suggestion], choice: ChoiceKind
) -> tuple[SuggestionChoice, ...]:
    """Store what the teacher made of suggestions; return the choices."""
    now = ports.now()
    made = tuple(
        SuggestionChoice(
            lesson_id, each.article_id, each.category_id, each.span, choice, now, each.features
        )
        for each in suggestions
    )
    with ports.store.writing() as unit:
        for each in made:
            unit.suggestion_choices.put(each)
        unit.commit()
    return made


def choices_of(ports: Ports, lesson_id: LessonId) -> tuple[SuggestionChoice, ...]:
    """Return what the teacher made of the suggestions of a lesson so far."""
    with ports.store.reading() as unit:
        return unit.suggestion_choices.of_lesson(lesson_id)
