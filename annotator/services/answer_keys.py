"""An answer key as the annotating rule sees it: gestures on it, its entries, what clashes.

The key of a draft is a plain value; nothing here stores anything. Key annotations are drawn by
the view that students use, so each can be had as an annotation by the teacher too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import (
    Gesture,
    KeyGesture,
    Note,
    PlainAnnotation,
    Ways,
    applied,
    clashing,
    outcome,
)
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import TEACHER, AnnotationId, ArticleId, CategoryId, KeyId
from annotator.domain.keys import (
    Alternative,
    AnswerKey,
    Entry,
    KeyAnnotation,
    UnscoredSentence,
)
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import CANNOT_TELL, UNSURE
from annotator.domain.spans import Span
from annotator.translation import N_

#: A key annotation is drawn without a time of its own.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KeyEdit:
    """The key after a gesture, what the gesture is called, and what stands where it was meant."""

    key: AnswerKey
    label: str
    made: tuple[KeyId, ...] = ()


def key_id(article_id: ArticleId, category_id: CategoryId, span: Span) -> KeyId:
    """Return the id of a key annotation, by its place, as a key file gives it too."""
    return KeyId(f"{article_id}/{category_id}/{span.start}-{span.end}")


def alternative(body: str, span: Span) -> Alternative:
    """Return a stretch of an article as other words that a key annotation is found on."""
    return Alternative(span, span.of(body))


def entry_id(entry: Entry) -> str:
    """Return by what an entry is known: the key's id, or the place of an unscored sentence."""
    if isinstance(entry, KeyAnnotation):
        return entry.id
    return key_id(entry.article_id, CANNOT_TELL, entry.span)


def entries_in(key: AnswerKey) -> tuple[Entry, ...]:
    """Return the key annotations and the unscored sentences of a key."""
    return (*key.annotations, *key.unscored)


def with_entries(key: AnswerKey, entries: Collection[Entry]) -> AnswerKey:
    """Return a key with exactly these entries and its own links."""
    return replace(
        key,
        annotations=tuple(each for each in entries if isinstance(each, KeyAnnotation)),
        unscored=tuple(each for each in entries if isinstance(each, UnscoredSentence)),
    )


# -- drawn ---------------------------------------------------------------------


def annotation_of(article: Article, key: KeyAnnotation) -> Annotation:
    """Return a key annotation as an annotation by the teacher, to be drawn."""
    return Annotation(
        id=AnnotationId(key.id),
        article_id=article.id,
        category_id=key.category_id,
        span=key.span,
        anchor=anchor_of(article.body, key.span),
        author_id=TEACHER,
        created=_ANY_TIME,
        technique_id=key.technique_id,
        reason=key.explanation,
    )


def annotations_of(lesson: Lesson, key: AnswerKey, article_id: ArticleId) -> tuple[Annotation, ...]:
    """Return the key of an article as annotations in reading order; strays are left out."""
    article = lesson.article(article_id)
    known = {category.id for category in lesson.scheme.categories}
    return tuple(
        annotation_of(article, each)
        for each in key.for_article(article_id)
        if each.category_id in known and each.span.end <= len(article.body)
    )


# -- the rule ------------------------------------------------------------------


def changed_key(lesson: Lesson, key: AnswerKey, *gestures: Gesture | KeyGesture) -> KeyEdit:
    """Return the key after gestures on it, as the rule of `domain.annotating` has them.

    In a key words of the same category do not overlap, and “cannot tell” is one more label.
    """
    entries = {entry_id(each): each for each in entries_in(key)}
    work = tuple(_plain(lesson, entry) for entry in entries.values())
    label = ""
    stands: list[str] = []
    for gesture in gestures:
        made = outcome(lesson, work, gesture, _ways(work))
        work = applied(work, made.steps)
        label = made.label
        stands += made.stands
    after = [_entry(lesson, each, entries.get(each.id)) for each in work]
    return KeyEdit(with_entries(key, after), label, tuple(KeyId(each) for each in stands))


def clashing_entries(lesson: Lesson, key: AnswerKey, entry: Entry) -> tuple[Entry, ...]:
    """Return what of a key cannot stand beside an entry.

    That is the same category on some of its words, or any label of its sentence.
    """
    plain = {_plain(lesson, each): each for each in entries_in(key)}
    met = clashing(lesson, plain, _plain(lesson, entry), _ways(()))
    return tuple(plain[each] for each in met)


def _ways(work: Sequence[PlainAnnotation]) -> Ways:
    taken = {each.id for each in work}

    def id_at(
        old: PlainAnnotation | None, article_id: ArticleId, category_id: CategoryId, span: Span
    ) -> str:
        place = key_id(article_id, category_id, span)
        # A corrected article can have moved the words of an id to another place.
        others = taken - {old.id} if old is not None else taken
        names = (place if n == 1 else f"{place}-{n}" for n in count(1))
        return next(each for each in names if each not in others)

    return Ways(
        id_at, may_overlap=False, labels=(UNSURE,), highlighted=N_("put into the key “{quote}”")
    )


def note_of(entry: Entry) -> Note:
    """Return what the teacher said of an entry; a sentence that is not scored weighs nothing."""
    if isinstance(entry, UnscoredSentence):
        return Note(text=entry.explanation, weight=0.0)
    return Note(entry.technique_id, entry.explanation, status=entry.status, weight=entry.weight)


def _plain(lesson: Lesson, entry: Entry) -> PlainAnnotation:
    note = note_of(entry)
    if isinstance(entry, UnscoredSentence):
        category_id, note = CANNOT_TELL, replace(note, weight=None)
        bodies = {article.id: article.body for article in lesson.articles}
        quote = entry.span.of(bodies.get(entry.article_id, ""))
    else:
        category_id, quote = entry.category_id, entry.quote
        if entry.weight == lesson.weights.get(category_id, 1.0):
            note = replace(note, weight=None)
    also = tuple(a.span for a in entry.also) if isinstance(entry, KeyAnnotation) else ()
    return PlainAnnotation(
        entry_id(entry), entry.article_id, category_id, entry.span, quote, note, also
    )


def _entry(lesson: Lesson, made: PlainAnnotation, before: Entry | None) -> Entry:
    if before is not None and _plain(lesson, before) == made:
        return before
    note = made.note
    if made.category_id == CANNOT_TELL:
        return UnscoredSentence(made.article_id, made.span, note.text)
    usual = lesson.weights.get(made.category_id, 1.0)
    known = {a.span: a for a in before.also} if isinstance(before, KeyAnnotation) else {}
    body = lesson.article(made.article_id).body
    return KeyAnnotation(
        KeyId(made.id),
        made.article_id,
        made.category_id,
        made.span,
        made.quote,
        note.status,
        usual if note.weight is None else note.weight,
        note.technique_id,
        note.text,
        before.accepted if isinstance(before, KeyAnnotation) else None,
        tuple(known.get(span) or alternative(body, span) for span in made.also),
    )
