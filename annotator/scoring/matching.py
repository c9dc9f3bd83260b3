"""Which annotations meet which key annotations, in words, without trying every pair."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import CategoryId
from annotator.domain.spans import Span
from annotator.domain.text import words

NOTHING = Span(0, 0)


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of one text, found by bisection."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        """Return how many words the text has."""
        return len(self.starts)

    def stretch(self, span: Span) -> Span:
        """Return the half-open stretch of word indexes that a span of code points touches."""
        if not span:
            return NOTHING
        first = bisect_right(self.ends, span.start)
        after = bisect_left(self.starts, span.end)
        return Span(first, after) if first < after else NOTHING


def word_table(text: str) -> WordTable:
    """Return the table of a text's words, for spans in code points."""
    found = words(text)
    return WordTable(tuple(w.start for w in found), tuple(w.end for w in found))


class Placeable(Protocol):
    """Something that lies on a stretch of a text and has a category."""

    @property
    def category_id(self) -> CategoryId:
        """Return the category it is put under."""

    @property
    def span(self) -> Span:
        """Return its stretch of code points."""


Item = TypeVar("Item", bound=Placeable)
Item_co = TypeVar("Item_co", bound=Placeable, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Item_co]):
    """An annotation with the stretch of words it touches, empty if there is no word in it."""

    item: Item_co
    words: Span

    @property
    def tokens(self) -> Span:
        """Return what it is measured by: its words, or its code points if it has none."""
        return self.words or self.item.span

    def measured_like(self, target: Placed[Placeable]) -> Span:
        """Return its own stretch in the measure of `target`."""
        return self.words if target.words else self.item.span


def placed(table: WordTable, item: Item) -> Placed[Item]:
    """Return the item with the words it touches, as a stretch of their numbers."""
    return Placed(item, table.stretch(item.span))


class SpanIndex:
    """Spans filed by length, so that those touching another are found without trying all.

    Spans of one file differ in length by less than a factor of two, so that the starts of
    those that can touch a given span lie in one narrow window of the file.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        filed: dict[int, list[int]] = {}
        for index in sorted(range(len(spans)), key=lambda i: spans[i].start):
            if spans[index]:
                filed.setdefault(len(spans[index]).bit_length(), []).append(index)
        self._spans = spans
        self._files = [
            ((1 << bits) - 1, [spans[i].start for i in indexes], indexes)
            for bits, indexes in filed.items()
        ]

    def touching(self, target: Span) -> Iterator[int]:
        """Yield the indexes of the spans that share at least one position with `target`."""
        if not target:
            return
        for longest, starts, indexes in self._files:
            first = bisect_right(starts, target.start - longest)
            after = bisect_left(starts, target.end)
            for index in indexes[first:after]:
                if self._spans[index].end > target.start:
                    yield index


class Layer(Generic[Item_co]):
    """The annotations of one category on one text, in reading order."""

    def __init__(self, members: Sequence[Placed[Item_co]]) -> None:
        self.members = members
        self._by_words = SpanIndex([member.words for member in members])
        self._by_characters: SpanIndex | None = None

    def touching(self, target: Placed[Placeable]) -> list[Placed[Item_co]]:
        """Return the members that share a token with `target`, in reading order."""
        if target.words:
            found = self._by_words.touching(target.words)
        else:
            # Rare: a key of signs only. The second index waits until it is needed.
            if self._by_characters is None:
                self._by_characters = SpanIndex([member.item.span for member in self.members])
            found = self._by_characters.touching(target.item.span)
        return [self.members[index] for index in sorted(found)]


def layers_of(members: Iterable[Placed[Item]]) -> Mapping[CategoryId, Layer[Item]]:
    """Return the members by category; each layer keeps the order in which they come."""
    by_category: dict[CategoryId, list[Placed[Item]]] = {}
    for member in members:
        by_category.setdefault(member.item.category_id, []).append(member)
    return {category: Layer(found) for category, found in by_category.items()}


def in_reading_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations by place; the order they come in makes no difference."""
    return sorted(annotations, key=lambda a: (a.span, a.category_id, a.id))


def covered(stretches: Iterable[Span], target: Span) -> int:
    """Return how many positions of `target` lie in at least one of the stretches."""
    total = 0
    reached = target.start
    for stretch in sorted(stretches, key=attrgetter("start")):
        start, end = max(stretch.start, reached), min(stretch.end, target.end)
        if end > start:
            total += end - start
            reached = end
    return total


def shared_words(some: Sequence[Span], others: Sequence[Span]) -> int:
    """Return how many positions lie in both; each is sorted and has no overlaps in itself."""
    total = at = 0
    for stretch in some:
        while at < len(others) and others[at].end <= stretch.start:
            at += 1
        reached = at
        while reached < len(others) and others[reached].start < stretch.end:
            total += stretch.shared(others[reached])
            reached += 1
    return total


def share_covered(target: Placed[Placeable], by: Iterable[Placed[Annotation]]) -> float:
    """Return the share of the target's tokens, 0 to 1, that the annotations cover together."""
    size = len(target.tokens)
    if not size:
        return 0.0
    return covered((member.measured_like(target) for member in by), target.tokens) / size
