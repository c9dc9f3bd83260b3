"""Where highlights lie, without Qt: which stretches of the text carry which marks.

Every annotation keeps one lane from its first to its last character, so that stacked
lines never jump. Words take the lanes from the text downwards, the longest first;
sentence labels have a lane of their own below them. The tint of a stretch is that of
its innermost annotation. All positions are code points of the body.

Most of a long article is never seen, so a highlight is made of an annotation, and given a
lane, when its stretch is first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.scheme import Category
from annotator.domain.spans import Span, merge_spans

#: The lane of sentence labels, below all lanes of words.
SENTENCE_LANE = -1

#: Annotations longer than this, in code points, are kept in a list of their own.
LONG = 1_000


class Highlight(NamedTuple):
    """What is drawn of one annotation.

    As tuples they sort in the order of drawing: earlier first, longer first, then always
    alike. `behind` is the end, negative.
    """

    start: int
    behind: int
    id: AnnotationId
    span: Span
    category: Category


class Stroke(NamedTuple):
    """The line of a highlight under a stretch, in its lane.

    As tuples they sort in the order of drawing: from left to right, then by lane.
    """

    start: int
    lane: int
    highlight: Highlight
    end: int


class Tint(NamedTuple):
    """A piece of a stretch and the category whose tint it has."""

    start: int
    end: int
    category: Category


class HighlightShapes(NamedTuple):
    """What is drawn under one stretch of text."""

    strokes: list[Stroke]
    tints: list[Tint]


class HighlightLayout:
    """The highlights of one article; a question about a stretch looks at no more than that."""

    def __init__(
        self, categories: Mapping[CategoryId, Category], annotations: Sequence[Annotation] = ()
    ) -> None:
        """Lay out annotations, which are in reading order, here and everywhere below."""
        self._categories = categories
        self._of_sentences = frozenset(c.id for c in categories.values() if c.is_sentence)
        self.fill(annotations)

    def fill(self, annotations: Sequence[Annotation]) -> None:
        """Lay out exactly these annotations, whatever there was."""
        self._annotations = annotations
        self._made: dict[AnnotationId, Highlight] = {}
        self._lanes: dict[AnnotationId, int] = {}
        # The few that are very long are looked at each time, so that the search for the
        # others need not reach far back.
        self._long: dict[AnnotationId, Annotation] | None = None

    # -- change ----------------------------------------------------------------

    def change(
        self,
        annotations: Sequence[Annotation],
        removed: Sequence[Annotation],
        added: Sequence[Annotation],
    ) -> tuple[Span, ...]:
        """Lay out what is there after a change; return the stretches that look different."""
        self._annotations = annotations
        kept = {_look(each) for each in removed} & {_look(each) for each in added}
        touched: list[Annotation] = []
        for gone in removed:
            if _look(gone) not in kept:
                self._forget(gone)
                touched.append(gone)
        for new in added:
            if _look(new) not in kept:
                if self._long is not None and _is_long(new):
                    self._long[new.id] = new
                touched.append(new)
        changed = [each.span for each in touched]
        for each in touched:
            changed += self._assign_lanes(self._cluster(each.span))
        return merge_spans(changed)

    def _forget(self, gone: Annotation) -> None:
        self._made.pop(gone.id, None)
        self._lanes.pop(gone.id, None)
        if self._long is not None:
            self._long.pop(gone.id, None)

    # -- what lies where -------------------------------------------------------

    def _highlight_of(self, annotation: Annotation) -> Highlight:
        made = self._made.get(annotation.id)
        if made is None:
            span, category = annotation.span, self._categories[annotation.category_id]
            made = Highlight(span.start, -span.end, annotation.id, span, category)
            self._made[annotation.id] = made
            if annotation.category_id in self._of_sentences:
                self._lanes[annotation.id] = SENTENCE_LANE
        return made

    def _overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations that overlap a stretch."""
        every = self._annotations
        first = bisect_left(every, start - LONG, key=_start)
        last = bisect_left(every, end, first, key=_start)
        near = [each for each in every[first:last] if each.span.end > start]
        return [*self._reaching(start), *near]

    def _reaching(self, position: int) -> list[Annotation]:
        """Return the long annotations on a place that begin too far before it to be met."""
        before = position - LONG
        if before <= 0:
            return []
        if self._long is None:
            self._long = {each.id: each for each in self._annotations if _is_long(each)}
        return [a for a in self._long.values() if a.span.start < before and a.span.end > position]

    # -- lanes -----------------------------------------------------------------

    def _cluster(self, span: Span) -> list[Highlight]:
        """Return the word highlights joined to the span by a chain of overlaps, in rank order."""
        low, high = span.start, span.end
        while True:
            start, end = self._widened(low, high)
            for each in self._reaching(start):
                if each.category_id not in self._of_sentences:
                    start, end = min(start, each.span.start), max(end, each.span.end)
            if (start, end) == (low, high):
                break
            low, high = start, end
        words = (
            self._highlight_of(each)
            for each in self._overlapping(low, high)
            if each.category_id not in self._of_sentences
        )
        return sorted(words)

    def _widened(self, low: int, high: int) -> tuple[int, int]:
        """Return the stretch with all that overlaps it, and what overlaps that, in one walk."""
        every, sentences = self._annotations, self._of_sentences
        at = bisect_left(every, low, key=_start)
        for index in range(at, len(every)):
            each = every[index]
            if each.span.start >= high:
                break
            if each.category_id not in sentences:
                high = max(high, each.span.end)
        for index in range(at - 1, -1, -1):
            each = every[index]
            if each.span.start < low - LONG:
                break
            if each.span.end > low and each.category_id not in sentences:
                low, high = each.span.start, max(high, each.span.end)
        return low, high

    def _assign_lanes(self, words: Iterable[Highlight]) -> list[Span]:
        """Give each word highlight the first free lane, in rank order; return those that moved."""
        free_from: list[int] = []
        moved: list[Span] = []
        for highlight in words:
            start, end = highlight.start, -highlight.behind
            lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
            free_from[lane : lane + 1] = [end]
            if self._lanes.get(highlight.id) != lane:
                self._lanes[highlight.id] = lane
                moved.append(highlight.span)
        return moved

    # -- ask -------------------------------------------------------------------

    def within(self, area: Span) -> list[Highlight]:
        """Return the highlights that overlap a stretch, in rank order."""
        if not area:
            return []
        return sorted(map(self._highlight_of, self._overlapping(area.start, area.end)))

    def marks(self, areas: Sequence[Span]) -> list[HighlightShapes]:
        """Return what is drawn under each of some stretches that follow each other."""
        if not areas:
            return []
        near = [*map(self._highlight_of, self._overlapping(areas[0].start, areas[-1].end))]
        if any(each.id not in self._lanes for each in near):
            # All at once: the clusters of a stretch do not touch, so they share one pass.
            self._assign_lanes(self._cluster(Span(areas[0].start, areas[-1].end)))
        near.sort(key=_depth)
        return [self._marks_of(area.start, area.end, near if area else ()) for area in areas]

    def _marks_of(self, start: int, end: int, by_depth: Sequence[Highlight]) -> HighlightShapes:
        """Return the marks of one stretch, given all highlights near it, innermost first."""
        lanes = self._lanes
        strokes = [
            Stroke(max(start, each.start), lanes[each.id], each, min(end, -each.behind))
            for each in by_depth
            if each.start < end and start < -each.behind
        ]
        tints = _tints(strokes)
        strokes.sort()
        return HighlightShapes(strokes, tints)

    def at(self, position: int) -> tuple[Highlight, ...]:
        """Return the highlights at a caret, innermost first; those that only end there last."""
        near = self.within(Span(max(0, position - 1), position + 1))
        return tuple(sorted(near, key=lambda h: (not h.span.holds(position), *_depth(h))))

    def neighbour(self, position: int, current: AnnotationId | None, step: int) -> Highlight | None:
        """Return the next (step 1) or previous (-1) highlight in reading order, round the end."""
        every = self._annotations
        if not every:
            return None
        chosen = self.highlight(current) if current is not None else None
        if chosen is not None:
            index = bisect_left(every, chosen.start, key=_start)
            while every[index].id != current:
                index += 1
            index += step
        else:
            index = bisect_left(every, position, key=_start) - (step < 0)
        return self._highlight_of(every[index % len(every)])

    def highlight(self, annotation_id: AnnotationId) -> Highlight | None:
        """Return the highlight of an annotation, or None."""
        if annotation_id not in self._made:
            # Somebody chose it from afar; from now on it is known.
            found = next((each for each in self._annotations if each.id == annotation_id), None)
            return self._highlight_of(found) if found is not None else None
        return self._made[annotation_id]


def _tints(by_depth: Sequence[Stroke]) -> list[Tint]:
    """Return the tinted pieces of a stretch, left to right: the innermost filled one wins.

    One sweep over the edges; each piece between two of them is taken once.
    """
    edges = sorted({edge for stroke in by_depth for edge in (stroke.start, stroke.end)})
    place = {edge: number for number, edge in enumerate(edges)}
    owners: list[Category | None] = [None] * len(edges)
    for start, _, highlight, end in by_depth:
        category = highlight.category
        if category.is_filled:
            for number in range(place[start], place[end]):
                if owners[number] is None:
                    owners[number] = category
    found: list[Tint] = []
    for number, owner in enumerate(owners):
        if owner is None:
            continue
        start, end = edges[number], edges[number + 1]
        if found and found[-1].end == start and found[-1].category.id == owner.id:
            found[-1] = Tint(found[-1].start, end, owner)
        else:
            found.append(Tint(start, end, owner))
    return found


def _depth(highlight: Highlight) -> tuple[int, int, str]:
    return (-highlight.behind - highlight.start, -highlight.start, highlight.id)


def _look(annotation: Annotation) -> tuple[AnnotationId, Span, CategoryId]:
    return (annotation.id, annotation.span, annotation.category_id)


def _start(annotation: Annotation) -> int:
    return annotation.span.start


def _is_long(annotation: Annotation) -> bool:
    return annotation.span.end - annotation.span.start > LONG
