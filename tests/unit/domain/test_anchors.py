"""Quotations that find their place again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import CONTEXT, QuoteAnchor, anchor_of, locate, places_of
from annotator.domain.errors import QuoteNotFound, QuoteNotUnique
from annotator.domain.spans import Span

TEXT = "The mob came. “The mob left,” she said. 👩‍👩‍👧‍👦 stayed; the mob did not."


def test_an_anchor_keeps_the_quote_and_32_code_points_on_each_side():
    text = "a" * 50 + "👩‍👩‍👧‍👦" + "b" * 50
    anchor = anchor_of(text, Span(50, 57))
    assert anchor == QuoteAnchor("👩‍👩‍👧‍👦", "a" * CONTEXT, "b" * CONTEXT)
    assert CONTEXT == 32


def test_at_the_ends_of_the_text_there_is_less_context():
    assert anchor_of("mob rule", Span(0, 3)) == QuoteAnchor("mob", "", " rule")
    assert anchor_of("mob rule", Span(4, 8)) == QuoteAnchor("rule", "mob ", "")


def test_context_tells_the_same_words_apart():
    second = Span(TEXT.index("mob left"), TEXT.index("mob left") + 3)
    assert len(places_of(TEXT, QuoteAnchor("mob"))) == 3
    assert locate(TEXT, anchor_of(TEXT, second)) == second


def test_a_quote_that_does_not_stand_there_is_told_with_its_words():
    with pytest.raises(QuoteNotFound, match="“the crowd” does not stand"):
        locate(TEXT, QuoteAnchor("the crowd"))
    with pytest.raises(QuoteNotFound):
        locate(TEXT, QuoteAnchor(""))
    with pytest.raises(QuoteNotFound):
        locate(TEXT, QuoteAnchor("mob", prefix="wrong "))


def test_a_quote_that_stands_there_more_than_once_is_told_with_their_number():
    with pytest.raises(QuoteNotUnique, match="3 times"):
        locate(TEXT, QuoteAnchor("mob"))
    with pytest.raises(QuoteNotUnique, match="2 times"):
        locate("aaa", QuoteAnchor("aa"))


def test_a_long_quote_is_shortened_in_the_message():
    with pytest.raises(QuoteNotFound) as caught:
        locate(TEXT, QuoteAnchor("x" * 500))
    assert len(str(caught.value)) < 200


pieces = st.lists(
    st.sampled_from(["the ", "mob ", "👩‍👩‍👧‍👦", "🇻🇪", "e\u0301", "فوضى ", "\n", "."]),
    min_size=1,
    max_size=60,
).map("".join)


@given(pieces, st.data())
def test_every_anchor_finds_its_place_among_those_it_could_mean(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = places_of(text, anchor_of(text, span))
    assert span in found
    assert all(place.of(text) == span.of(text) for place in found)
    if len(text) <= 2 * CONTEXT and len(found) == 1:
        assert locate(text, anchor_of(text, span)) == span


@given(pieces, pieces, st.data())
def test_an_anchor_is_found_again_when_text_comes_before(text, before, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    moved = Span(span.start + len(before), span.end + len(before))
    assert moved in places_of(before + text, anchor_of(text, span))
