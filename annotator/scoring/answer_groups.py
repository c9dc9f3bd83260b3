"""Answers that many students gave: extra annotations on the same words, in one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span, merge_spans
from annotator.scoring.matching import Placed, WordTable, placed, word_table


@dataclass(frozen=True, slots=True)
class Member:
    """One annotation of a group, and whose hand-in it is from."""

    hand_in_id: HandInId
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Annotations of one category that all cover one and the same word.

    `typical` is the one whose words most of them chose; members are in reading order.
    """

    article_id: ArticleId
    category_id: CategoryId
    typical: Annotation
    members: tuple[Member, ...]

    @property
    def students(self) -> int:
        """Return how many hand-ins it has annotations of."""
        return len({member.hand_in_id for member in self.members})

    def without(self, left_out: Iterable[Annotation]) -> AnswerGroup:
        """Return the group without some of its annotations."""
        gone = {annotation.id for annotation in left_out}
        kept = tuple(m for m in self.members if m.annotation.id not in gone)
        return AnswerGroup(self.article_id, self.category_id, self.typical, kept)


def answer_groups(
    lesson: Lesson, extras: Mapping[HandInId, Sequence[Annotation]]
) -> tuple[AnswerGroup, ...]:
    """Return the groups of the annotations that are not in the key, the biggest first.

    A group forms round the word that most students covered; its annotations leave, and the
    next one forms round what is left, so that no chain of overlaps joins what has no word
    in common. Every annotation is in exactly one group.
    """
    tables: dict[ArticleId, WordTable] = {a.id: word_table(a.body) for a in lesson.articles}
    order = {article.id: number for number, article in enumerate(lesson.articles)}
    layers: dict[tuple[ArticleId, CategoryId], list[_Entry]] = {}
    for hand_in_id, mine in extras.items():
        for annotation in mine:
            table = tables.get(annotation.article_id)
            if table is not None:
                entry = _Entry(hand_in_id, placed(table, annotation))
                layers.setdefault((annotation.article_id, annotation.category_id), []).append(entry)
    groups = [
        _group(*layer, found) for layer, entries in layers.items() for found in _gathered(entries)
    ]
    return tuple(
        sorted(
            groups,
            key=lambda g: (-g.students, order[g.article_id], g.typical.span, g.category_id),
        )
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    hand_in_id: HandInId
    place: Placed[Annotation]

    @property
    def tokens(self) -> Span:
        return self.place.tokens


def _gathered(entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries in groups, stretch by stretch of what overlaps at all."""
    worded = [e for e in entries if e.place.words]
    wordless = [e for e in entries if not e.place.words]
    for kind in (worded, wordless):
        in_order = sorted(kind, key=lambda e: e.tokens)
        at = 0
        for stretch in merge_spans(e.tokens for e in in_order):
            first = at
            while at < len(in_order) and in_order[at].tokens.overlaps(stretch):
                at += 1
            yield from _split(in_order[first:at])


def _split(entries: list[_Entry]) -> Iterator[list[_Entry]]:
    while entries:
        word = _most_covered(entries)
        yield [e for e in entries if e.tokens.holds(word)]
        entries = [e for e in entries if not e.tokens.holds(word)]


def _most_covered(entries: Sequence[_Entry]) -> int:
    """Return the first word that most students cover, each of them counted once."""
    by_student: dict[HandInId, list[Span]] = {}
    for entry in entries:
        by_student.setdefault(entry.hand_in_id, []).append(entry.tokens)
    steps: Counter[int] = Counter()
    for spans in by_student.values():
        for span in merge_spans(spans):
            steps[span.start] += 1
            steps[span.end] -= 1
    best = best_count = count = 0
    for position in sorted(steps):
        count += steps[position]
        if count > best_count:
            best, best_count = position, count
    return best


def _group(
    article_id: ArticleId, category_id: CategoryId, entries: Sequence[_Entry]
) -> AnswerGroup:
    chosen = Counter(e.place.item.span for e in entries)
    # Of equally frequent ones the longer, then the earlier.
    span = max(chosen, key=lambda s: (chosen[s], len(s), -s.start))
    found = [Member(e.hand_in_id, e.place.item) for e in entries]
    found.sort(key=lambda m: (m.annotation.span, m.hand_in_id, m.annotation.id))
    typical = next(m.annotation for m in found if m.annotation.span == span)
    return AnswerGroup(article_id, category_id, typical, tuple(found))
