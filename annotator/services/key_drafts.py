"""Build an answer key: every function returns the key that a gesture of the teacher makes.

The key of a draft is a plain value; nothing here stores anything. Key annotations are drawn by
the view that students use, so each can be had as an annotation by the teacher too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import (
    Add,
    Gesture,
    Note,
    PlainAnnotation,
    Remove,
    Ways,
    applied,
    outcome,
)
from annotator.domain.annotations import Annotation, Link, LinkEnd
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Change
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    CategoryId,
    KeyId,
    LinkId,
)
from annotator.domain.keys import CANNOT_TELL, AnswerKey, Entry, KeyAnnotation, UnscoredSentence
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.linking import linked, said
from annotator.domain.notes import shortened
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.domain.snapping import Snap, snapped_spans, snapped_words
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion
from annotator.services.schemes import free_id
from annotator.translation import N_

#: A key annotation is drawn without a time of its own.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


#: What a sentence can carry in a key beside the labels of the scheme.
_UNSURE = Category(
    CANNOT_TELL, "Cannot tell", "?", "", "#000000", LinePattern.DOTTED, Unit.SENTENCE
)


@dataclass(frozen=True, slots=True)
class KeyEdit:
    """The key after a gesture, what the gesture is called, and what it made."""

    key: AnswerKey
    label: str
    made: tuple[KeyId, ...] = ()


def key_id(article_id: ArticleId, category_id: CategoryId, span: Span) -> KeyId:
    """Return the id of a key annotation, by its place, as a key file gives it too."""
    return KeyId(f"{article_id}/{category_id}/{span.start}-{span.end}")


def entry_id(entry: Entry) -> str:
    """Return by what an entry is known: the key's id, or the place of an unscored sentence."""
    if isinstance(entry, KeyAnnotation):
        return entry.id
    return key_id(entry.article_id, CANNOT_TELL, entry.span)


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


def changed_key(lesson: Lesson, key: AnswerKey, *gestures: Gesture) -> KeyEdit:
    """Return the key after gestures on it, as the rule of `domain.annotating` has them.

    In a key words of the same category do not overlap, and “cannot tell” is one more label.
    """
    all_entries: tuple[Entry, ...] = (*key.annotations, *key.unscored)
    entries = {entry_id(each): each for each in all_entries}
    work = tuple(_plain(lesson, entry) for entry in entries.values())
    label = ""
    stands: list[str] = []
    for gesture in gestures:
        made = outcome(lesson, work, gesture, _ways(work))
        work = applied(work, made.steps)
        label = made.label
        stands += made.stands
    after = tuple(_entry(lesson, each, entries.get(each.id)) for each in work)
    annotations = tuple(each for each in after if isinstance(each, KeyAnnotation))
    unscored = tuple(each for each in after if isinstance(each, UnscoredSentence))
    new = replace(key, annotations=annotations, unscored=unscored)
    return KeyEdit(new, label, tuple(KeyId(each) for each in stands))


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
        id_at, may_overlap=False, labels=(_UNSURE,), highlighted=N_("put into the key “{quote}”")
    )


def _plain(lesson: Lesson, entry: Entry) -> PlainAnnotation:
    if isinstance(entry, UnscoredSentence):
        quote = next(
            (entry.span.of(a.body) for a in lesson.articles if a.id == entry.article_id), ""
        )
        note = Note(text=entry.explanation)
        return PlainAnnotation(
            entry_id(entry), entry.article_id, CANNOT_TELL, entry.span, quote, note
        )
    note = note_of(entry)
    if entry.weight == lesson.weights.get(entry.category_id, 1.0):
        note = replace(note, weight=None)
    return PlainAnnotation(
        entry.id, entry.article_id, entry.category_id, entry.span, entry.quote, note
    )


def _entry(lesson: Lesson, made: PlainAnnotation, before: Entry | None) -> Entry:
    if before is not None and _plain(lesson, before) == made:
        return before
    note = made.note
    if made.category_id == CANNOT_TELL:
        return UnscoredSentence(made.article_id, made.span, note.text)
    usual = lesson.weights.get(made.category_id, 1.0)
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
    )


def note_of(each: KeyAnnotation) -> Note:
    """Return what the teacher said of a key annotation."""
    return Note(each.technique_id, each.explanation, status=each.status, weight=each.weight)


def with_suggestions(lesson: Lesson, key: AnswerKey, suggestions: Sequence[Suggestion]) -> KeyEdit:
    """Put suggestions into the key in one step, their reasons as first explanations."""
    adds = (
        Add(s.article_id, s.category_id, s.span, Snap.CHARACTERS, Note(s.technique_id, s.reason))
        for s in suggestions
    )
    edit = changed_key(lesson, key, *adds)
    several = f"accept {len(suggestions)} suggestions"
    return replace(edit, label=several) if len(suggestions) > 1 else edit


def toggle_unscored(lesson: Lesson, key: AnswerKey, article_id: ArticleId, rough: Span) -> KeyEdit:
    """Say of the sentences in a selection that one cannot tell, or take that back.

    Where one of them is not so marked, all are; their labels go.
    """
    article = lesson.article(article_id)
    touched = snapped_spans(article, _UNSURE, rough)
    if not touched:
        raise NotAllowed("Put the caret into a sentence first.")
    quote = shortened(article.body[touched[0].start : touched[-1].end])
    marked = {u.span: entry_id(u) for u in key.unscored if u.article_id == article_id}
    if marked.keys() >= set(touched):
        edit = changed_key(lesson, key, Remove(tuple(marked[span] for span in touched)))
        return replace(edit, label=f"score “{quote}” again")
    edit = changed_key(lesson, key, Add(article_id, CANNOT_TELL, rough))
    return replace(edit, label=f"cannot tell of “{quote}”")


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
    changes = linked(key.links, Link(link_id, TEACHER, tuple(ends), title=title))
    return KeyEdit(_with_links(key, changes), f"link “{title}”")


def _with_links(key: AnswerKey, changes: Iterable[Change]) -> AnswerKey:
    links = list(key.links)
    for change in changes:
        if isinstance(change.before, Link) and isinstance(change.after, Link):
            links[links.index(change.before)] = change.after
        elif isinstance(change.after, Link):
            links.append(change.after)
        elif isinstance(change.before, Link):
            links.remove(change.before)
    return replace(key, links=tuple(links))


def revise_link(key: AnswerKey, before: Link, after: Link) -> KeyEdit:
    """Give a link another title, note or list of articles that it is missing in."""
    title = after.title if after.title.strip() else before.title
    changed = said(after, title, after.note, after.missing_in)
    links = tuple(changed if link == before else link for link in key.links)
    return KeyEdit(replace(key, links=links), f"change the link “{shortened(changed.title)}”")


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
