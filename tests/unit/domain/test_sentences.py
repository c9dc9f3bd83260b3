"""Sentence boundaries by rule."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.sentences import sentences_touched, split_sentences
from annotator.domain.spans import Span


def sentences(text):
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They came. They left.", ["They came.", "They left."]),
        ("Why? Because! So… Yes", ["Why?", "Because!", "So…", "Yes"]),
        ("Mr. Guaidó met Gen. Padrino. He left.", ["Mr. Guaidó met Gen. Padrino.", "He left."]),
        ("The U.S. Embassy closed. It rained.", ["The U.S. Embassy closed.", "It rained."]),
        ("J. K. Smith spoke at 5 p.m. on Monday.", ["J. K. Smith spoke at 5 p.m. on Monday."]),
        ("He lives at No. 10 today. He said no. She left.", [
            "He lives at No. 10 today.", "He said no.", "She left.",
        ]),
        ("It rose 5.2 percent. Prices fell.", ["It rose 5.2 percent.", "Prices fell."]),
        ("“It was chaos.” He ran.", ["“It was chaos.”", "He ran."]),
        ("“Why?” she asked. “Go!” he said.", ["“Why?” she asked.", "“Go!” he said."]),
        ("He left. “We won,” he said.", ["He left.", "“We won,” he said."]),
        ("Wait... what? (Really.) Yes.", ["Wait... what?", "(Really.)", "Yes."]),
        ("A headline\nA first line. A second", ["A headline", "A first line.", "A second"]),
        ("  \n \n", []),
        ("", []),
        ("See example.com for more. Bye.", ["See example.com for more.", "Bye."]),
        ("It burned. 😀 Then 🇻🇪 fell.", ["It burned.", "😀 Then 🇻🇪 fell."]),
        ("ماذا حدث؟ كانت فوضى.", ["ماذا حدث؟", "كانت فوضى."]),
        ("東京は雨。人は走った。", ["東京は雨。", "人は走った。"]),
    ],
)  # fmt: skip
def test_sentences_of_news(text, expected):
    assert sentences(text) == expected


PIECES = ["The", "mr.", "U.S.", "a", "B", ".", "!", "?", "…", "”", "“", ")", " ", "\n", "5.2",
          "e\u0301", "👩‍👩‍👧‍👦", "🇻🇪", "فوضى", "؟", "東京", "。", "」", "No.", "10"]  # fmt: skip
news = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(news | st.text(max_size=40))
def test_sentences_hold_everything_but_spaces_in_order(text):
    found = split_sentences(text)
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(s.of(text) == s.of(text).strip() != "" for s in found)
    assert not any("\n" in s.of(text) for s in found)


@given(news)
def test_a_line_end_always_ends_a_sentence(text):
    lines = [sentence for line in text.split("\n") for sentence in sentences(line)]
    assert sentences(text) == lines


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Span(min(p), max(p)))


@given(news, spans)
def test_the_sentences_touched_are_those_that_overlap(text, span):
    found = split_sentences(text)
    assert sentences_touched(found, span) == tuple(s for s in found if s.overlaps(span))


@pytest.mark.parametrize("piece", ["mr. ", "a.", ".", "?” ", ". ", " ", "(", "。", ". a "])
def test_no_text_makes_splitting_slow(piece):
    def seconds(size):
        text = "x" + piece * size
        begun = time.process_time()
        split_sentences(text)
        return time.process_time() - begun

    # Twenty times the text: a quadratic rule would need four hundred times as long.
    assert min(seconds(40_000) for _ in range(2)) < 100 * min(seconds(2_000) for _ in range(5))
