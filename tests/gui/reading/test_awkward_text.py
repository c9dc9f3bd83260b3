"""Text that breaks other programs: from the mouse to the database, the screen and the PDF."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from annotator.domain.text import normalise
from tests.gui.reading.paper import worksheet

FAMILY = "👩‍👩‍👧"

#: A body as it comes in, what a hand drags over, and what is stored.
CASES = {
    "emoji": ("👍🏽 great news 🎉 from Caracas", "news 🎉 from"),
    "emoji alone": ("A 🎉 party", "🎉"),
    "ZWJ family": (f"The soup {FAMILY} costs more", f"soup {FAMILY} costs"),
    "flags": ("From 🇻🇪 and 🇫🇷 today", "🇻🇪 and 🇫🇷"),
    "one flag of two": ("From 🇻🇪🇫🇷 today", "🇻🇪"),
    "mathematical bold": ("𝐁𝐎𝐋𝐃 claim after bold letters", "𝐁𝐎𝐋𝐃 claim"),
    "combining marks": ("Cafe\u0301 pri\u0308ces x\u0323\u0302y rise", "x\u0323\u0302y"),
    "Arabic": ("قال الوزير إن النظام القاسي سقط اليوم", "النظام القاسي"),
    "Hebrew": ("השר אמר כי המשטר האכזרי נפל היום", "המשטר האכזרי"),
    "Arabic inside English": ("The word النظام means regime here", "means regime"),
    "CRLF": ("first line\r\nsecond line here", "second line"),
    "BOM": ("\ufeffThe cruel price", "cruel price"),
    "NBSP": ("a price of 20\u00a0euros is cruel", "20 euros"),
    "tabs": ("one\ttwo\tthree\tfour", "two three"),
    "U+2028": ("before it\u2028after it comes more", "after it"),
    "U+2029 and NEL": ("first\u2029second part\x85third part", "third part"),
    "zero-width space": ("wo\u200brd and word", "word and"),
    "Devanagari": ("यह क्रूर कीमत है", "क्रूर कीमत"),
    "Chinese": ("政府宣布价格上涨", "价格"),
    "one word": ("Word", "Word"),
}

#: What the paper holds where it is not the quotation itself: letters that no shipped font has
#: are named, and readers of PDF copy marked right-to-left words one by one.
PRINTED = {
    "mathematical bold": ["U+1D401", "U+1D40E", "claim"],
    "Arabic": ["النظام", "القاسي"],
}


@pytest.mark.parametrize("name", CASES)
def test_what_the_mouse_drags_over_is_stored_and_shown_again(body_board, name):
    body, quote = CASES[name]
    quote = normalise(quote)
    board = body_board(body)
    board.open()
    board.drag(0, quote)
    board.press("1")
    assert board.troubles == []
    assert board.stored() == [("L", quote)]
    made = board.annotation(quote)
    assert board.view().article.body[made.span.start : made.span.end] == quote
    board.reopen()
    board.click(0, quote)
    assert board.view().active == made.id
    assert [a.quote for a, _ in board.view().layers_at(made.span.start)] == [quote]
    copied = printed(board)
    assert all(piece in copied for piece in PRINTED.get(name, ["".join(quote.split())]))


def printed(board) -> str:
    """Return what is copied from the printed worksheet of the stored work, without spaces."""
    file = worksheet(board)
    pages = pypdfium2.PdfDocument(file)
    browser = "".join(page.get_textpage().get_text_range() for page in pages)
    reader = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    return "".join(f"{browser} {reader}".split())


@pytest.mark.parametrize("name", CASES)
def test_the_pen_marks_the_same(body_board, name):
    body, quote = CASES[name]
    quote = normalise(quote)
    board = body_board(body)
    board.open()
    board.press("1", Qt.KeyboardModifier.ControlModifier)
    board.drag(0, quote)
    assert board.stored() == [("L", quote)]


@pytest.mark.parametrize("body", ["", "\n\n", "…"])
def test_an_article_without_words_takes_every_gesture_in_silence(body_board, body):
    board = body_board(body)
    board.open()
    for key in ("3", "N", "P", Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        board.view().setFocus()
        board.press(key)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        board.press(key, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
    assert [letter for letter, _ in board.stored() if letter in "LU"] == []
    board.room.grab()
    board.reopen()
    assert "Soupisdearer" in printed(board), "its headline is all that there is to print"


def test_a_word_alone_is_marked_labelled_and_printed(body_board):
    board = body_board("Robbery!")
    board.open()
    board.double_click(0, "Robbery")
    board.press("1")
    board.click(0, "Robbery")
    board.press(Qt.Key.Key_Escape)
    board.press("3")
    assert board.stored() == [("O", "Robbery!"), ("L", "Robbery")]
    board.reopen()
    assert board.stored() == [("O", "Robbery!"), ("L", "Robbery")]
    assert "Robbery" in printed(board), "the letters of the categories may part it"
