"""What is found, and where, counted in code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.finding import SearchQuery, find_all
from annotator.domain.text import normalise, whole_clusters


def found(body: str, text: str, *, case: bool = False, whole_words: bool = False) -> list[int]:
    spans = find_all(body, SearchQuery(text, case, whole_words))
    assert all(len(span) for span in spans)
    return [span.start for span in spans]


def test_case_counts_only_where_it_is_asked_for() -> None:
    assert found("Soup, soup and SOUP.", "soup") == [0, 6, 15]
    assert found("Soup, soup and SOUP.", "soup", case=True) == [6]


def test_whole_words_leave_parts_of_words_out() -> None:
    assert found("art, party, art's, state-of-the-art", "art", whole_words=True) == [0]
    assert found("a party, a part", "a part", whole_words=True) == [9]


def test_the_folded_form_of_a_letter_may_be_longer() -> None:
    assert found("Die Straße ist lang", "STRASSE") == [4]


def test_typed_quotation_marks_find_printed_ones() -> None:
    assert found("It’s “robbery” – really", 'it\'s "robbery" -') == [0]


@pytest.mark.parametrize(
    "body, text, places",
    [
        ("👩‍👩‍👧 today 👩", "👩", [12]),
        ("🇪🇺🇪🇸", "🇪🇸", [2]),
        ("a😀b😀", "😀", [1, 3]),
        ("café cafe", "cafe\u0301", [0]),
        ("q\u0303 q", "q", [3]),
        ("𝐛𝐨𝐥𝐝 bold", "bold", [5]),
        ("الكلب", "كلب", [2]),
    ],
)
def test_places_are_code_points_and_clusters_stay_whole(body, text, places) -> None:
    assert found(body, text) == places


@pytest.mark.parametrize("text", ["", "   ", "\ufeff"])
def test_nothing_typed_finds_nothing(text: str) -> None:
    assert found("some text", text) == []


def test_signs_of_patterns_mean_themselves() -> None:
    assert found("(a+b) .* [x]", ".*") == [6]
    assert found("(a+b) .* [x]", "[x]") == [9]


@given(st.text(max_size=60), st.text(min_size=1, max_size=3))
def test_what_is_found_is_what_was_typed_and_whole(body: str, text: str) -> None:
    body = normalise(body)
    for span in find_all(body, SearchQuery(text, case=True)):
        assert whole_clusters(body, span) == span
        assert len(span) == len(normalise(text).strip())


def test_the_first_letter_of_a_longer_word_is_no_whole_word() -> None:
    wanted = SearchQuery("a", whole_words=True)
    assert [place.start for place in find_all("ab a ba", wanted)] == [3]
