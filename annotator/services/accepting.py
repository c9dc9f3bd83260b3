"""Accepted answers: what a student found, taken into the key for all, with where it came from.

An accepted answer stands in the key on this machine and nowhere else. It comes in by the
gesture at the screen alone and goes by undoing that or by taking it out in the builder; a key
that is published or read from a file never brings it back or loses it by chance. What the
student wrote about it stays in the hand-in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from annotator.domain.annotating import Add
from annotator.domain.annotations import Annotation
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import KeyId
from annotator.domain.keys import Acceptance, AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.snapping import Snap
from annotator.services.answer_keys import changed_key, key_id
from annotator.services.ports import UnitOfWork
from annotator.services.reanchoring import carried_over_key, placed


def accepted_answer(lesson: Lesson, annotation: Annotation, accepted: Acceptance) -> KeyAnnotation:
    """Return the optional key annotation that a student's annotation becomes.

    Only its place and a technique of the scheme are taken over, none of the student's words.
    """
    category = lesson.scheme.category(annotation.category_id)
    technique = category.technique(annotation.technique_id or "")
    return KeyAnnotation(
        id=key_id(annotation.article_id, category.id, annotation.span),
        article_id=annotation.article_id,
        category_id=category.id,
        span=annotation.span,
        quote=annotation.span.of(lesson.article(annotation.article_id).body),
        status=KeyStatus.OPTIONAL,
        weight=lesson.weight_of(category),
        technique_id=technique.id if technique else None,
        accepted=accepted,
    )


def key_with_answer(lesson: Lesson, key: AnswerKey, answer: KeyAnnotation) -> AnswerKey:
    """Return the key with an accepted answer, as the annotating rule lets it in.

    Nothing changes where the key has it. Raise NotAllowed where the key says otherwise.
    """
    gesture = Add(answer.article_id, answer.category_id, answer.span, Snap.CHARACTERS)
    try:
        after = changed_key(lesson, key, gesture).key
    except NotAllowed as clash:
        raise NotAllowed("{clash} Or accept it for single students.", clash=clash) from clash
    if after == key:
        return key
    if not {*after.annotations, *after.unscored} >= {*key.annotations, *key.unscored}:
        raise NotAllowed(
            "The key says otherwise of “{quote}”: a sentence has one label. Nothing "
            "was changed. Change the key first, or accept it for single students.",
            quote=shortened(answer.quote),
        )
    return replace(key, annotations=(*key.annotations, answer))


def with_accepted(
    known: AnswerKey, key: AnswerKey, seen: Collection[KeyId] | None = None
) -> AnswerKey:
    """Return the key that follows the known one, with the accepted answers that stand.

    `seen` are those that its author could see: one of these that the key lacks was taken out,
    and one that is no longer known was taken back meanwhile. A key from a file has seen none.
    """
    standing = {each.id: each for each in known.annotations if each.accepted is not None}
    kept = []
    for each in key.annotations:
        if each.accepted is not None and each.id in standing:
            each = replace(each, accepted=standing[each.id].accepted)
        elif each.accepted is not None and seen is not None and each.id in seen:
            continue
        kept.append(each)
    ids = {each.id for each in kept}
    places = {_place(each) for each in kept}
    new = (
        each
        for each in standing.values()
        if each.id not in ids and _place(each) not in places and each.id not in (seen or ())
    )
    return replace(key, annotations=(*kept, *new))


def without_borrowed_words(key: AnswerKey, work: Iterable[Annotation]) -> AnswerKey:
    """Return a key without the explanations that are a student's reason on the same words.

    Earlier versions wrote such a reason into the key, and so into key files.
    """
    reasons = {(a.article_id, a.category_id, a.span, a.reason.strip()) for a in work if a.reason}

    def is_borrowed(each: KeyAnnotation) -> bool:
        said = each.explanation.strip()
        return each.status is KeyStatus.OPTIONAL and (*_place(each), said) in reasons

    cleaned = (replace(k, explanation="") if is_borrowed(k) else k for k in key.annotations)
    return replace(key, annotations=tuple(cleaned))


def brought_up(unit: UnitOfWork, draft: LessonDraft) -> LessonDraft:
    """Return a draft with what was accepted for all since, and without what was taken back."""
    lesson, key = unit.lessons.find(draft.lesson.id), unit.lessons.find_key(draft.lesson.id)
    if lesson is None or key is None:
        return draft
    carried = carried_over_key(lesson, draft.lesson, key)
    seen = draft.accepted_ids | carried.accepted_ids
    return replace(
        draft, key=with_accepted(carried, draft.key, draft.accepted_ids), accepted_ids=seen
    )


def handed_in(unit: UnitOfWork, lesson: Lesson) -> tuple[Annotation, ...]:
    """Return every annotation of the lesson's hand-ins that has a place in its articles."""
    work = (a for s in unit.hand_ins.of_lesson(lesson.id) for a in s.hand_in.annotations)
    return placed(lesson, work)[0]


def _place(each: KeyAnnotation) -> tuple[object, ...]:
    return each.article_id, each.category_id, each.span
