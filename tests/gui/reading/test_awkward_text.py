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
def test_what_the_mouse_drags_over_is_stored_and_shown_again(body_desk, name):
    body, quote = CASES[name]
    quote = normalise(quote)
    desk = body_desk(body)
    desk.open()
    desk.drag(0, quote)
    desk.press("1")
    assert desk.troubles == []
    assert desk.stored() == [("L", quote)]
    made = desk.annotation(quote)
    assert desk.view().article.body[made.span.start : made.span.end] == quote
    desk.reopen()
    desk.click(0, quote)
    assert desk.view().active == made.id
    assert [a.quote for a, _ in desk.view().layers_at(made.span.start)] == [quote]
    copied = printed(desk)
    assert all(piece in copied for piece in PRINTED.get(name, ["".join(quote.split())]))


def printed(desk) -> str:
    """Return what is copied from the printed worksheet of the stored work, without spaces."""
    file = worksheet(desk)
    pages = pypdfium2.PdfDocument(file)
    browser = "".join(page.get_textpage().get_text_range() for page in pages)
    reader = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    return "".join(f"{browser} {reader}".split())


@pytest.mark.parametrize("name", CASES)
def test_the_pen_marks_the_same(body_desk, name):
    body, quote = CASES[name]
    quote = normalise(quote)
    desk = body_desk(body)
    desk.open()
    desk.press("1", Qt.KeyboardModifier.ControlModifier)
    desk.drag(0, quote)
    assert desk.stored() == [("L", quote)]


@pytest.mark.parametrize("body", ["", "\n\n", "…"])
def test_an_article_without_words_takes_every_gesture_in_silence(body_desk, body):
    desk = body_desk(body)
    desk.open()
    for key in ("3", "N", "P", Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        desk.view().setFocus()
        desk.press(key)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        desk.press(key, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
    assert [letter for letter, _ in desk.stored() if letter in "LU"] == []
    desk.room.grab()
    desk.reopen()
    assert "Soupisdearer" in printed(desk), "its headline is all that there is to print"


def test_a_word_alone_is_marked_labelled_and_printed(body_desk):
    desk = body_desk("Robbery!")
    desk.open()
    desk.double_click(0, "Robbery")
    desk.press("1")
    desk.click(0, "Robbery")
    desk.press(Qt.Key.Key_Escape)
    desk.press("3")
    assert desk.stored() == [("O", "Robbery!"), ("L", "Robbery")]
    desk.reopen()
    assert desk.stored() == [("O", "Robbery!"), ("L", "Robbery")]
    assert "Robbery" in printed(desk), "the letters of the categories may part it"
