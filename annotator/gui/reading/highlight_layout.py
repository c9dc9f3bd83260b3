"""Where highlights lie, without Qt: which stretches of the text carry which marks.

Every annotation keeps one lane from its first to its last character, so that stacked
lines never jump. Words take the lanes from the text downwards, the longest first;
sentence labels have a lane of their own below them. The tint of a stretch is that of
its innermost annotation. All positions are code points of the body.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.scheme import Category
from annotator.domain.spans import Span, merge_spans

#: The lane of sentence labels, below all lanes of words.
SENTENCE_LANE = -1

#: Highlights longer than this, in code points, are kept in a list of their own.
LONG = 1_000

#: The order of drawing: earlier first, longer first, then always alike.
Rank = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is drawn of one annotation."""

    id: AnnotationId
    span: Span
    category: Category

    @property
    def rank(self) -> Rank:
        """Return the place in the order of drawing."""
        return (self.span.start, -self.span.end, self.category.key, self.id)


Ranked = tuple[Rank, Highlight]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line under a stretch of text, in its lane."""

    lane: int
    highlight: Highlight


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch under which nothing changes: its strokes, and the tint of the innermost."""

    span: Span
    strokes: tuple[Stroke, ...]
    tint: Category | None


class HighlightLayout:
    """The highlights of one article; a question about a stretch looks at no more than that."""

    def __init__(self, highlights: Iterable[Highlight] = ()) -> None:
        """Lay out highlights."""
        self._highlights = {each.id: each for each in highlights}
        self._ranked: list[Ranked] = sorted((h.rank, h) for h in self._highlights.values())
        # The few that are very long are looked at each time, so that the search for the
        # others need not reach far back.
        self._long = {h.id: h for h in self._highlights.values() if len(h.span) > LONG}
        self._lanes: dict[AnnotationId, int] = {}
        self._assign_lanes(self._ranked)

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
        insort(self._ranked, (highlight.rank, highlight), key=_rank_of)
        if len(highlight.span) > LONG:
            self._long[highlight.id] = highlight

    def _take_out(self, annotation_id: AnnotationId) -> Highlight:
        highlight = self._highlights.pop(annotation_id)
        del self._ranked[bisect_left(self._ranked, highlight.rank, key=_rank_of)]
        self._lanes.pop(annotation_id, None)
        self._long.pop(annotation_id, None)
        return highlight

    def _cluster(self, span: Span) -> list[Ranked]:
        """Return all highlights joined to the span by a chain of overlaps, in rank order."""
        low, high = span.start, span.end
        while True:
            near = self._overlapping(Span(low, high))
            words = [h.span for _, h in near if not h.category.is_sentence]
            wider_low = min((each.start for each in words), default=low)
            wider_high = max((each.end for each in words), default=high)
            if wider_low >= low and wider_high <= high:
                return near
            low, high = min(low, wider_low), max(high, wider_high)

    def _overlapping(self, span: Span) -> list[Ranked]:
        """Return the highlights that overlap the span, in rank order."""
        first = bisect_left(self._ranked, span.start - LONG, key=_start_of)
        last = bisect_left(self._ranked, span.end, key=_start_of)
        near = [pair for pair in self._ranked[first:last] if pair[1].span.overlaps(span)]
        far = [
            (h.rank, h)
            for h in self._long.values()
            if h.span.start < span.start - LONG and h.span.overlaps(span)
        ]
        return sorted(far) + near if far else near

    def _assign_lanes(self, ranked: Iterable[Ranked]) -> list[Highlight]:
        """Give each highlight the first free lane, in rank order; return those that moved."""
        free_from: list[int] = []
        moved: list[Highlight] = []
        for _, highlight in ranked:
            lane = SENTENCE_LANE
            if not highlight.category.is_sentence:
                start = highlight.span.start
                lane = next((n for n, end in enumerate(free_from) if end <= start), len(free_from))
                free_from[lane : lane + 1] = [highlight.span.end]
            if self._lanes.get(highlight.id) != lane:
                self._lanes[highlight.id] = lane
                moved.append(highlight)
        return moved

    # -- ask -------------------------------------------------------------------

    def within(self, area: Span) -> tuple[Highlight, ...]:
        """Return the highlights that overlap a stretch, in rank order."""
        return tuple(highlight for _, highlight in self._overlapping(area)) if area else ()

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
        strokes = sorted(
            (Stroke(self._lanes[each.id], each) for each in active),
            key=lambda stroke: (stroke.lane, stroke.highlight.rank),
        )
        filled = [s.highlight for s in strokes if s.highlight.category.is_filled]
        inner = innermost(filled)
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
            rank = self._highlights[current].rank
            index = bisect_left(self._ranked, rank, key=_rank_of) + step
        else:
            index = bisect_left(self._ranked, position, key=_start_of) - (step < 0)
        return self._ranked[index % len(self._ranked)][1]

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
    return [Highlight(a.id, a.span, categories[a.category_id]) for a in annotations]


def _rank_of(pair: Ranked) -> Rank:
    return pair[0]


def _start_of(pair: Ranked) -> int:
    return pair[1].span.start


def _depth(highlight: Highlight) -> tuple[int, int, str]:
    return (len(highlight.span), -highlight.span.start, highlight.id)
