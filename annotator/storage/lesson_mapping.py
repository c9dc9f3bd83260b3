"""Lessons and answer keys as rows, and rows as lessons and answer keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from annotator.domain.identifiers import (
    ArticleId,
    AuthorId,
    CategoryId,
    CriterionId,
    HandInId,
    KeyId,
    LessonId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.keys import Acceptance, AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import (
    Article,
    Block,
    BlockKind,
    Criterion,
    Feedback,
    Lesson,
    Level,
    Question,
    RequiredWork,
    Standard,
)
from annotator.domain.scheme import Category, LinePattern, Scheme, Technique, Unit
from annotator.domain.spans import Span
from annotator.storage.item_json import link_from_json, link_to_json, span_of

#: The values of one row, by column name.
Values = dict[str, Any]

AnyRow = Row[Any]


def lesson_values(lesson: Lesson) -> Values:
    """Return the row of a lesson without its parts."""
    return {
        "id": lesson.id,
        "version": lesson.version,
        "hash": lesson.hash,
        "title": lesson.title,
        "scheme_id": lesson.scheme.id,
        "rules": list(lesson.scheme.rules),
        "summary": lesson.summary,
        "event": lesson.event,
        "language": lesson.language,
        "level": lesson.level,
        "minutes": lesson.minutes,
        "license": lesson.license,
        "source_note": lesson.source_note,
        "instructions": lesson.instructions,
        "feedback": lesson.feedback.value,
        "reason_required": sorted(lesson.reason_required),
        "weights": dict(lesson.weights),
        "standards": [[s.set, s.code, s.text] for s in lesson.standards],
        "public_key": lesson.public_key,
        "hide_outlets": lesson.hide_outlets,
        "required_work": {
            "questions": sorted(lesson.required_work.questions),
            "annotations": dict(lesson.required_work.annotations),
        },
    }


def lesson_of(
    row: AnyRow,
    categories: tuple[Category, ...],
    articles: tuple[Article, ...],
    questions: tuple[Question, ...],
    criteria: tuple[Criterion, ...],
) -> Lesson:
    """Return the lesson of a row and its parts."""
    return Lesson(
        id=LessonId(row.id),
        version=row.version,
        title=row.title,
        scheme=Scheme(id=row.scheme_id, categories=categories, rules=tuple(row.rules)),
        articles=articles,
        summary=row.summary,
        event=row.event,
        language=row.language,
        level=row.level,
        minutes=row.minutes,
        license=row.license,
        source_note=row.source_note,
        instructions=row.instructions,
        feedback=Feedback(row.feedback),
        reason_required=frozenset(CategoryId(one) for one in row.reason_required),
        weights=MappingProxyType({CategoryId(one): w for one, w in row.weights.items()}),
        questions=questions,
        criteria=criteria,
        standards=tuple(Standard(*parts) for parts in row.standards),
        public_key=row.public_key,
        hide_outlets=row.hide_outlets,
        required_work=_required_work_of(row.required_work),
    )


def _required_work_of(stored: dict[str, Any]) -> RequiredWork:
    return RequiredWork(
        questions=frozenset(QuestionId(one) for one in stored.get("questions", ())),
        annotations=MappingProxyType(
            {CategoryId(one): least for one, least in stored.get("annotations", {}).items()}
        ),
    )


def article_values(lesson: Lesson) -> list[Values]:
    """Return the rows of a lesson's articles, without the bodies."""
    return [
        {
            "lesson_id": lesson.id,
            "id": article.id,
            "position": position,
            "retired": False,
            "headline": article.headline,
            "outlet": article.outlet,
            "byline": article.byline,
            "date": article.date,
            "url": article.url,
            "license": article.license,
            "source_note": article.source_note,
            "body_hash": article.hash,
            "blocks": [[b.span.start, b.span.end, b.kind.value] for b in article.blocks],
            "sentences": [[span.start, span.end] for span in article.sentences],
        }
        for position, article in enumerate(lesson.articles)
    ]


def article_of(row: AnyRow) -> Article:
    """Return the article of a row that holds the body too."""
    return Article(
        id=ArticleId(row.id),
        headline=row.headline,
        outlet=row.outlet,
        body=row.body,
        byline=row.byline,
        date=row.date,
        url=row.url,
        blocks=tuple(Block(Span(start, end), BlockKind(kind)) for start, end, kind in row.blocks),
        sentences=tuple(Span(start, end) for start, end in row.sentences),
        license=row.license,
        source_note=row.source_note,
    )


def category_values(lesson: Lesson) -> list[Values]:
    """Return the rows of a lesson's categories."""
    return [
        {
            "lesson_id": lesson.id,
            "id": category.id,
            "position": position,
            "retired": False,
            "name": category.name,
            "letter": category.letter,
            "shortcut": category.key,
            "colour": category.colour,
            "line": category.line.value,
            "unit": category.unit.value,
            "definition": category.definition,
            "prompt": category.prompt,
            "example": category.example,
            "asks_rewrite": category.asks_rewrite,
        }
        for position, category in enumerate(lesson.scheme.categories)
    ]


def technique_values(lesson: Lesson) -> list[Values]:
    """Return the rows of the techniques of all categories."""
    return [
        {
            "lesson_id": lesson.id,
            "category_id": category.id,
            "id": technique.id,
            "position": position,
            "name": technique.name,
            "definition": technique.definition,
            "example": technique.example,
        }
        for category in lesson.scheme.categories
        for position, technique in enumerate(category.techniques)
    ]


def categories_of(rows: Iterable[AnyRow], techniques: Iterable[AnyRow]) -> tuple[Category, ...]:
    """Return the categories of rows in order, each with its techniques."""
    of_category: defaultdict[str, list[Technique]] = defaultdict(list)
    for row in techniques:
        of_category[row.category_id].append(
            Technique(TechniqueId(row.id), row.name, row.definition, row.example)
        )
    return tuple(
        Category(
            id=CategoryId(row.id),
            name=row.name,
            letter=row.letter,
            key=row.shortcut,
            colour=row.colour,
            line=LinePattern(row.line),
            unit=Unit(row.unit),
            definition=row.definition,
            prompt=row.prompt,
            example=row.example,
            techniques=tuple(of_category[row.id]),
            asks_rewrite=row.asks_rewrite,
        )
        for row in rows
    )


def question_values(lesson: Lesson) -> list[Values]:
    """Return the rows of a lesson's questions."""
    return [
        {
            "lesson_id": lesson.id,
            "id": question.id,
            "position": position,
            "retired": False,
            "prompt": question.prompt,
            "lines": question.lines,
            "article_id": question.article_id,
        }
        for position, question in enumerate(lesson.questions)
    ]


def question_of(row: AnyRow) -> Question:
    """Return the question of a row."""
    article = None if row.article_id is None else ArticleId(row.article_id)
    return Question(QuestionId(row.id), row.prompt, row.lines, article)


def criterion_values(lesson: Lesson) -> list[Values]:
    """Return the rows of a lesson's criteria."""
    return [
        {
            "lesson_id": lesson.id,
            "id": criterion.id,
            "position": position,
            "name": criterion.name,
            "question_id": criterion.question_id,
        }
        for position, criterion in enumerate(lesson.criteria)
    ]


def level_values(lesson: Lesson) -> list[Values]:
    """Return the rows of the levels of all criteria."""
    return [
        {
            "lesson_id": lesson.id,
            "criterion_id": criterion.id,
            "position": position,
            "name": level.name,
            "points": level.points,
            "description": level.description,
        }
        for criterion in lesson.criteria
        for position, level in enumerate(criterion.levels)
    ]


def criteria_of(rows: Iterable[AnyRow], levels: Iterable[AnyRow]) -> tuple[Criterion, ...]:
    """Return the criteria of rows in order, each with its levels."""
    of_criterion: defaultdict[str, list[Level]] = defaultdict(list)
    for row in levels:
        of_criterion[row.criterion_id].append(Level(row.name, row.points, row.description))
    return tuple(
        Criterion(
            id=CriterionId(row.id),
            name=row.name,
            levels=tuple(of_criterion[row.id]),
            question_id=None if row.question_id is None else QuestionId(row.question_id),
        )
        for row in rows
    )


def key_values(lesson_id: LessonId, key: AnswerKey) -> Values:
    """Return the row of an answer key without its annotations."""
    return {
        "lesson_id": lesson_id,
        "links": [link_to_json(link) for link in key.links],
        "unscored": [
            {
                "article": sentence.article_id,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "explanation": sentence.explanation,
            }
            for sentence in key.unscored
        ],
    }


def key_annotation_values(lesson_id: LessonId, key: AnswerKey) -> list[Values]:
    """Return the rows of the annotations of an answer key."""
    return [
        {
            "lesson_id": lesson_id,
            "id": expected.id,
            "position": position,
            "article_id": expected.article_id,
            "category_id": expected.category_id,
            "span_start": expected.span.start,
            "span_end": expected.span.end,
            "quote": expected.quote,
            "status": expected.status.value,
            "weight": expected.weight,
            "technique_id": expected.technique_id,
            "explanation": expected.explanation,
            "accepted": _accepted_to_json(expected.accepted),
        }
        for position, expected in enumerate(key.annotations)
    ]


def key_of(row: AnyRow, annotations: Iterable[AnyRow]) -> AnswerKey:
    """Return the answer key of a row and the rows of its annotations."""
    return AnswerKey(
        annotations=tuple(_key_annotation_of(one) for one in annotations),
        links=tuple(link_from_json(link) for link in row.links),
        unscored=tuple(
            UnscoredSentence(ArticleId(one["article"]), span_of(one), one["explanation"])
            for one in row.unscored
        ),
    )


def _key_annotation_of(row: AnyRow) -> KeyAnnotation:
    return KeyAnnotation(
        id=KeyId(row.id),
        article_id=ArticleId(row.article_id),
        category_id=CategoryId(row.category_id),
        span=Span(row.span_start, row.span_end),
        quote=row.quote,
        status=KeyStatus(row.status),
        weight=row.weight,
        technique_id=None if row.technique_id is None else TechniqueId(row.technique_id),
        explanation=row.explanation,
        accepted=_accepted_of(row.accepted),
    )


def _accepted_to_json(accepted: Acceptance | None) -> Values | None:
    if accepted is None:
        return None
    return {
        "author_id": accepted.author_id,
        "at": accepted.at.isoformat(),
        "hand_in_id": accepted.hand_in_id,
    }


def _accepted_of(stored: Values | None) -> Acceptance | None:
    if stored is None:
        return None
    source = stored.get("hand_in_id")
    return Acceptance(
        AuthorId(stored["author_id"]),
        datetime.fromisoformat(stored["at"]),
        None if source is None else HandInId(source),
    )
