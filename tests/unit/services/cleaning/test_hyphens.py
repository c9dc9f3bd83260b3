"""A hyphen at a line end divides a word or belongs to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.files.importing.spelling import known_words
from annotator.services.cleaning.hyphens import Hyphens

ENGLISH = Hyphens(frozenset(), divides_words=True, language="en", knows=known_words("en"))
KEPT = (
    "well-known", "vice-president", "self-employed", "mother-in-law", "2026-2027", "long-term",
    "Anglo-Norwegian", "Stratford-upon-Avon", "two-thirds", "twenty-one", "COVID-19", "mid-1990s",
    "high-speed", "editor-in-chief", "tax-free",
)  # fmt: skip
DIVIDED = ("Tuesday", "government", "ferries", "resign", "understanding", "Brackwater", "reckless")


@pytest.mark.parametrize("word", KEPT)
def test_a_hyphen_that_belongs_to_its_word_stays(word: str) -> None:
    places = [n + 1 for n, letter in enumerate(word) if letter == "-"]
    for place in places:
        assert ENGLISH.joined(f"the {word[:place]}", f"{word[place:]} said") == f"the {word} said"


@pytest.mark.parametrize("word", DIVIDED)
def test_a_hyphen_that_divides_a_word_goes(word: str) -> None:
    for place in range(3, len(word) - 2):
        assert ENGLISH.joined(f"on {word[:place]}-", f"{word[place:]}.") == f"on {word}."


def test_the_words_of_the_text_come_first() -> None:
    own = replace(ENGLISH, vocabulary=frozenset({"bellweather", "under-standing"}))
    assert own.joined("a bell-", "weather") == "a bellweather"
    assert own.joined("an under-", "standing") == "an under-standing"


def test_a_hyphen_that_stands_for_a_word_keeps_its_space() -> None:
    assert ENGLISH.joined("pre-", "and post-war") == "pre- and post-war"
    assert ENGLISH.joined("the is-", "land") == "the island"
    assert ENGLISH.joined("a thous-", "and") == "a thousand"


def test_german_writes_words_of_two_as_one() -> None:
    german = Hyphens(frozenset(), divides_words=True, language="de", knows=known_words("de"))
    assert german.joined("die Haus-", "tür") == "die Haustür"
    assert german.joined("der CDU-", "Politiker") == "der CDU-Politiker"
    assert german.joined("die Vor-", "und Nachteile") == "die Vor- und Nachteile"


def test_a_language_without_a_list_makes_words_whole() -> None:
    assert known_words("eo") is None
    plain = Hyphens(frozenset(), divides_words=True)
    assert plain.joined("kon-", "trolo") == "kontrolo"


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)


@given(head=LETTERS, tail=LETTERS)
def test_no_letter_is_ever_lost(head: str, tail: str) -> None:
    joined = ENGLISH.joined(f"{head}-", tail)
    assert joined.replace("-", "").replace(" ", "") == head + tail
