"""Build an answer key: every function returns the key that a gesture of the teacher makes.

The key of a draft is a plain value; nothing here stores anything. Key annotations are drawn by
the view that students use, so each can be had as an annotation by the teacher too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation, Link, LinkEnd
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    CategoryId,
    KeyId,
    LinkId,
    TechniqueId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.notes import checked_note, shortened
from annotator.domain.scheme import Category
from annotator.domain.sentences import sentences_touched
from annotator.domain.snapping import Snap, snap_to_words, snapped_spans
from annotator.domain.spans import Span
from annotator.domain.text import trimmed, words
from annotator.services.schemes import free_id

#: A key annotation is drawn without a time of its own.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
LIGHTEST, HEAVIEST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class KeyNote:
    """What the teacher says of a key annotation; no weight means the category's usual one."""

    status: KeyStatus = KeyStatus.REQUIRED
    weight: float | None = None
    technique_id: TechniqueId | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class KeyEdit:
    """The key after a gesture, what the gesture is called, and what it made."""

    key: AnswerKey
    label: str
    made: tuple[KeyId, ...] = ()


def key_id(article_id: ArticleId, category_id: CategoryId, span: Span) -> KeyId:
    """Return the id of a key annotation, by its place, as a key file gives it too."""
    return KeyId(f"{article_id}/{category_id}/{span.start}-{span.end}")


def find_key(key: AnswerKey, wanted: str) -> KeyAnnotation:
    """Return the key annotation with this id; raise UnknownThing if it is gone."""
    found = next((each for each in key.annotations if each.id == wanted), None)
    if found is None:
        raise UnknownThing("This key annotation is not there any more.")
    return found


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


# -- gestures ------------------------------------------------------------------


def add_key(
    lesson: Lesson,
    key: AnswerKey,
    article_id: ArticleId,
    category_id: CategoryId,
    rough: Span,
    *,
    snap: Snap = Snap.WORDS,
    note: KeyNote | None = None,
) -> KeyEdit:
    """Put the words or sentences that a rough selection means into the key.

    A sentence label replaces the other label of its sentence and “cannot tell”. Raise
    NotAllowed where nothing is selected, or where words of the category are in the key already.
    """
    article, category = lesson.article(article_id), lesson.scheme.category(category_id)
    spans = snapped_spans(article, category, rough, snap)
    if not spans:
        raise NotAllowed("Select some words first, then choose a category.")
    made: list[KeyId] = []
    for span in spans:
        key, new = _with_span(lesson, key, article, category, span, note or KeyNote())
        made.append(new)
    quote = article.body[spans[0].start : spans[-1].end]
    verb = f"label as {category.name.lower()}" if category.is_sentence else "put into the key"
    return KeyEdit(key, f"{verb} “{shortened(quote)}”", tuple(made))


def _with_span(
    lesson: Lesson,
    key: AnswerKey,
    article: Article,
    category: Category,
    span: Span,
    note: KeyNote,
) -> tuple[AnswerKey, KeyId]:
    new = key_id(article.id, category.id, span)
    mine = key.for_article(article.id)
    if any(each.id == new or _is_at(each, category, span) for each in mine):
        return key, next(e.id for e in mine if e.id == new or _is_at(e, category, span))
    clash = next(
        (e for e in mine if e.category_id == category.id and e.span.overlaps(span)),
        None,
    )
    if clash is not None:
        raise NotAllowed(
            f"“{shortened(clash.quote)}” is in the key as {category.name.lower()} already. "
            "Move its ends, or remove it first."
        )
    rivals = {rival.id for rival in lesson.scheme.rivals(category)}
    replaced = [e for e in mine if e.category_id in rivals and e.span.overlaps(span)]
    explanation = note.explanation or next((e.explanation for e in replaced), "")
    made = KeyAnnotation(
        id=new,
        article_id=article.id,
        category_id=category.id,
        span=span,
        quote=span.of(article.body),
        status=note.status,
        weight=lesson.weight_of(category) if note.weight is None else note.weight,
        technique_id=_technique(category, note.technique_id),
        explanation=checked_note(explanation),
    )
    gone = {each.id for each in replaced}
    kept = tuple(each for each in key.annotations if each.id not in gone)
    unscored = key.unscored
    if category.is_sentence:
        unscored = tuple(u for u in unscored if not _is_on(u, article.id, span))
    return replace(key, annotations=(*kept, made), unscored=unscored), new


def _is_at(each: KeyAnnotation, category: Category, span: Span) -> bool:
    return each.category_id == category.id and each.span == span


def _is_on(sentence: UnscoredSentence, article_id: ArticleId, span: Span) -> bool:
    return sentence.article_id == article_id and sentence.span.overlaps(span)


def revise_key(lesson: Lesson, key: AnswerKey, wanted: str, note: KeyNote) -> KeyEdit:
    """Give a key annotation another status, weight, technique and explanation."""
    before = find_key(key, wanted)
    category = lesson.scheme.category(before.category_id)
    weight = lesson.weight_of(category) if note.weight is None else note.weight
    if not LIGHTEST <= weight <= HEAVIEST:
        raise NotAllowed(f"A weight lies between {LIGHTEST:g} and {HEAVIEST:g} points.")
    after = replace(
        before,
        status=note.status,
        weight=weight,
        technique_id=_technique(category, note.technique_id),
        explanation=checked_note(note.explanation),
    )
    return KeyEdit(_swapped(key, before, after), f"key note on “{shortened(before.quote)}”")


def note_of(each: KeyAnnotation) -> KeyNote:
    """Return what the teacher said of a key annotation."""
    return KeyNote(each.status, each.weight, each.technique_id, each.explanation)


def change_key_category(
    lesson: Lesson, key: AnswerKey, wanted: str, category_id: CategoryId
) -> KeyEdit:
    """Give a key annotation another category; status and explanation stay."""
    before = find_key(key, wanted)
    old, new = lesson.scheme.category(before.category_id), lesson.scheme.category(category_id)
    if old.id == new.id:
        return KeyEdit(key, "", (before.id,))
    usual = before.weight == lesson.weight_of(old)
    note = replace(note_of(before), weight=None if usual else before.weight)
    without = _swapped(key, before, None)
    edit = add_key(lesson, without, before.article_id, new.id, before.span, note=note)
    return replace(edit, label=f"change “{shortened(before.quote)}” to {new.name.lower()}")


def resize_key(
    lesson: Lesson, key: AnswerKey, wanted: str, rough: Span, snap: Snap = Snap.WORDS
) -> KeyEdit:
    """Move the ends of a key annotation on words; a sentence keeps its own."""
    before = find_key(key, wanted)
    category = lesson.scheme.category(before.category_id)
    article = lesson.article(before.article_id)
    spans = snapped_spans(article, category, rough, snap)
    if category.is_sentence or not spans or spans[0] == before.span:
        return KeyEdit(key, "", (before.id,))
    without = _swapped(key, before, None)
    edit = add_key(
        lesson,
        without,
        article.id,
        category.id,
        spans[0],
        snap=Snap.CHARACTERS,
        note=note_of(before),
    )
    return replace(edit, label=f"resize “{shortened(before.quote)}”")


def remove_keys(key: AnswerKey, wanted: Iterable[str]) -> KeyEdit:
    """Take key annotations out."""
    gone = [find_key(key, each) for each in dict.fromkeys(wanted)]
    ids = {each.id for each in gone}
    kept = tuple(each for each in key.annotations if each.id not in ids)
    label = f"remove “{shortened(gone[0].quote)}”" if gone else ""
    if len(gone) > 1:
        label = f"remove {len(gone)} keys"
    return KeyEdit(replace(key, annotations=kept), label)


def _swapped(key: AnswerKey, before: KeyAnnotation, after: KeyAnnotation | None) -> AnswerKey:
    """Return the key with one entry replaced, or without it."""
    entries = ((after if each is before else each) for each in key.annotations)
    return replace(key, annotations=tuple(each for each in entries if each is not None))


def _technique(category: Category, technique_id: TechniqueId | None) -> TechniqueId | None:
    return technique_id if technique_id and category.technique(technique_id) else None


# -- sentences of which nobody can tell ------------------------------------------


def toggle_unscored(lesson: Lesson, key: AnswerKey, article_id: ArticleId, rough: Span) -> KeyEdit:
    """Say of the sentences in a selection that one cannot tell, or take that back.

    Where one of them is not so marked, all are; their labels go.
    """
    article = lesson.article(article_id)
    core = trimmed(article.body, rough) or Span(rough.start, rough.start + 1)
    touched = sentences_touched(article.sentences, core) or tuple(
        s for s in article.sentences if s.end == rough.start
    )
    if not touched:
        raise NotAllowed("Put the caret into a sentence first.")
    quote = shortened(article.body[touched[0].start : touched[-1].end])
    marked = {u.span for u in key.unscored if u.article_id == article_id}
    if marked.issuperset(touched):
        kept = tuple(u for u in key.unscored if not _is_among(u, article_id, touched))
        return KeyEdit(replace(key, unscored=kept), f"score “{quote}” again")
    labels = {c.id for c in lesson.scheme.categories if c.is_sentence}
    annotations = tuple(
        each
        for each in key.annotations
        if each.category_id not in labels
        or each.article_id != article_id
        or not any(each.span.overlaps(s) for s in touched)
    )
    new = (UnscoredSentence(article_id, s) for s in touched if s not in marked)
    after = replace(key, annotations=annotations, unscored=(*key.unscored, *new))
    return KeyEdit(after, f"cannot tell of “{quote}”")


def explain_unscored(key: AnswerKey, sentence: UnscoredSentence, explanation: str) -> KeyEdit:
    """Say why nobody can tell of a sentence."""
    after = replace(sentence, explanation=checked_note(explanation))
    entries = tuple(after if each == sentence else each for each in key.unscored)
    return KeyEdit(replace(key, unscored=entries), "note on an unscored sentence")


def _is_among(sentence: UnscoredSentence, article_id: ArticleId, spans: Sequence[Span]) -> bool:
    return sentence.article_id == article_id and sentence.span in spans


# -- links ---------------------------------------------------------------------


def add_link(lesson: Lesson, key: AnswerKey, places: Sequence[tuple[ArticleId, Span]]) -> KeyEdit:
    """Link places of different articles that speak of the same thing, whole words each.

    Raise NotAllowed where there are not two articles with words selected.
    """
    ends: list[LinkEnd] = []
    for article_id, rough in places:
        article = lesson.article(article_id)
        span = snapped_words(article, rough)
        if span and article_id not in {end.article_id for end in ends}:
            ends.append(LinkEnd(article_id, span, anchor_of(article.body, span)))
    if len(ends) < 2:
        raise NotAllowed(
            "Show two articles side by side and select the words in each that speak of the same "
            "thing. Then link them."
        )
    title = shortened(ends[0].anchor.exact)
    link_id = LinkId(free_id(title, (link.id for link in key.links)))
    link = Link(link_id, TEACHER, tuple(ends), title=title)
    return KeyEdit(replace(key, links=(*key.links, link)), f"link “{title}”")


def snapped_words(article: Article, rough: Span) -> Span | None:
    """Return the whole words of a rough selection, or None where it holds none."""
    exact = trimmed(article.body, rough)
    return snap_to_words(words(article.body), exact) if exact else None


def revise_link(key: AnswerKey, before: Link, after: Link) -> KeyEdit:
    """Give a link another title, note or list of articles that it is missing in."""
    title = " ".join(checked_note(after.title).split()) or before.title
    linked = {end.article_id for end in after.ends}
    missing = tuple(each for each in after.missing_in if each not in linked)
    changed = replace(after, title=title, note=checked_note(after.note), missing_in=missing)
    links = tuple(changed if link == before else link for link in key.links)
    return KeyEdit(replace(key, links=links), f"change the link “{shortened(title)}”")


def remove_link(key: AnswerKey, gone: Link) -> KeyEdit:
    """Take a link out of the key."""
    links = tuple(link for link in key.links if link != gone)
    return KeyEdit(replace(key, links=links), f"remove the link “{shortened(gone.title)}”")


# -- coverage --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParagraphCoverage:
    """What the key has in one paragraph: keys on words, labelled and unscored sentences."""

    number: int
    span: Span
    kind: BlockKind
    on_words: int
    sentences: int
    labelled: int
    unscored: int

    @property
    def is_bare(self) -> bool:
        """Return whether the key has nothing at all here; a subheading needs nothing."""
        if self.kind is BlockKind.SUBHEADING:
            return False
        return not (self.on_words or self.labelled or self.unscored)


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """How far the key covers one article."""

    article_id: ArticleId
    paragraphs: tuple[ParagraphCoverage, ...]

    @property
    def bare(self) -> tuple[ParagraphCoverage, ...]:
        """Return the paragraphs without any key."""
        return tuple(each for each in self.paragraphs if each.is_bare)

    @property
    def without_words(self) -> tuple[ParagraphCoverage, ...]:
        """Return the paragraphs in which no words are in the key."""
        return tuple(
            p for p in self.paragraphs if not p.on_words and p.kind is not BlockKind.SUBHEADING
        )


def coverage_of(lesson: Lesson, key: AnswerKey) -> tuple[ArticleCoverage, ...]:
    """Return for each article which paragraphs the key covers."""
    labels = {c.id for c in lesson.scheme.categories if c.is_sentence}
    return tuple(_article_coverage(article, key, labels) for article in lesson.articles)


def _article_coverage(article: Article, key: AnswerKey, labels: set[CategoryId]) -> ArticleCoverage:
    mine = key.for_article(article.id)
    on_words = [each.span for each in mine if each.category_id not in labels]
    labelled = {each.span for each in mine if each.category_id in labels}
    unscored = [u.span for u in key.unscored if u.article_id == article.id]
    return ArticleCoverage(
        article.id,
        tuple(
            ParagraphCoverage(
                number=number,
                span=block.span,
                kind=block.kind,
                on_words=sum(span.overlaps(block.span) for span in on_words),
                sentences=sum(block.span.contains(s) for s in article.sentences),
                labelled=sum(span.overlaps(block.span) for span in labelled),
                unscored=sum(span.overlaps(block.span) for span in unscored),
            )
            for number, block in enumerate(article.blocks, 1)
        ),
    )
