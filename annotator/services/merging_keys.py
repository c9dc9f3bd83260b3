"""Merge two answer keys: what only one has, what both have, and where they disagree.

Pure: nothing is stored. The other key may come from a file, from another teacher, or from a
colleague's hand-in on the same articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.domain.annotations import Annotation, Link
from annotator.domain.identifiers import TEACHER, ArticleId, CategoryId, LinkId
from annotator.domain.keys import AnswerKey, Entry, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.services.answer_keys import (
    alternative,
    clashing_entries,
    entries_in,
    key_id,
    with_entries,
)
from annotator.services.reanchoring import placed, placed_links
from annotator.services.schemes import free_id
from annotator.translation import N_


class Kind(StrEnum):
    """How two keys differ at one place."""

    ONLY_MINE = N_("only mine")
    ONLY_THEIRS = N_("only theirs")
    OTHER_CATEGORY = N_("other category")
    OTHER_WORDS = N_("other words")
    OTHER_NOTE = N_("other status or note")
    SAME = N_("the same")


class Take(StrEnum):
    """Which side of a difference goes into the key."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class OtherKey:
    """Somebody else's key on the same articles: whose, and how much of it found no place."""

    name: str
    key: AnswerKey
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class KeyDifference:
    """What two keys have at one place of an article; one side may have nothing."""

    kind: Kind
    article_id: ArticleId
    span: Span
    mine: Entry | None
    theirs: Entry | None

    @property
    def usual(self) -> Take:
        """Return what happens unless the teacher says otherwise: nothing changes."""
        return Take.MINE

    def takes(self, *, both: bool) -> tuple[Take, ...]:
        """Return what a teacher can choose here; `both` only where they can stand together."""
        if self.kind is Kind.SAME:
            return (Take.MINE,)
        if self.kind in (Kind.ONLY_MINE, Kind.ONLY_THEIRS):
            return (Take.MINE, Take.THEIRS)
        return (Take.MINE, Take.THEIRS, Take.BOTH) if both else (Take.MINE, Take.THEIRS)


def differences(lesson: Lesson, mine: AnswerKey, theirs: AnswerKey) -> tuple[KeyDifference, ...]:
    """Return the keys side by side, by article and place; what fits no article is left out."""
    found: list[KeyDifference] = []
    for article in lesson.articles:
        found += _in_article(lesson, article.id, mine, theirs)
    return tuple(found)


def _in_article(
    lesson: Lesson, article_id: ArticleId, mine: AnswerKey, theirs: AnswerKey
) -> list[KeyDifference]:
    left = _entries(lesson, mine, article_id)
    right = _entries(lesson, theirs, article_id)
    pairs: list[tuple[Entry, Entry]] = []
    for meets in (_same_place, _same_words, _same_sentence, _overlap, _other_category):
        for one in tuple(left):
            other = next((each for each in right if meets(lesson, one, each)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    found = [_paired(article_id, one, other) for one, other in pairs]
    found += [KeyDifference(Kind.ONLY_MINE, article_id, e.span, e, None) for e in left]
    found += [KeyDifference(Kind.ONLY_THEIRS, article_id, e.span, None, e) for e in right]
    return sorted(found, key=lambda difference: (difference.span, difference.kind))


def _entries(lesson: Lesson, key: AnswerKey, article_id: ArticleId) -> list[Entry]:
    known = {category.id for category in lesson.scheme.categories}
    length = len(lesson.article(article_id).body)
    entries: list[Entry] = [e for e in key.for_article(article_id) if e.category_id in known]
    entries += [each for each in key.unscored if each.article_id == article_id]
    return [each for each in entries if all(span.end <= length for span in _spans(each))]


def _spans(entry: Entry) -> tuple[Span, ...]:
    """Return every stretch of words that an entry is put on."""
    if isinstance(entry, KeyAnnotation):
        return tuple(each.span for each in entry.wordings)
    return (entry.span,)


def _meet(one: Entry, other: Entry) -> bool:
    return any(mine.overlaps(theirs) for mine in _spans(one) for theirs in _spans(other))


def category_of(entry: Entry) -> CategoryId | None:
    """Return the category of an entry; None for a sentence of which nobody can tell."""
    return entry.category_id if isinstance(entry, KeyAnnotation) else None


def _is_label(lesson: Lesson, entry: Entry) -> bool:
    category_id = category_of(entry)
    return category_id is None or lesson.scheme.category(category_id).is_sentence


def _same_place(_lesson: Lesson, one: Entry, other: Entry) -> bool:
    return category_of(one) == category_of(other) and one.span == other.span


def _same_words(lesson: Lesson, one: Entry, other: Entry) -> bool:
    """Return whether two entries on the same words differ in category only."""
    alike = _is_label(lesson, one) == _is_label(lesson, other)
    return alike and one.span == other.span


def _same_sentence(lesson: Lesson, one: Entry, other: Entry) -> bool:
    both = _is_label(lesson, one) and _is_label(lesson, other)
    return both and one.span.overlaps(other.span)


def _overlap(lesson: Lesson, one: Entry, other: Entry) -> bool:
    words = not (_is_label(lesson, one) or _is_label(lesson, other))
    return words and category_of(one) == category_of(other) and _meet(one, other)


def _other_category(lesson: Lesson, one: Entry, other: Entry) -> bool:
    """Return whether two entries name mostly the same words by different categories."""
    words = not (_is_label(lesson, one) or _is_label(lesson, other))
    shorter = min(len(one.span), len(other.span))
    return words and 2 * one.span.shared(other.span) > shorter


def _paired(article_id: ArticleId, one: Entry, other: Entry) -> KeyDifference:
    if category_of(one) != category_of(other):
        kind = Kind.OTHER_CATEGORY
    elif _spans(one) != _spans(other):
        kind = Kind.OTHER_WORDS
    else:
        kind = Kind.SAME if _told(one) == _told(other) else Kind.OTHER_NOTE
    return KeyDifference(kind, article_id, one.span.joined(other.span), one, other)


def _told(entry: Entry) -> tuple[object, ...]:
    if isinstance(entry, KeyAnnotation):
        note = entry.explanation.strip()
        return entry.status, entry.weight, entry.technique_id, note
    return (entry.explanation.strip(),)


def can_take_both(lesson: Lesson, difference: KeyDifference) -> bool:
    """Return whether both sides can stand in one key: words of different categories."""
    one, other = difference.mine, difference.theirs
    if one is None or other is None:
        return False
    labels = _is_label(lesson, one) or _is_label(lesson, other)
    return not labels and category_of(one) != category_of(other)


# -- merge -------------------------------------------------------------------------


def merged(
    lesson: Lesson, mine: AnswerKey, takes: Mapping[KeyDifference, Take] | Iterable[KeyDifference]
) -> AnswerKey:
    """Return the key with each difference settled as chosen; the rest stays as it is.

    Where something that is taken collides with another entry of the key, the new one wins:
    the teacher has seen and chosen it.
    """
    chosen = takes if isinstance(takes, Mapping) else dict.fromkeys(takes, Take.THEIRS)
    gone = [each.mine for each, take in chosen.items() if take in (Take.THEIRS, Take.NEITHER)]
    key = with_entries(mine, [each for each in entries_in(mine) if each not in gone])
    for difference, take in chosen.items():
        if take in (Take.THEIRS, Take.BOTH) and difference.theirs is not None:
            key = _with_entry(lesson, key, difference.theirs)
    return key


def _with_entry(lesson: Lesson, key: AnswerKey, entry: Entry) -> AnswerKey:
    """Return the key with an entry in place of what cannot stand beside it."""
    clashing = clashing_entries(lesson, key, entry)
    kept = [each for each in entries_in(key) if each not in clashing]
    if isinstance(entry, KeyAnnotation):
        category = lesson.scheme.category(entry.category_id)
        known = entry.technique_id and category.technique(entry.technique_id)
        body = lesson.article(entry.article_id).body
        entry = replace(
            entry,
            id=key_id(entry.article_id, entry.category_id, entry.span),
            quote=entry.span.of(body),
            technique_id=entry.technique_id if known else None,
            also=tuple(alternative(body, each.span) for each in entry.also),
        )
    return with_entries(key, [*kept, entry])


def with_links(mine: AnswerKey, theirs: AnswerKey) -> AnswerKey:
    """Return the key with the links that only the other one has."""
    known = {link.ends for link in mine.links}
    taken = {link.id for link in mine.links}
    new = []
    for link in theirs.links:
        if link.ends in known:
            continue
        number, free = 2, link.id
        while free in taken:
            free, number = LinkId(f"{link.id}-{number}"), number + 1
        taken.add(free)
        new.append(replace(link, id=free))
    return replace(mine, links=(*mine.links, *new))


# -- a colleague's hand-in ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadWork:
    """A key made of somebody's annotations, and how many found no place in the articles."""

    key: AnswerKey
    left_out: int


def key_of_work(
    lesson: Lesson, annotations: Iterable[Annotation], links: Iterable[Link] = ()
) -> ReadWork:
    """Return what somebody annotated as a key: required, with the usual weights.

    Nobody can tell a colleague's hand-in from a student's, so only places are taken over:
    reasons, and the titles and notes of links, never become words of a key.
    """
    found, aside = placed(lesson, annotations)
    entries: dict[str, KeyAnnotation] = {}
    for each in found:
        category = lesson.scheme.category(each.category_id)
        made = _entry_of(lesson, category, each)
        entries.setdefault(made.id, made)
    made_links: list[Link] = []
    for link in placed_links(lesson, links):
        title = shortened(link.ends[0].anchor.exact) if link.ends else ""
        missing = tuple(a.id for a in lesson.articles if a.id in link.missing_in)
        new = LinkId(free_id(title, (each.id for each in made_links)))
        made_links.append(Link(new, TEACHER, link.ends, title=title, missing_in=missing))
    return ReadWork(AnswerKey(tuple(entries.values()), tuple(made_links)), len(aside))


def _entry_of(lesson: Lesson, category: Category, annotation: Annotation) -> KeyAnnotation:
    technique = annotation.technique_id
    if technique and category.technique(technique) is None:
        technique = None
    return KeyAnnotation(
        id=key_id(annotation.article_id, category.id, annotation.span),
        article_id=annotation.article_id,
        category_id=category.id,
        span=annotation.span,
        quote=annotation.quote,
        status=KeyStatus.REQUIRED,
        weight=lesson.weight_of(category),
        technique_id=technique,
    )
