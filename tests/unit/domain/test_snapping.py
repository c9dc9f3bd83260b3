"""Where a rough selection really lies."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.lessons import Article
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.domain.sentences import split_sentences
from annotator.domain.snapping import Snap, snap_to_words, snapped_spans, word_at
from annotator.domain.spans import Span
from annotator.domain.text import normalise, trimmed, words

LOADED = Category(
    CategoryId("loaded-language"), "Loaded", "L", "1", "#E69F00", LinePattern.WAVY, Unit.SPAN
)
OPINION = Category(
    CategoryId("opinion"), "Opinion", "O", "3", "#CC79A7", LinePattern.DOUBLE, Unit.SENTENCE
)
BODY = "The mob didn't stop. “Shame!” they cried.\n👩‍👩‍👧‍👦 fled 🇻🇪🇺🇸 — فوضى."


def article(body):
    return Article(ArticleId("01"), "H", "Ledger", body, sentences=split_sentences(body))


def snapped(category, start, end, body=BODY, snap=Snap.WORDS):
    return [s.of(body) for s in snapped_spans(article(body), category, Span(start, end), snap)]


def of_quote(category, quote, snap=Snap.WORDS):
    start = BODY.index(quote)
    return snapped(category, start, start + len(quote), snap=snap)


@pytest.mark.parametrize(
    "rough, words_of",
    [
        ("ob did", "mob didn't"),
        (" mob ", "mob"),
        ("“Shame!”", "Shame"),
        ("hame!” the", "Shame!” they"),
        ("cried.\n👩", "cried.\n👩‍👩‍👧‍👦"),
        ("\u200d👧", "👩‍👩‍👧‍👦"),
        ("🇻", "🇻🇪"),
        ("🇪🇺", "🇻🇪🇺🇸"),
        ("وض", "فوضى"),
    ],
)
def test_a_rough_selection_is_widened_to_whole_words(rough, words_of):
    assert of_quote(LOADED, rough) == [words_of]


@pytest.mark.parametrize("rough", [" ", ". “", "!” ", "— "])
def test_a_selection_without_a_word_in_it_means_nothing(rough):
    assert of_quote(LOADED, rough) == []


def test_letters_can_be_taken_exactly_but_never_half_a_cluster():
    assert of_quote(LOADED, "ob did", Snap.CHARACTERS) == ["ob did"]
    assert of_quote(LOADED, "👧", Snap.CHARACTERS) == ["👩‍👩‍👧‍👦"]
    assert of_quote(LOADED, "🇪🇺", Snap.CHARACTERS) == ["🇻🇪🇺🇸"]


def test_a_selection_beyond_the_text_is_cut_to_it():
    assert snapped(LOADED, len(BODY) - 3, len(BODY) + 50) == ["فوضى"]
    assert snapped(LOADED, len(BODY) + 5, len(BODY) + 50) == []
    assert snapped(OPINION, 0, 5, body="") == []


@pytest.mark.parametrize(
    "rough, sentences",
    [
        ("mob", ["The mob didn't stop."]),
        ("stop. “Sh", ["The mob didn't stop.", "“Shame!” they cried."]),
        (" “Shame", ["“Shame!” they cried."]),
        ("cried.\n", ["“Shame!” they cried."]),
    ],
)
def test_sentence_categories_take_each_sentence_touched(rough, sentences):
    assert of_quote(OPINION, rough) == sentences


def test_a_caret_means_the_sentence_it_stands_in_or_just_behind():
    assert snapped(OPINION, 5, 5) == ["The mob didn't stop."]
    end = BODY.index("\n")
    assert snapped(OPINION, end, end) == ["“Shame!” they cried."]
    assert snapped(OPINION, len(BODY), len(BODY)) == ["👩‍👩‍👧‍👦 fled 🇻🇪🇺🇸 — فوضى."]
    assert snapped(OPINION, 20, 20) == ["The mob didn't stop."]
    assert snapped(OPINION, 21, 21) == ["“Shame!” they cried."]


def test_a_caret_on_an_empty_line_means_nothing():
    assert snapped(OPINION, 4, 4, body="One\n\nTwo") == []


def test_the_word_at_a_caret_holds_it_or_ends_there():
    tokens = words(BODY)
    assert word_at(tokens, 5).of(BODY) == "mob"
    assert word_at(tokens, 7).of(BODY) == "mob"
    assert word_at(tokens, 20) is None
    assert word_at((), 0) is None


PIECES = [
    *("The", "mob", "n't", "'", ",", ".", "“", "”", " ", "\n", "e\u0301", "€", "—", "\u200f"),
    *("👩‍👩‍👧‍👦", "🇻🇪", "👍🏽", "#️⃣", "فوضى", "می‌خواهم", "नमस्ते", "東京", "葛\U000e0100"),
]
news = st.lists(st.sampled_from(PIECES), max_size=25).map("".join).map(normalise)


@given(news | st.text(max_size=30).map(normalise), st.data(), st.sampled_from(Snap))
def test_what_is_annotated_is_whole_trimmed_and_stays_so(body, data, snap):
    start = data.draw(st.integers(0, len(body)))
    rough = Span(start, data.draw(st.integers(start, len(body))))
    found = snapped_spans(article(body), LOADED, rough, snap)
    edges = {0, *(match.end() for match in regex.finditer(r"\X", body))}
    for span in found:
        assert span
        assert span.overlaps(rough)
        assert {span.start, span.end} <= edges
        assert snapped_spans(article(body), LOADED, span, snap) == (span,)
        if snap is Snap.WORDS:
            assert not any(w.start < span.start < w.end or w.start < span.end < w.end
                           for w in words(body))  # fmt: skip
    assert bool(found) == bool(trimmed(body, rough))


@given(news, st.data())
def test_snapping_to_words_widens_and_cuts_no_word(body, data):
    tokens = words(body)
    start = data.draw(st.integers(0, len(body)))
    span = Span(start, data.draw(st.integers(start, len(body))))
    snapped_to = snap_to_words(tokens, span)
    assert snapped_to.contains(span)
    assert not any(
        w.start < edge < w.end for w in tokens for edge in (snapped_to.start, snapped_to.end)
    )


@pytest.mark.parametrize(
    "position, word",
    [(0, Span(0, 3)), (3, Span(0, 3)), (4, None), (5, Span(5, 8)), (8, Span(5, 8)), (9, None)],
)
def test_a_word_is_found_from_its_first_letter_to_its_end(position, word):
    assert word_at(words("one  two  "), position) == word
