"""The Flesch-Kincaid grade and the counts it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.scoring.readability import Readability, readability, syllables

SYLLABLES = {
    1: "the crowd street name made makes named years you real played reached vague bye",
    2: "little table boxes wanted chaos lonely science statement really reading unique",
    3: "area radio violent vehicle's opposing media various another element serious responded",
    4: "information reality military algorithms protestation automobile deliberate",
    5: "electricity communication unequivocal",
}


@pytest.mark.parametrize(
    "count, word",
    [(count, word) for count, line in SYLLABLES.items() for word in line.split()],
)
def test_syllables_of_common_words(count, word):
    assert syllables(word) == count


@pytest.mark.parametrize(
    "word, count",
    [
        ("BBC", 3),
        ("30", 2),
        ("2019", 4),
        ("Maduro", 3),
        ("café", 2),
        ("CAFE\u0301", 2),
        ("mid-day", 2),
        ("hmm", 1),
        ("don't", 1),
        ("فوضى", 1),
        ("😀", 1),
    ],
)
def test_syllables_of_numbers_names_and_signs(word, count):
    assert syllables(word) == count


@given(st.text(max_size=20))
def test_every_word_has_a_syllable(word):
    assert syllables(word) >= 1


def test_the_grade_is_the_published_formula():
    counts = Readability(words=100, sentences=5, syllables=150)
    assert counts.grade == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)


def test_a_childs_sentence_is_easier_than_an_editorial():
    easy = readability("The cat sat on the mat. The dog ran to the cat.")
    hard = readability(
        "Irresponsible communication undermines institutional accountability, notwithstanding "
        "repeated governmental assurances regarding transparency."
    )
    assert (easy.words, easy.sentences, easy.syllables) == (12, 2, 12)
    assert easy.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert hard.grade > 20


def test_emoji_and_bare_signs_are_neither_words_nor_sentences():
    assert readability("It burned. 😀 !!! 🇻🇪") == readability("It burned.")


def test_a_text_without_words_has_no_grade():
    assert readability("").grade is None
    assert readability("😀 ...").grade is None


def test_sentences_can_be_given():
    text = "One two three four"
    assert readability(text, [Span(0, 7), Span(8, 18)]).sentences == 2
    assert readability(text).sentences == 1
