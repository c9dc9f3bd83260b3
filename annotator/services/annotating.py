"""What an author does on articles: each gesture and each answer stored as one edit.

Each function stores one edit in one transaction and returns it, or None where nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import Gesture, Note, PlainAnnotation, Ways, outcome
from annotator.domain.annotations import Annotation, Answer, Workspace
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import AnnotationId, AuthorId, QuestionId
from annotator.domain.lessons import Lesson
from annotator.domain.notes import checked_note
from annotator.services.history import record_edit
from annotator.services.ports import Ports
from annotator.translation import stored


def annotate(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Iterable[Annotation],
    gesture: Gesture,
) -> Edit | None:
    """Do and store what a gesture means, as the rule of `domain.annotating` has it.

    `existing` is what the gesture can touch: the author's work, or the part within its reach.
    """
    known = {each.id: each for each in existing}
    ways = Ways(lambda old, *_place: old.id if old is not None else ports.new_id())
    made = outcome(lesson, map(plain, known.values()), gesture, ways)
    if not made.steps:
        return None
    changes = []
    for step in made.steps:
        before = None if step.before is None else known[AnnotationId(step.before.id)]
        after = None
        if step.after is not None:
            after = _annotation(ports, lesson, workspace.author_id, before, step.after)
        changes.append(Change(before, after))
    return record_edit(ports, workspace, made.label, changes)


def plain(annotation: Annotation) -> PlainAnnotation:
    """Return a student's annotation as the rule sees it."""
    return PlainAnnotation(
        annotation.id,
        annotation.article_id,
        annotation.category_id,
        annotation.span,
        annotation.quote,
        note_of(annotation),
    )


def note_of(annotation: Annotation) -> Note:
    """Return what a student said of an annotation."""
    return Note(annotation.technique_id, annotation.reason, annotation.rewrite)


def _annotation(
    ports: Ports,
    lesson: Lesson,
    author_id: AuthorId,
    before: Annotation | None,
    made: PlainAnnotation,
) -> Annotation:
    if before is not None and (before.article_id, before.span) == (made.article_id, made.span):
        anchor = before.anchor
    else:
        anchor = anchor_of(lesson.article(made.article_id).body, made.span)
    return Annotation(
        AnnotationId(made.id),
        made.article_id,
        made.category_id,
        made.span,
        anchor,
        author_id if before is None else before.author_id,
        ports.now() if before is None else before.created,
        made.note.technique_id,
        made.note.text,
        made.note.rewrite,
    )


def write_answer(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Sequence[Answer],
    question_id: QuestionId,
    text: str,
) -> Edit | None:
    """Store the answer to a question; an empty text removes it."""
    numbers = {question.id: n for n, question in enumerate(lesson.questions, 1)}
    if question_id not in numbers:
        raise NotAllowed(
            "The lesson “{title}” has no question “{question_id}”.",
            title=lesson.title,
            question_id=question_id,
        )
    before = next((a for a in existing if a.question_id == question_id), None)
    after = Answer(question_id, workspace.author_id, checked_note(text)) if text.strip() else None
    if before == after:
        return None
    label = stored("answer to question {number}", number=numbers[question_id])
    return record_edit(ports, workspace, label, [Change(before, after)])
