"""The one rule of annotating: what a gesture changes in somebody's work.

It holds alike for a student's work, the teacher's answer key and what grading adds to the key.
Pure: spans are code points of an article's body, and nothing here stores anything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import ArticleId, CategoryId, TechniqueId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.notes import checked_note, joined_notes, shortened
from annotator.domain.scheme import Category, Scheme
from annotator.domain.snapping import Snap, snapped_spans
from annotator.domain.spans import Span
from annotator.translation import N_, stored

LIGHTEST, HEAVIEST = 0.0, 100.0
#: So many other words can stand for one annotation of a key.
MOST_ALTERNATIVES = 12


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of an annotation; only a key has a status and a weight.

    `text` is a student's reason or a key's explanation. No weight means the category's usual one.
    """

    technique_id: TechniqueId | None = None
    text: str = ""
    rewrite: str = ""
    status: KeyStatus = KeyStatus.REQUIRED
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class PlainAnnotation:
    """An annotation as the rule sees it, whoever made it; only a key's has alternatives."""

    id: str
    article_id: ArticleId
    category_id: CategoryId
    span: Span
    quote: str
    note: Note = Note()
    also: tuple[Span, ...] = ()

    def meets(self, span: Span) -> bool:
        """Return whether a span has some of its words, or of its alternatives."""
        return any(each.overlaps(span) for each in (self.span, *self.also))


@dataclass(frozen=True, slots=True)
class Add:
    """Put a category on what a rough selection means."""

    article_id: ArticleId
    category_id: CategoryId
    rough: Span
    snap: Snap = Snap.WORDS
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Revise:
    """Say something else of an annotation."""

    id: str
    note: Note


@dataclass(frozen=True, slots=True)
class Recategorise:
    """Give an annotation another category; its words and its note stay."""

    id: str
    category_id: CategoryId


@dataclass(frozen=True, slots=True)
class Resize:
    """Move the ends of an annotation; a label keeps its sentence."""

    id: str
    rough: Span
    snap: Snap = Snap.WORDS


@dataclass(frozen=True, slots=True)
class PlaceAgain:
    """Give an annotation that lost its words new ones, in any article."""

    id: str
    article_id: ArticleId
    rough: Span
    snap: Snap = Snap.WORDS


@dataclass(frozen=True, slots=True)
class AcceptAlso:
    """Let other words of its article count for an annotation of a key too."""

    id: str
    rough: Span
    snap: Snap = Snap.WORDS


@dataclass(frozen=True, slots=True)
class AcceptNoMore:
    """Take an alternative away from an annotation of a key."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Remove:
    """Take annotations away in one step."""

    ids: tuple[str, ...]


Gesture = Add | Revise | Recategorise | Resize | PlaceAgain | Remove
#: What can be done to a key only.
KeyGesture = AcceptAlso | AcceptNoMore


@dataclass(frozen=True, slots=True)
class Ways:
    """What differs between one kind of work and another; everything else is one rule.

    `id_at` names an annotation by its place, or by the one that it comes from. `labels` are
    what a sentence can carry also where the scheme does not have them. `highlighted` names the
    step that puts a category on words.
    """

    id_at: Callable[[PlainAnnotation | None, ArticleId, CategoryId, Span], str]
    may_overlap: bool = True
    labels: tuple[Category, ...] = ()
    highlighted: str = N_("highlight “{quote}”")


@dataclass(frozen=True, slots=True)
class AnnotationChange:
    """One annotation before and after; None where there is none."""

    before: PlainAnnotation | None
    after: PlainAnnotation | None


@dataclass(frozen=True, slots=True)
class GestureOutcome:
    """What a gesture changes: no steps where it is so already.

    `stands` are the ids of what now stands on the words that were meant.
    """

    steps: tuple[AnnotationChange, ...] = ()
    label: str = ""
    stands: tuple[str, ...] = ()


def outcome(
    lesson: Lesson, work: Iterable[PlainAnnotation], gesture: Gesture | KeyGesture, ways: Ways
) -> GestureOutcome:
    """Return what a gesture changes in the work, and the name that a menu gives it.

    `work` can be what lies within `reach` of the gesture and what it names. No words of a note
    are lost unless the gesture removes or revises it. Raise NotAllowed where the gesture cannot
    be, and UnknownThing where what it names is gone; nothing is changed then.
    """
    return _Rule(lesson, tuple(work), ways).outcome(gesture)


def applied(
    work: Iterable[PlainAnnotation], steps: Iterable[AnnotationChange]
) -> tuple[PlainAnnotation, ...]:
    """Return the work after these steps; what keeps its id keeps its turn."""
    kept = {each.id: each for each in work}
    for step in steps:
        if step.before is not None and (step.after is None or step.after.id != step.before.id):
            del kept[step.before.id]
        if step.after is not None:
            kept[step.after.id] = step.after
    return tuple(kept.values())


def clashing(
    lesson: Lesson, work: Iterable[PlainAnnotation], new: PlainAnnotation, ways: Ways
) -> tuple[PlainAnnotation, ...]:
    """Return what of the work cannot stand beside a new annotation where none may overlap.

    That is the same category on some of its words, or any label of its sentence.
    """
    return _Rule(lesson, tuple(work), ways).clashing(new)


def reach(article: Article, rough: Span) -> Span:
    """Return the area of an article that a gesture on a rough selection can touch.

    Whatever it snaps to ends within the neighbouring sentences.
    """
    first = bisect_right(article.sentences, rough.start, key=_start) - 2
    last = bisect_left(article.sentences, rough.end, key=_start) + 1
    start = article.sentences[first].start if first >= 0 else 0
    inside = last < len(article.sentences)
    end = article.sentences[last].end if inside else len(article.body)
    return Span(min(start, rough.start), max(end, rough.end))


def _start(span: Span) -> int:
    return span.start


class _Rule:
    """The rule over one lesson's work."""

    def __init__(self, lesson: Lesson, work: Sequence[PlainAnnotation], ways: Ways) -> None:
        self._lesson = lesson
        self._work = work
        self._ways = ways
        scheme = lesson.scheme
        known = {category.id for category in scheme.categories}
        more = [label for label in ways.labels if label.id not in known]
        self._scheme: Scheme = (
            replace(scheme, categories=(*scheme.categories, *more)) if more else scheme
        )

    def outcome(self, gesture: Gesture | KeyGesture) -> GestureOutcome:
        match gesture:
            case Add():
                return self._add(gesture)
            case Revise():
                return self._revise(gesture)
            case Recategorise():
                return self._recategorise(gesture)
            case Resize():
                return self._resize(gesture)
            case PlaceAgain():
                return self._place(gesture)
            case AcceptAlso():
                return self._accept_also(gesture)
            case AcceptNoMore():
                return self._accept_no_more(gesture)
            case Remove():
                return self._remove(gesture)

    def _add(self, gesture: Add) -> GestureOutcome:
        article = self._lesson.article(gesture.article_id)
        category = self._scheme.category(gesture.category_id)
        spans = snapped_spans(article, category, gesture.rough, gesture.snap)
        if not spans:
            raise NotAllowed("Select some words first, then choose a category.")
        quote = shortened(article.body[spans[0].start : spans[-1].end])
        name = category.name.lower()
        label = (
            stored("label as {category} “{quote}”", category=name, quote=quote)
            if category.is_sentence
            else stored(self._ways.highlighted, quote=quote)
        )
        return self._put(article, category, spans, gesture.note, None, label)

    def _revise(self, gesture: Revise) -> GestureOutcome:
        old = self._find(gesture.id)
        note = self._fitting(self._scheme.category(old.category_id), gesture.note)
        if note == old.note:
            return GestureOutcome(stands=(old.id,))
        step = AnnotationChange(old, replace(old, note=note))
        return GestureOutcome(
            (step,), stored("note on “{quote}”", quote=shortened(old.quote)), (old.id,)
        )

    def _recategorise(self, gesture: Recategorise) -> GestureOutcome:
        old = self._find(gesture.id)
        category = self._scheme.category(gesture.category_id)
        if category.id == old.category_id:
            return GestureOutcome(stands=(old.id,))
        article = self._lesson.article(old.article_id)
        # Words that were taken exactly stay exact.
        spans = snapped_spans(article, category, old.span, Snap.CHARACTERS)
        if not spans:
            raise NotAllowed(
                "There are no words here for {category}. Nothing was changed.",
                category=category.name.lower(),
            )
        label = stored(
            "change “{quote}” to {category}",
            quote=shortened(old.quote),
            category=category.name.lower(),
        )
        return self._put(article, category, spans, old.note, old, label)

    def _resize(self, gesture: Resize) -> GestureOutcome:
        old = self._find(gesture.id)
        article = self._lesson.article(old.article_id)
        category = self._scheme.category(old.category_id)
        spans = snapped_spans(article, category, gesture.rough, gesture.snap)
        if category.is_sentence or not spans or spans[0] == old.span:
            return GestureOutcome(stands=(old.id,))
        label = stored("resize “{quote}”", quote=shortened(spans[0].of(article.body)))
        return self._put(article, category, spans, old.note, old, label)

    def _place(self, gesture: PlaceAgain) -> GestureOutcome:
        old = self._find(gesture.id)
        article = self._lesson.article(gesture.article_id)
        category = self._scheme.category(old.category_id)
        spans = snapped_spans(article, category, gesture.rough, gesture.snap)[:1]
        if not spans:
            raise NotAllowed("Select its words in an article first, then place it there.")
        label = stored("place “{quote}”", quote=shortened(spans[0].of(article.body)))
        return self._put(article, category, spans, old.note, old, label)

    def _accept_also(self, gesture: AcceptAlso) -> GestureOutcome:
        old = self._find(gesture.id)
        article = self._lesson.article(old.article_id)
        category = self._scheme.category(old.category_id)
        if category.is_sentence:
            raise NotAllowed("A label has its whole sentence. Other words cannot stand for it.")
        spans = snapped_spans(article, category, gesture.rough, gesture.snap)
        if not spans:
            raise NotAllowed("Select the other words in the same article first.")
        (span,) = spans
        if span in (old.span, *old.also):
            return GestureOutcome(stands=(old.id,))
        if len(old.also) >= MOST_ALTERNATIVES:
            raise NotAllowed(
                "A key has at most {number} alternatives. Nothing was changed. Take one away "
                "first.",
                number=MOST_ALTERNATIVES,
            )
        others = [a for a in self._work if a.article_id == article.id and a is not old]
        self._replaced(others, category, span)
        label = stored("accept “{quote}” too", quote=shortened(span.of(article.body)))
        after = replace(old, also=tuple(sorted((*old.also, span))))
        return GestureOutcome((AnnotationChange(old, after),), label, (old.id,))

    def _accept_no_more(self, gesture: AcceptNoMore) -> GestureOutcome:
        old = self._find(gesture.id)
        if gesture.span not in old.also:
            return GestureOutcome(stands=(old.id,))
        quote = shortened(gesture.span.of(self._lesson.article(old.article_id).body))
        after = replace(old, also=tuple(each for each in old.also if each != gesture.span))
        label = stored("no longer accept “{quote}”", quote=quote)
        return GestureOutcome((AnnotationChange(old, after),), label, (old.id,))

    def _remove(self, gesture: Remove) -> GestureOutcome:
        gone = [self._find(wanted) for wanted in dict.fromkeys(gesture.ids)]
        label = stored("remove “{quote}”", quote=shortened(gone[0].quote)) if gone else ""
        if len(gone) > 1:
            label = stored(
                "remove {number} annotation", "remove {number} annotations", number=len(gone)
            )
        return GestureOutcome(tuple(AnnotationChange(each, None) for each in gone), label)

    def _put(
        self,
        article: Article,
        category: Category,
        spans: Sequence[Span],
        note: Note,
        old: PlainAnnotation | None,
        label: str,
    ) -> GestureOutcome:
        """Put a category on spans, in the place of an old annotation where there is one."""
        note = self._fitting(category, note)
        others = [a for a in self._work if a.article_id == article.id and a is not old]
        twins = {a.span: a.id for a in others if a.category_id == category.id}
        free = [span for span in spans if span not in twins]
        if old is not None and not free:
            raise NotAllowed(
                "These words carry {category} already. Nothing was changed. Select "
                "other words, or remove one of the two.",
                category=category.name.lower(),
            )
        steps: list[AnnotationChange] = []
        stands = [twins[span] for span in spans if span in twins]
        for span in free:
            also = self._alternatives(others, category, article, span, old)
            replaced = self._replaced(others, category, span)
            new = PlainAnnotation(
                self._ways.id_at(old, article.id, category.id, span),
                article.id,
                category.id,
                span,
                span.of(article.body),
                _with_notes(note, [each.note for each in replaced]),
                also,
            )
            gone = (AnnotationChange(each, None) for each in replaced)
            steps += [step for step in gone if step not in steps]
            steps += [AnnotationChange(old, new)] if new != old else []
            stands.append(new.id)
            old = None
        return GestureOutcome(tuple(steps), label, tuple(stands))

    def _alternatives(
        self,
        others: Sequence[PlainAnnotation],
        category: Category,
        article: Article,
        span: Span,
        old: PlainAnnotation | None,
    ) -> tuple[Span, ...]:
        """Return which alternatives of the old annotation the one in its place keeps."""
        if old is None or category.is_sentence or old.article_id != article.id:
            return ()
        kept = tuple(each for each in old.also if each != span)
        for each in kept:
            self._replaced(others, category, each)
        return kept

    def _replaced(
        self, others: Sequence[PlainAnnotation], category: Category, span: Span
    ) -> list[PlainAnnotation]:
        """Return the labels that a label of their sentence replaces; words replace nothing."""
        met = self._clashing(others, category, span)
        if category.is_sentence:
            return met
        if met and not self._ways.may_overlap:
            words = next(each for each in (met[0].span, *met[0].also) if each.overlaps(span))
            body = self._lesson.article(met[0].article_id).body
            raise NotAllowed(
                "“{quote}” is in the key as {category} already. Move its ends, or remove it first.",
                quote=shortened(words.of(body)),
                category=category.name.lower(),
            )
        return []

    def _clashing(
        self, others: Iterable[PlainAnnotation], category: Category, span: Span
    ) -> list[PlainAnnotation]:
        rivals = self._scheme.rivals(category) if category.is_sentence else ()
        against = {category.id, *(rival.id for rival in rivals)}
        return [e for e in others if e.category_id in against and e.meets(span)]

    def clashing(self, new: PlainAnnotation) -> tuple[PlainAnnotation, ...]:
        others = [each for each in self._work if each.article_id == new.article_id]
        category = self._scheme.category(new.category_id)
        met = [e for s in (new.span, *new.also) for e in self._clashing(others, category, s)]
        return tuple(dict.fromkeys(met))

    def _fitting(self, category: Category, note: Note) -> Note:
        """Return a note as this category can have it; another category's technique is let go."""
        technique = note.technique_id
        weight = note.weight
        if weight is not None and not LIGHTEST <= weight <= HEAVIEST:
            raise NotAllowed(
                "A weight lies between {lightest:g} and {heaviest:g} points.",
                lightest=LIGHTEST,
                heaviest=HEAVIEST,
            )
        return replace(
            note,
            technique_id=technique if technique and category.technique(technique) else None,
            text=checked_note(note.text),
            rewrite=checked_note(note.rewrite),
            weight=None if weight == self._lesson.weight_of(category) else weight,
        )

    def _find(self, wanted: str) -> PlainAnnotation:
        found = next((each for each in self._work if each.id == wanted), None)
        if found is None:
            raise UnknownThing("This annotation is not there any more.")
        return found


def _with_notes(note: Note, others: Sequence[Note]) -> Note:
    """Return a note with what was said of the annotations that it replaces.

    All words are kept, each once; of the rewrites the first stays one.
    """
    if not others:
        return note
    rewrite, *more = [r for r in (note.rewrite, *(n.rewrite for n in others)) if r] or [""]
    text = joined_notes([note.text, *(n.text for n in others), *(r for r in more if r != rewrite)])
    return replace(note, text=checked_note(text), rewrite=rewrite)
