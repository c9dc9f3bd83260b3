"""Words found by bisection, and spans that meet found without trying all."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.identifiers import CategoryId
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.matching import (
    Layer,
    SpanIndex,
    covered,
    placed,
    share_covered,
    word_table,
)

LOADED = CategoryId("loaded-language")
FAMILY = "👩‍👩‍👧‍👦"


@dataclass(frozen=True)
class Piece:
    span: Span
    category_id: CategoryId = LOADED


def stretch(text, quote):
    start = text.index(quote)
    found = word_table(text).stretch(Span(start, start + len(quote)))
    return (found.start, found.end)


@pytest.mark.parametrize(
    "text, quote, expected",
    [
        ("The mob set fire.", "mob set", (1, 3)),
        ("The mob set fire.", "o", (1, 2)),
        ("The mob set fire.", " ", (0, 0)),
        ("The mob set fire.", ".", (0, 0)),
        ("The mob set fire.", "The mob set fire.", (0, 4)),
        ("", "", (0, 0)),
        (f"So sad {FAMILY} today", FAMILY, (2, 3)),
        (f"{FAMILY}{FAMILY} so sad", "sad", (3, 4)),
        ("🇻🇪 flag and 🇺🇸 flag", "🇺🇸", (3, 4)),
        ("كان المشهد فوضى تامة", "فوضى", (2, 3)),
        ("the cafe\u0301 burned", "cafe\u0301", (1, 2)),
    ],
)
def test_a_span_touches_the_words_it_shares_a_letter_with(text, quote, expected):
    assert stretch(text, quote) == expected


def test_an_empty_span_touches_no_word_even_inside_one():
    assert not word_table("chaos").stretch(Span(2, 2))
    assert not word_table("chaos").stretch(Span(9, 12))


mixed = st.text(alphabet="ab .,'\n👩\u200d👧🇻🇪\u0301אب", max_size=40)


@given(mixed, st.integers(0, 40), st.integers(0, 40))
def test_the_stretch_holds_exactly_the_words_that_overlap(text, one, other):
    span = Span(min(one, other), max(one, other))
    found = word_table(text).stretch(span)
    expected = [index for index, word in enumerate(words(text)) if span and word.overlaps(span)]
    assert list(range(found.start, found.end)) == expected


any_span = st.tuples(st.integers(0, 50), st.integers(0, 40)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)


@given(st.lists(any_span, max_size=15), any_span)
def test_the_index_finds_what_trying_all_finds(spans, target):
    found = list(SpanIndex(spans).touching(target))
    expected = [i for i, s in enumerate(spans) if s and target and s.overlaps(target)]
    assert sorted(found) == expected


@given(st.lists(any_span, max_size=10), any_span)
def test_coverage_counts_each_position_once(spans, target):
    positions = {p for s in spans for p in range(s.start, s.end)}
    assert covered(spans, target) == len(positions & set(range(target.start, target.end)))


def test_the_index_looks_at_few_spans_however_many_there_are():
    class Counting(list):
        looked_at = 0

        def __getitem__(self, index):
            self.looked_at += 1
            return super().__getitem__(index)

    looked = []
    for size in (100, 10_000):
        spans = Counting([Span(10 * i, 10 * i + 8) for i in range(size)] + [Span(0, 10 * size)])
        index = SpanIndex(spans)
        spans.looked_at = 0
        assert len(list(index.touching(Span(505, 512)))) == 3
        looked.append(spans.looked_at)
    assert looked[0] == looked[1] <= 6


def test_signs_without_words_are_measured_in_characters():
    text = "He said: ??!! and left"
    table = word_table(text)
    key = placed(table, Piece(Span(9, 13)))
    near = placed(table, Piece(Span(11, 17)))
    far = placed(table, Piece(Span(0, 2)))
    assert Layer([far, near]).touching(key) == [near]
    assert share_covered(key, [near]) == 0.5


def test_a_sign_inside_a_key_of_words_shares_no_word_with_it():
    text = "It cost € 5 million"
    table = word_table(text)
    assert (
        Layer([placed(table, Piece(Span(8, 9)))]).touching(placed(table, Piece(Span(3, 19)))) == []
    )
