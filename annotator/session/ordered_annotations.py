"""The annotations of one article, kept in reading order while single ones come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import datetime

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId
from annotator.domain.spans import Span


class OrderedAnnotations:
    """Annotations in reading order; a change or a question looks at few of them."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        """Sort what there is, once."""
        self._ordered = sorted(annotations, key=_place)
        self._by_id = {annotation.id: annotation for annotation in self._ordered}
        # It only grows: too large a reach costs time, never an answer.
        self._longest = max((len(each.span) for each in self._ordered), default=0)
        self._shown: tuple[Annotation, ...] | None = None

    def __len__(self) -> int:
        """Return how many annotations there are."""
        return len(self._ordered)

    def get(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation, or None."""
        return self._by_id.get(annotation_id)

    def in_order(self) -> tuple[Annotation, ...]:
        """Return all annotations: earlier first, longer first, older first."""
        if self._shown is None:
            self._shown = tuple(self._ordered)
        return self._shown

    def overlapping(self, area: Span) -> tuple[Annotation, ...]:
        """Return the annotations that share a code point with the area, in reading order."""
        first = bisect_left(self._ordered, area.start - self._longest, key=_start)
        last = bisect_left(self._ordered, area.end, key=_start)
        return tuple(each for each in self._ordered[first:last] if each.span.end > area.start)

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, in place of the one with its id."""
        self.drop(annotation.id)
        self._by_id[annotation.id] = annotation
        insort(self._ordered, annotation, key=_place)
        self._longest = max(self._longest, len(annotation.span))
        self._shown = None

    def drop(self, annotation_id: AnnotationId) -> None:
        """Remove an annotation, if it is there."""
        gone = self._by_id.pop(annotation_id, None)
        if gone is not None:
            del self._ordered[bisect_left(self._ordered, _place(gone), key=_place)]
            self._shown = None


def _place(annotation: Annotation) -> tuple[int, int, datetime, str]:
    return (annotation.span.start, -annotation.span.end, annotation.created, annotation.id)


def _start(annotation: Annotation) -> int:
    return annotation.span.start
