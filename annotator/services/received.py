"""What a student got back: the feedback, the lesson it is on, and its highlights to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId
from annotator.domain.lessons import Lesson
from annotator.domain.returned import MISSED, SET_BY_HAND, StudentFeedback


@dataclass(frozen=True, slots=True)
class Received:
    """Returned work with the lesson it is on, where that is here with the same articles.

    `is_checked` says whether it is known to be from the lesson's teacher.
    """

    feedback: StudentFeedback
    lesson: Lesson | None
    is_checked: bool


def same_lesson(lesson: Lesson | None, feedback: StudentFeedback) -> Lesson | None:
    """Return the lesson if its articles are those that the feedback is about."""
    if lesson is None:
        return None
    same = all(feedback.article_hashes.get(a.id) == a.hash for a in lesson.articles)
    return lesson if same else None


def annotations_of(lesson: Lesson, feedback: StudentFeedback) -> tuple[Annotation, ...]:
    """Return the student's highlights as the feedback tells them, to be drawn."""
    bodies = {article.id: article.body for article in lesson.articles}
    known = {category.id for category in lesson.scheme.categories}
    made = []
    for number, note in enumerate(feedback.notes):
        body = bodies.get(note.article_id, "")
        fits = note.category_id in known and note.span.end <= len(body)
        if note.outcome not in (MISSED, SET_BY_HAND) and fits:
            made.append(
                Annotation(
                    AnnotationId(str(number)),
                    note.article_id,
                    note.category_id,
                    note.span,
                    anchor_of(body, note.span),
                    AuthorId("returned"),
                    feedback.handed_in,
                    None,
                    note.reason,
                    note.rewrite,
                )
            )
    return tuple(made)
