"""The letters of a PDF's page with their places, through PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

#: PDFium's sign for a hyphen at the end of what it takes for a line.
_HYPHENS = frozenset({"\x02", "\ufffe"})
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "}
)
_QUARTER = math.pi / 2
#: Scanned pages lie a little askew; more than this in radians is turned on purpose.
_ASKEW = 0.12
_UPRIGHT = (0, 2, None)
#: Letters so much larger than the text are looked at for being a watermark.
_LARGE = 1.4
#: Of 255: lighter than the first on white paper, or more transparent than the second.
_PALE, _WHITE, _THIN = 165, 250, 128


class PdfLetter(NamedTuple):
    """One letter: its box, the height of the line it stands on, and its size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    #: Its number in the order of the file.
    number: int

    @property
    def is_space(self) -> bool:
        """Return whether it only parts words."""
        return self.text.isspace()


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The letters that are read as text, what is set across them, and the page's height."""

    glyphs: tuple[PdfLetter, ...]
    across: str
    bottom: float
    top: float

    @property
    def text_size(self) -> float:
        """Return the size that most letters have."""
        return usual_size(self.glyphs)


def usual_size(glyphs: Iterable[PdfLetter]) -> float:
    """Return the size that most letters have."""
    counts = Counter([round(glyph.size * 2) for glyph in glyphs if glyph.text != " "])
    return max(counts, key=counts.__getitem__) / 2 if counts else 0.0


def page_glyphs(page: Any) -> PageGlyphs:
    """Return the letters of an open page."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    text_page = page.get_textpage()
    try:
        found = list(_letters(raw, text_page.raw))
        turns = Counter(turned for _glyph, turned in found if turned is not None)
        turn = max(turns, key=turns.__getitem__) if turns else 0
        straight = [glyph for glyph, turned in found if turned == turn]
        across = [glyph for glyph, turned in found if turned != turn]
        large = usual_size(straight) * _LARGE
        pale = {
            glyph.number
            for glyph in straight
            if glyph.size > large and _is_pale(raw, text_page.raw, glyph.number)
        }
        across += [glyph for glyph in straight if glyph.number in pale]
        upright = tuple(_turned(g, turn) for g in straight if g.number not in pale)
    finally:
        text_page.close()
    bottom, top = _edges(page, turn)
    words = "".join(glyph.text for glyph in sorted(across, key=lambda g: g.number))
    return PageGlyphs(upright, " ".join(words.split()), bottom, top)


def _letters(raw: Any, text_page: Any) -> Iterable[tuple[PdfLetter, int | None]]:
    """Yield each letter and by how many quarters it is turned; spaces made up are left out."""
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for number in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, number)
        text = _text_of(code)
        if not text or (text.isspace() and raw.FPDFText_IsGenerated(text_page, number) == 1):
            continue
        raw.FPDFText_GetLooseCharBox(text_page, number, box_at)
        raw.FPDFText_GetCharOrigin(text_page, number, x_at, y_at)
        angle = raw.FPDFText_GetCharAngle(text_page, number)
        turn = _quarter_turns(angle) if angle else 0
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        if text.isspace() and right <= left and top <= bottom:
            continue  # in lines from right to left PDFium's own spaces do not say so
        # Until the page is turned upright, the place on its line is kept beside the box.
        upright = turn in _UPRIGHT
        base, size = (y.value, top - bottom) if upright else (x.value, right - left)
        if not math.isfinite(left + right + bottom + top + base):
            continue
        if size <= 0:
            size = raw.FPDFText_GetFontSize(text_page, number)
        if size > 0:
            yield PdfLetter(text, left, right, bottom, top, base, size, number), turn


def _text_of(code: int) -> str:
    """Return the letter of a code, or nothing for what shows nothing."""
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    text = chr(code)
    if text in _HYPHENS:
        return "-"
    if text.isprintable() or text.isspace() or text == "\u00ad":
        return text if text.isascii() else text.translate(_LIGATURES)
    return ""


def _quarter_turns(angle: float) -> int | None:
    """Return by how many quarters text is turned; None where it is set askew."""
    turns = round(angle / _QUARTER)
    return turns % 4 if abs(angle - turns * _QUARTER) <= _ASKEW else None


def _turned(glyph: PdfLetter, turn: int) -> PdfLetter:
    """Return a letter of a page that is turned upright."""
    left, right, bottom, top = glyph.left, glyph.right, glyph.bottom, glyph.top
    if turn == 0:
        return glyph
    if turn == 1:
        return glyph._replace(left=-top, right=-bottom, bottom=left, top=right)
    if turn == 2:
        return glyph._replace(left=-right, right=-left, bottom=-top, top=-bottom, base=-glyph.base)
    return glyph._replace(left=bottom, right=top, bottom=-right, top=-left, base=-glyph.base)


def _edges(page: Any, turn: int) -> tuple[float, float]:
    """Return the heights of the page's lower and upper edge, as it is read."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    return ((bottom, top), (left, right), (-top, -bottom), (-right, -left))[turn]


def _is_pale(raw: Any, text_page: Any, number: int) -> bool:
    """Return whether a letter is drawn so light that text can stand over it."""
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text_page, number, red, green, blue, opaque):
        return False
    light = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    return opaque.value < _THIN or _PALE < light < _WHITE


def joined(glyphs: Sequence[PdfLetter]) -> str:
    """Return letters as text."""
    return "".join(glyph.text for glyph in glyphs)
