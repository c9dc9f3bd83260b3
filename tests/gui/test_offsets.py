"""Positions mean the same place in our text and in Qt's document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.gui.offsets import OffsetMap

AWKWARD = [
    "a",
    "Z",
    " ",
    "\n",
    "\r",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\x00",
    "\u200d",
    "\u0301",
    "e\u0301",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇻🇪",
    "👍🏽",
    "𝐁𝐎𝐋𝐃",
    "العربية",
    "עברית",
    "नमस्ते",
    "漢字",
]
texts = st.lists(st.sampled_from(AWKWARD), max_size=30).map("".join).map(normalise)


def selected(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")


@settings(max_examples=300)
@given(text=texts, data=st.data())
def test_a_span_selects_the_same_words_in_a_real_document(qapp, text, data):
    document = QTextDocument()
    document.setPlainText(text)
    offsets = OffsetMap(text)
    assert document.characterCount() - 1 == offsets.utf16_units
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = offsets.to_utf16(start), offsets.to_utf16(end)
    assert selected(document, low, high) == text[start:end]
    assert offsets.span(high, low) == Span(start, end)


@given(text=texts)
def test_every_position_comes_back(text):
    offsets = OffsetMap(text)
    places = [offsets.to_utf16(at) for at in range(len(text) + 1)]
    assert [offsets.to_code_point(place) for place in places] == list(range(len(text) + 1))
    assert places == sorted(set(places))
    assert places[-1] == len(text.encode("utf-16-le")) // 2 == offsets.utf16_units


def test_a_position_inside_a_surrogate_pair_is_its_start():
    offsets = OffsetMap("a😀b😀")
    assert [offsets.to_code_point(unit) for unit in range(7)] == [0, 1, 1, 2, 3, 3, 4]


@pytest.mark.parametrize("text", ["", "plain", "déjà vu"])
def test_text_of_the_basic_plane_counts_alike(text):
    offsets = OffsetMap(text)
    assert [offsets.to_utf16(at) for at in range(len(text) + 1)] == list(range(len(text) + 1))
