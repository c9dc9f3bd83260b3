"""Work, history, hand-ins and decisions as rows, and rows as those values."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.annotations import Annotation, Answer, Link, Workspace
from annotator.domain.grading import (
    Comment,
    CreditOverride,
    CriterionScore,
    Verdict,
    VerdictKind,
)
from annotator.domain.hand_ins import HandIn, Student, name_key
from annotator.domain.history import Edit
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    CommentId,
    CriterionId,
    EditId,
    HandInId,
    KeyId,
    LessonId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.spans import Span
from annotator.services.ports import BoardLayout, ReadingPlace, StoredHandIn
from annotator.storage.item_json import (
    change_from_json,
    change_to_json,
    ends_from_json,
    ends_to_json,
)

#: The values of one row, by column name.
Values = dict[str, Any]

AnyRow = Row[Any]


def student_values(student: Student) -> Values:
    """Return the row of a student."""
    return {"id": student.id, "name": student.name, "name_key": name_key(student.name)}


def student_of(row: AnyRow) -> Student:
    """Return the student of a row."""
    return Student(AuthorId(row.id), row.name)


def annotation_values(
    annotation: Annotation, lesson_id: LessonId, hand_in_id: HandInId | None = None
) -> Values:
    """Return the row of an annotation: a working copy, or part of a hand-in."""
    return {
        "id": annotation.id,
        "lesson_id": lesson_id,
        "author_id": annotation.author_id,
        "hand_in_id": hand_in_id,
        "article_id": annotation.article_id,
        "category_id": annotation.category_id,
        "span_start": annotation.span.start,
        "span_end": annotation.span.end,
        "exact": annotation.anchor.exact,
        "prefix": annotation.anchor.prefix,
        "suffix": annotation.anchor.suffix,
        "created": annotation.created,
        "technique_id": annotation.technique_id,
        "reason": annotation.reason,
        "rewrite": annotation.rewrite,
    }


def annotation_of(row: AnyRow) -> Annotation:
    """Return the annotation of a row."""
    return Annotation(
        id=AnnotationId(row.id),
        article_id=ArticleId(row.article_id),
        category_id=CategoryId(row.category_id),
        span=Span(row.span_start, row.span_end),
        anchor=QuoteAnchor(row.exact, row.prefix, row.suffix),
        author_id=AuthorId(row.author_id),
        created=row.created,
        technique_id=None if row.technique_id is None else TechniqueId(row.technique_id),
        reason=row.reason,
        rewrite=row.rewrite,
    )


def link_values(link: Link, lesson_id: LessonId, hand_in_id: HandInId | None = None) -> Values:
    """Return the row of a link: a working copy, or part of a hand-in."""
    return {
        "id": link.id,
        "lesson_id": lesson_id,
        "author_id": link.author_id,
        "hand_in_id": hand_in_id,
        "title": link.title,
        "note": link.note,
        "ends": ends_to_json(link.ends),
        "missing_in": list(link.missing_in),
    }


def link_of(row: AnyRow) -> Link:
    """Return the link of a row."""
    return Link(
        id=LinkId(row.id),
        author_id=AuthorId(row.author_id),
        ends=ends_from_json(row.ends),
        title=row.title,
        note=row.note,
        missing_in=tuple(ArticleId(article) for article in row.missing_in),
    )


def answer_values(
    answer: Answer, lesson_id: LessonId, hand_in_id: HandInId | None = None
) -> Values:
    """Return the row of an answer: a working copy, or part of a hand-in."""
    return {
        "question_id": answer.question_id,
        "lesson_id": lesson_id,
        "author_id": answer.author_id,
        "hand_in_id": hand_in_id,
        "text": answer.text,
    }


def answer_of(row: AnyRow) -> Answer:
    """Return the answer of a row."""
    return Answer(QuestionId(row.question_id), AuthorId(row.author_id), row.text)


def place_values(place: ReadingPlace) -> Values:
    """Return the row of a reading place."""
    return {
        "lesson_id": place.workspace.lesson_id,
        "author_id": place.workspace.author_id,
        "opened_at": place.opened_at,
        "articles": list(place.articles),
        "positions": None if place.positions is None else dict(place.positions),
        "layout": None if place.layout is None else _layout_values(place.layout),
    }


def _layout_values(layout: BoardLayout) -> Values:
    return {
        "order": list(layout.order),
        "pinned": list(layout.pinned),
        "widths": [dict(widths) for widths in layout.widths],
    }


def place_of(row: AnyRow) -> ReadingPlace:
    """Return the reading place of a row."""
    positions = row.positions
    return ReadingPlace(
        workspace=Workspace(LessonId(row.lesson_id), AuthorId(row.author_id)),
        opened_at=row.opened_at,
        articles=tuple(ArticleId(article) for article in row.articles),
        positions=None
        if positions is None
        else MappingProxyType({ArticleId(one): place for one, place in positions.items()}),
        layout=None if row.layout is None else _layout_of(row.layout),
    )


def _layout_of(stored: Values) -> BoardLayout:
    return BoardLayout(
        order=tuple(ArticleId(one) for one in stored["order"]),
        pinned=tuple(ArticleId(one) for one in stored["pinned"]),
        widths=tuple(
            MappingProxyType({ArticleId(one): width for one, width in widths.items()})
            for widths in stored["widths"]
        ),
    )


def edit_values(edit: Edit) -> Values:
    """Return the row of an edit that is done."""
    return {
        "id": edit.id,
        "lesson_id": edit.workspace.lesson_id,
        "author_id": edit.workspace.author_id,
        "label": edit.label,
        "at": edit.at,
        "undone": False,
        "changes": [change_to_json(change) for change in edit.changes],
    }


def edit_of(row: AnyRow) -> Edit:
    """Return the edit of a row."""
    return Edit(
        id=EditId(row.id),
        workspace=Workspace(LessonId(row.lesson_id), AuthorId(row.author_id)),
        label=row.label,
        at=row.at,
        changes=tuple(change_from_json(change) for change in row.changes),
    )


def hand_in_values(stored: StoredHandIn) -> Values:
    """Return the row of a hand-in without its parts."""
    given = stored.hand_in
    return {
        "id": given.id,
        "lesson_id": given.lesson_id,
        "lesson_version": given.lesson_version,
        "lesson_hash": given.lesson_hash,
        "article_hashes": dict(given.article_hashes),
        "student_name": given.student_name,
        "name_key": name_key(given.student_name),
        "attempt": given.attempt,
        "handed_in": given.handed_in,
        "digest": stored.digest,
        "collected_at": stored.collected_at,
        "arrived_at": stored.arrived_at,
        "taken_at": stored.taken_at,
    }


def hand_in_of(
    row: AnyRow,
    annotations: tuple[Annotation, ...],
    links: tuple[Link, ...],
    answers: tuple[Answer, ...],
) -> StoredHandIn:
    """Return the hand-in of a row and its parts."""
    hashes = {ArticleId(article): digest for article, digest in row.article_hashes.items()}
    given = HandIn(
        id=HandInId(row.id),
        lesson_id=LessonId(row.lesson_id),
        lesson_version=row.lesson_version,
        lesson_hash=row.lesson_hash,
        article_hashes=MappingProxyType(hashes),
        student_name=row.student_name,
        attempt=row.attempt,
        handed_in=row.handed_in,
        annotations=annotations,
        links=links,
        answers=answers,
    )
    return StoredHandIn(given, row.digest, row.collected_at, row.arrived_at, row.taken_at)


def verdict_values(verdict: Verdict) -> Values:
    """Return the row of a verdict."""
    return {
        "hand_in_id": verdict.hand_in_id,
        "annotation_id": verdict.annotation_id,
        "kind": verdict.kind.value,
        "author_id": verdict.author_id,
        "at": verdict.at,
        "comment": verdict.comment,
    }


def verdict_of(row: AnyRow) -> Verdict:
    """Return the verdict of a row."""
    return Verdict(
        hand_in_id=HandInId(row.hand_in_id),
        annotation_id=AnnotationId(row.annotation_id),
        kind=VerdictKind(row.kind),
        author_id=AuthorId(row.author_id),
        at=row.at,
        comment=row.comment,
    )


def override_values(override: CreditOverride) -> Values:
    """Return the row of an override."""
    return {
        "hand_in_id": override.hand_in_id,
        "key_id": override.key_id,
        "credit": override.credit,
        "author_id": override.author_id,
        "at": override.at,
        "reason": override.reason,
    }


def override_of(row: AnyRow) -> CreditOverride:
    """Return the override of a row."""
    return CreditOverride(
        hand_in_id=HandInId(row.hand_in_id),
        key_id=KeyId(row.key_id),
        credit=row.credit,
        author_id=AuthorId(row.author_id),
        at=row.at,
        reason=row.reason,
    )


def criterion_score_values(score: CriterionScore) -> Values:
    """Return the row of the points on one criterion."""
    return {
        "hand_in_id": score.hand_in_id,
        "criterion_id": score.criterion_id,
        "points": score.points,
        "author_id": score.author_id,
        "at": score.at,
        "comment": score.comment,
    }


def criterion_score_of(row: AnyRow) -> CriterionScore:
    """Return the points on one criterion of a row."""
    return CriterionScore(
        hand_in_id=HandInId(row.hand_in_id),
        criterion_id=CriterionId(row.criterion_id),
        points=row.points,
        author_id=AuthorId(row.author_id),
        at=row.at,
        comment=row.comment,
    )


def comment_values(comment: Comment) -> Values:
    """Return the row of a comment."""
    return {
        "id": comment.id,
        "hand_in_id": comment.hand_in_id,
        "annotation_id": comment.annotation_id,
        "question_id": comment.question_id,
        "author_id": comment.author_id,
        "at": comment.at,
        "text": comment.text,
    }


def comment_of(row: AnyRow) -> Comment:
    """Return the comment of a row."""
    return Comment(
        id=CommentId(row.id),
        hand_in_id=HandInId(row.hand_in_id),
        author_id=AuthorId(row.author_id),
        at=row.at,
        text=row.text,
        annotation_id=None if row.annotation_id is None else AnnotationId(row.annotation_id),
        question_id=None if row.question_id is None else QuestionId(row.question_id),
    )
