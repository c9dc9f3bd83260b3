"""Where highlights lie, without Qt: which stretches of the text carry which marks.

Every annotation keeps one lane from its first to its last character, so that stacked
lines never jump. Words take the lanes from the text downwards, the longest first;
sentence labels have a lane of their own below them. The tint of a stretch is that of
its innermost annotation. All positions are code points of the body.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.scheme import Category
from annotator.domain.spans import Span, merge_spans

#: The lane of sentence labels, below all lanes of words.
SENTENCE_LANE = -1

#: Highlights longer than this, in code points, are kept in a list of their own.
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


def highlight_of(annotation_id: AnnotationId, span: Span, category: Category) -> Highlight:
    """Return what is drawn of an annotation with this id, span and category."""
    return Highlight(span.start, -span.end, annotation_id, span, category)


class Stroke(NamedTuple):
    """One line under a stretch of text, in its lane."""

    lane: int
    highlight: Highlight


class Run(NamedTuple):
    """A stretch under which nothing changes: its strokes, and the tint of the innermost."""

    span: Span
    strokes: tuple[Stroke, ...]
    tint: Category | None


class HighlightLayout:
    """The highlights of one article; a question about a stretch looks at no more than that."""

    def __init__(self, highlights: Iterable[Highlight] = ()) -> None:
        """Lay out highlights."""
        self.fill(highlights)

    def fill(self, highlights: Iterable[Highlight]) -> None:
        """Lay out exactly these highlights, whatever there was."""
        self._ranked = sorted(highlights)
        self._highlights = {each.id: each for each in self._ranked}
        # The few that are very long are looked at each time, so that the search for the
        # others need not reach far back.
        self._long = {h.id: h for h in self._ranked if -h.behind - h.start > LONG}
        # Filled when a stretch is first asked for: most of a long article is never seen.
        self._lanes: dict[AnnotationId, int] = {}

    def __len__(self) -> int:
        """Return how many highlights there are."""
        return len(self._highlights)

    def __contains__(self, annotation_id: object) -> bool:
        """Return whether the annotation is drawn here."""
        return annotation_id in self._highlights

    # -- change ----------------------------------------------------------------

    def change(
        self, removed: Iterable[AnnotationId] = (), added: Iterable[Highlight] = ()
    ) -> tuple[Span, ...]:
        """Remove and add highlights; return the stretches that look different."""
        touched = [self._take_out(gone) for gone in removed if gone in self._highlights]
        for highlight in added:
            if highlight.id in self._highlights:
                touched.append(self._take_out(highlight.id))
            self._insert(highlight)
            touched.append(highlight)
        changed = [highlight.span for highlight in touched]
        for highlight in touched:
            changed += [moved.span for moved in self._assign_lanes(self._cluster(highlight.span))]
        return merge_spans(changed)

    def _insert(self, highlight: Highlight) -> None:
        self._highlights[highlight.id] = highlight
        insort(self._ranked, highlight)
        if len(highlight.span) > LONG:
            self._long[highlight.id] = highlight

    def _take_out(self, annotation_id: AnnotationId) -> Highlight:
        highlight = self._highlights.pop(annotation_id)
        del self._ranked[bisect_left(self._ranked, highlight)]
        self._lanes.pop(annotation_id, None)
        self._long.pop(annotation_id, None)
        return highlight

    def _overlapping(self, span: Span) -> list[Highlight]:
        """Return the highlights that overlap the span, in rank order."""
        first = bisect_left(self._ranked, (span.start - LONG,))
        last = bisect_left(self._ranked, (span.end,))
        near = [each for each in self._ranked[first:last] if -each.behind > span.start]
        far = [
            each
            for each in self._long.values()
            if each.span.start < span.start - LONG and each.span.end > span.start
        ]
        return sorted(far) + near if far else near

    def _cluster(self, span: Span) -> list[Highlight]:
        """Return the word highlights joined to the span by a chain of overlaps, in rank order."""
        whole = span
        while True:
            wider = self._widened(whole)
            for each in self._long.values():
                if not each.category.is_sentence and each.span.overlaps(wider):
                    wider = wider.joined(each.span)
            if wider == whole:
                words = (h for h in self._overlapping(whole) if not h.category.is_sentence)
                return list(words)
            whole = wider

    def _widened(self, span: Span) -> Span:
        """Return the span with all that overlaps it, and what overlaps that, in one walk."""
        low, high = span.start, span.end
        at = bisect_left(self._ranked, (low,))
        for each in self._ranked[at:]:
            if each.span.start >= high:
                break
            if not each.category.is_sentence:
                high = max(high, each.span.end)
        for index in range(at - 1, -1, -1):
            each = self._ranked[index]
            if each.span.start < low - LONG:
                break
            if each.span.end > low and not each.category.is_sentence:
                low, high = each.span.start, max(high, each.span.end)
        return Span(low, high)

    def _assign_lanes(self, words: Iterable[Highlight]) -> list[Highlight]:
        """Give each word highlight the first free lane, in rank order; return those that moved."""
        free_from: list[int] = []
        moved: list[Highlight] = []
        for highlight in words:
            start, end = highlight.span.start, highlight.span.end
            lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
            free_from[lane : lane + 1] = [end]
            if self._lanes.get(highlight.id) != lane:
                self._lanes[highlight.id] = lane
                moved.append(highlight)
        return moved

    def _lane_of(self, highlight: Highlight) -> int:
        if highlight.category.is_sentence:
            return SENTENCE_LANE
        if highlight.id not in self._lanes:
            self._assign_lanes(self._cluster(highlight.span))
        return self._lanes[highlight.id]

    # -- ask -------------------------------------------------------------------

    def within(self, area: Span) -> tuple[Highlight, ...]:
        """Return the highlights that overlap a stretch, in rank order."""
        return tuple(self._overlapping(area)) if area else ()

    def runs(self, area: Span) -> tuple[Run, ...]:
        """Return the marked pieces of a stretch, left to right, by one sweep over the edges."""
        edges: dict[int, tuple[list[Highlight], list[Highlight]]] = {}
        for highlight in self.within(area):
            start = max(highlight.span.start, area.start)
            end = min(highlight.span.end, area.end)
            edges.setdefault(start, ([], []))[0].append(highlight)
            edges.setdefault(end, ([], []))[1].append(highlight)
        found: list[Run] = []
        active: dict[AnnotationId, Highlight] = {}
        before = area.start
        for place in sorted(edges):
            if active:
                found.append(self._run(Span(before, place), active.values()))
            opening, closing = edges[place]
            for highlight in closing:
                del active[highlight.id]
            for highlight in opening:
                active[highlight.id] = highlight
            before = place
        return tuple(found)

    def _run(self, span: Span, active: Iterable[Highlight]) -> Run:
        strokes = sorted(Stroke(self._lane_of(each), each) for each in active)
        inner = innermost(each for _, each in strokes if each.category.is_filled)
        return Run(span, tuple(strokes), inner.category if inner else None)

    def at(self, position: int) -> tuple[Highlight, ...]:
        """Return the highlights at a caret, innermost first; those that only end there last."""
        near = self.within(Span(max(0, position - 1), position + 1))
        return tuple(sorted(near, key=lambda h: (not h.span.holds(position), *_depth(h))))

    def neighbour(self, position: int, current: AnnotationId | None, step: int) -> Highlight | None:
        """Return the next (step 1) or previous (-1) highlight in reading order, round the end."""
        if not self._ranked:
            return None
        if current in self._highlights:
            index = bisect_left(self._ranked, self._highlights[current]) + step
        else:
            index = bisect_left(self._ranked, (position,)) - (step < 0)
        return self._ranked[index % len(self._ranked)]

    def highlight(self, annotation_id: AnnotationId) -> Highlight | None:
        """Return the highlight of an annotation, or None."""
        return self._highlights.get(annotation_id)


def innermost(highlights: Iterable[Highlight]) -> Highlight | None:
    """Return the shortest highlight; of equal ones the one drawn last."""
    return min(highlights, key=_depth, default=None)


def highlights_of(
    annotations: Iterable[Annotation], categories: Mapping[CategoryId, Category]
) -> list[Highlight]:
    """Return what is drawn of annotations, each with its category."""
    made: list[Highlight] = []
    for a in annotations:
        span = a.span
        made.append(Highlight(span.start, -span.end, a.id, span, categories[a.category_id]))
    return made


def _depth(highlight: Highlight) -> tuple[int, int, str]:
    return (-highlight.behind - highlight.start, -highlight.start, highlight.id)
