"""Half-open stretches of code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span, merge_spans

any_span = st.tuples(st.integers(0, 40), st.integers(0, 15)).map(lambda p: Span(p[0], p[0] + p[1]))
a_real_span = any_span.filter(bool)


def places(span):
    return set(range(span.start, span.end))


@pytest.mark.parametrize("start, end", [(3, 2), (-1, 2), (-3, -2)])
def test_a_stretch_that_runs_backwards_or_starts_before_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_offsets_count_code_points_and_not_bytes_or_utf16_units():
    assert Span(1, 4).of("👩‍👩x") == "\u200d👩x"


@given(a_real_span, a_real_span)
def test_spans_are_sets_of_places(one, other):
    shared = places(one) & places(other)
    assert one.shared(other) == other.shared(one) == len(shared)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.contains(other) == (places(other) <= places(one))
    assert places(one) | places(other) <= places(one.joined(other))
    assert len(one) == len(places(one))


def test_touching_spans_do_not_overlap():
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 5).holds(4)
    assert not Span(0, 5).holds(5)
    assert not Span(3, 3)


@given(st.lists(a_real_span, max_size=12))
def test_merged_spans_share_nothing_and_lose_nothing(spans):
    merged = merge_spans(spans)
    assert sum(map(len, merged)) == len(set().union(*map(places, spans)))
    assert merge_spans(merged) == merged == tuple(sorted(merged))
    assert merge_spans(reversed(spans)) == merged


def test_touching_spans_stay_apart_when_merged():
    assert merge_spans([Span(5, 9), Span(0, 5)]) == (Span(0, 5), Span(5, 9))
    assert merge_spans([Span(0, 6), Span(5, 9), Span(1, 2)]) == (Span(0, 9),)
