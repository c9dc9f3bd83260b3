"""The one normal form of article text, and its words and grapheme clusters."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.domain.text import (
    clusters,
    line_around,
    lines_around,
    normalise,
    text_hash,
    trimmed,
    whole_clusters,
    words,
)

FAMILY = "👩‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
# What news in any language may hold, and what breaks naive offsets.
PIECES = [
    "The", "crowd", "c", "é", "e\u0301", "don't", "state-run", "U.S.", "1,000", "fire,", "!", "?",
    "...", "“", "”", "—", " ", "  ", "\n", FAMILY, "👍🏽", "🇻🇪", "🇺🇸", ENGLAND, "#️⃣", "5️⃣", "‼️",
    "❤️", "فوضى", "العاصمة", "שלום", "می‌خواهم", "\u200f", "नमस्ते", "क्ष", "東京", "葛\U000e0100",
    "ラーメン", "ﾊﾞ", "한국", "\u00ad", "€", "+", "_", "0",
]  # fmt: skip
news = st.lists(st.sampled_from(PIECES), max_size=25).map("".join).map(normalise)
anything = st.text(max_size=40).map(normalise)


def pieces(spans, text):
    return [span.of(text) for span in spans]


def boundaries(text):
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


def a_span(data, text):
    start = data.draw(st.integers(0, len(text)))
    return Span(start, data.draw(st.integers(start, len(text))))


# -- the normal form ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw, normal",
    [
        pytest.param(
            "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", id="lines"
        ),
        pytest.param("a\r\n\r\nb\n\rc", "a\n\nb\n\nc", id="empty lines stay"),
        pytest.param("a\tb\u00a0c", "a b c", id="tab and hard space"),
        pytest.param("\ufeffa\x00b\u200bc\x1bd\x7fe\x9ff\ufffcg", "abcdefg", id="invisible"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates"),
        pytest.param("a\ufffeb\U0001ffffc\ufdd0d", "abcd", id="non-characters"),
        pytest.param("cafe\u0301", "caf\u00e9", id="composed"),
        pytest.param("e\u200b\u0301", "\u00e9", id="composed when nothing stands between"),
        pytest.param(FAMILY, FAMILY, id="joined emoji stay"),
        pytest.param("می‌خواهم", "می‌خواهم", id="non-joiners stay"),
        pytest.param("\ufffd", "\ufffd", id="the replacement character is a character"),
        pytest.param("“a”—‘b’…", "“a”—‘b’…", id="typography stays"),
    ],
)
def test_text_is_normalised_once_at_import(raw, normal):
    assert normalise(raw) == normal


@given(st.text(alphabet=st.characters(), max_size=60))
def test_normal_form_is_stable_and_clean(raw):
    text = normalise(raw)
    assert normalise(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in text)
    assert not set(text) & set("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    assert text_hash(text) == text_hash(normalise(raw))


def test_the_hash_is_of_the_utf8_bytes():
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert text_hash("é") != text_hash("e\u0301")


# -- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The crowd didn't move.", ["The", "crowd", "didn't", "move"]),
        ("state-run ‘news’ – it’s 5.2%", ["state-run", "news", "it’s", "5.2"]),
        ("1,000 or 2,500,000, said,but", ["1,000", "or", "2,500,000", "said", "but"]),
        ("the U.S. said no", ["the", "U.S", "said", "no"]),
        ("so\u00adcalled", ["so\u00adcalled"]),
        ("", []),
        ("... — !?", []),
        (f"sad{FAMILY}{FAMILY}day", ["sad", FAMILY, FAMILY, "day"]),
        ("🇻🇪🇺🇸 👍🏽❤️", ["🇻🇪", "🇺🇸", "👍🏽", "❤️"]),
        (f"{ENGLAND} #️⃣ 5️⃣", [ENGLAND, "#️⃣", "5️⃣"]),
        ("كان المشهد فوضى", ["كان", "المشهد", "فوضى"]),
        ("می‌خواهم بروم", ["می‌خواهم", "بروم"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("東京でラ", ["東", "京", "で", "ラ"]),
        ("葛\U000e0100飾", ["葛\U000e0100", "飾"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("!\u0301x", ["x"]),
        ("_so_ called_so", ["so", "called_so"]),
        ("น้ำ :ำ", ["น้ำ"]),
    ],
)
def test_words_of_many_scripts(text, expected):
    assert pieces(words(text), text) == expected


@given(news | anything)
def test_words_are_in_order_and_split_no_cluster(text):
    found = words(text)
    edges = boundaries(text)
    assert all(word for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all({word.start, word.end} <= edges for word in found)


@given(news | anything)
def test_every_letter_and_digit_that_stands_alone_lies_in_a_word(text):
    inside = {place for word in words(text) for place in range(word.start, word.end)}
    outside = {place for place in boundaries(text) if place < len(text)} - inside
    sign = regex.compile(r"[\p{L}\p{N}\p{Extended_Pictographic}--\p{M}]", regex.V1)
    assert not [text[place] for place in outside if sign.match(text, place)]


@given(st.lists(news, min_size=1, max_size=4), st.data())
def test_the_words_of_whole_lines_are_those_of_the_text(lines, data):
    text = "\n".join(lines)
    area = lines_around(text, a_span(data, text))
    expected = tuple(word for word in words(text) if area.contains(word))
    assume(area)
    assert words(text, area) == expected


# -- clusters ----------------------------------------------------------------------------------


def test_what_a_reader_sees_as_one_sign_is_one_cluster():
    text = f"e\u0301{FAMILY}🇻🇪🇺🇸{ENGLAND}한क्षि"
    assert pieces(clusters(text), text)[:6] == ["e\u0301", FAMILY, "🇻🇪", "🇺🇸", ENGLAND, "한"]


@given(news | anything, st.data())
def test_whole_clusters_is_the_smallest_widening_that_splits_none(text, data):
    span = a_span(data, text)
    whole = whole_clusters(text, span)
    edges = boundaries(text)
    assert whole.start == max(edge for edge in edges if edge <= span.start)
    assert whole.end == min(edge for edge in edges if edge >= span.end)


def test_a_cut_flag_is_widened_to_the_right_flag():
    text = "🇻🇪🇺🇸🇫🇷"
    assert whole_clusters(text, Span(3, 4)).of(text) == "🇺🇸"


# -- lines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "position, line", [(0, "one"), (3, "one"), (4, ""), (5, "two"), (8, "two")]
)
def test_the_line_around_a_position(position, line):
    text = "one\n\ntwo"
    assert line_around(text, position).of(text) == line


# -- trimming ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, core",
    [
        ("  the mob, ", "the mob"),
        ("“chaos!”", "chaos"),
        ("($5 million)", "$5 million"),
        ("—\n…", ""),
        ("", ""),
        ("#️⃣!", "#️⃣"),
        ("!‼️", "‼️"),
        ("\u200fفوضى\u200f.", "فوضى"),
        ("\u00ad“go”", "go"),
        (f"{FAMILY}.", FAMILY),
        ("cafe\u0301.", "cafe\u0301"),
        ("! \u0301", " \u0301"),
    ],
)
def test_outer_spaces_and_punctuation_are_trimmed(text, core):
    assert trimmed(text, Span(0, len(text))).of(text) == core


def test_a_span_beyond_the_text_is_trimmed_to_nothing():
    assert not trimmed("ab", Span(5, 9))
    assert trimmed("ab", Span(1, 9)) == Span(1, 2)


@given(news | anything)
def test_trimming_splits_no_cluster_and_is_done_once(text):
    core = trimmed(text, Span(0, len(text)))
    assert {core.start, core.end} <= boundaries(text)
    assert trimmed(text, core) == core
