"""Annotations stay in reading order, and a stretch finds all that overlap it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId
from annotator.domain.spans import Span
from annotator.session.ordered_annotations import OrderedAnnotations
from tests.fakes.sample_lesson import LOADED

WHEN = datetime(2026, 5, 4, tzinfo=UTC)


def annotation(name: int, start: int, length: int) -> Annotation:
    span = Span(start, start + length)
    return Annotation(
        AnnotationId(str(name)),
        ArticleId("bugle"),
        LOADED,
        span,
        QuoteAnchor("x"),
        AuthorId("ana"),
        WHEN,
    )


STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 60), st.integers(1, 30))
)


@given(STEPS, st.integers(0, 80), st.integers(0, 30))
def test_puts_and_drops_leave_what_a_plain_list_would_hold(steps, start, length):
    kept = OrderedAnnotations()
    plain: dict[str, Annotation] = {}
    for is_put, name, at, long in steps:
        if is_put:
            plain[str(name)] = annotation(name, at, long)
            kept.put(plain[str(name)])
        else:
            plain.pop(str(name), None)
            kept.drop(AnnotationId(str(name)))
    ordered = sorted(plain.values(), key=lambda a: (a.span.start, -a.span.end, a.created, a.id))
    assert kept.in_order() == tuple(ordered)
    area = Span(start, start + length)
    expected = [a for a in ordered if a.span.start < area.end and a.span.end > area.start]
    assert list(kept.overlapping(area)) == expected
    assert all(kept.get(a.id) is a for a in ordered)


def test_an_untouched_article_gives_the_same_tuple_again():
    kept = OrderedAnnotations([annotation(1, 5, 3), annotation(2, 0, 3)])
    shown = kept.in_order()
    assert kept.in_order() is shown
    kept.put(annotation(3, 2, 1))
    assert [a.id for a in kept.in_order()] == ["2", "3", "1"]
    assert [a.id for a in shown] == ["2", "1"]
