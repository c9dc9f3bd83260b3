"""The fonts of every worksheet: one hyperlegible family, and others for what it lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from annotator.domain.errors import StorageTrouble

#: The package of the family and the folder in it.
_PACKAGE, _FOLDER = "fontpkg_atkinson_hyperlegible", "files"
#: The package of fonts that step in, and its files in the order in which they are asked.
_FALLBACK_PACKAGE = "manimgx_fonts"
_FALLBACK_FILES = (
    "NotoSans[wght].ttf",
    "NotoEmoji[wght].ttf",
    "NotoSansSymbols[wght].ttf",
    "NotoSansHebrew[wght].ttf",
    "NotoSansArabic[wght].ttf",
    "NotoSansThai[wght].ttf",
    "NotoSansDevanagari[wght].ttf",
    "NotoSansBengali[wght].ttf",
)
#: The width of the box that stands for a character no font has, in thousandths of an em.
BOX_WIDTH = 600.0


class Face(StrEnum):
    """The four cuts of the family, by the names under which ReportLab knows them."""

    REGULAR = "Hyperlegible"
    BOLD = "Hyperlegible-Bold"
    ITALIC = "Hyperlegible-Italic"
    BOLD_ITALIC = "Hyperlegible-BoldItalic"

    @property
    def cut(self) -> str:
        """Return how the cut is called in the name of its file."""
        return self.value.partition("-")[2] or "Regular"


def is_ignorable(character: str) -> bool:
    """Return whether a character without a glyph leaves no gap: joiners, selectors, marks."""
    code = ord(character)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selector or unicodedata.category(character) == "Cf"


def _font(name: str, path: Path) -> TTFont:
    """Return the font that ReportLab knows by `name`, read from `path` the first time.

    ReportLab keeps a register of fonts for the process; the glyphs that a document uses
    are counted document by document.
    """
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
    return cast("TTFont", pdfmetrics.getFont(name))


def _folder_of(package: str) -> Path | None:
    """Return where a package of fonts lies, without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def _fallback_files() -> list[Path]:
    folder = _folder_of(_FALLBACK_PACKAGE)
    paths = [folder / name for name in _FALLBACK_FILES] if folder else []
    return [path for path in paths if path.is_file()]


class _WordWidths(dict[str, float]):
    """Widths of words in thousandths of an em, measured once each."""

    def __init__(self, typefaces: Typefaces, face: Face) -> None:
        super().__init__()
        self._typefaces = typefaces
        self._face = face
        self._widths: dict[int, float] = typefaces.font(face).face.charWidths

    def __missing__(self, word: str) -> float:
        try:
            width = sum([self._widths[ord(character)] for character in word])
        except KeyError:
            width = sum([self._typefaces.advance(character, self._face) for character in word])
        self[word] = width
        return width


class Typefaces:
    """The fonts and the widths of words; shared by all worksheets of one batch."""

    def __init__(self, *, with_fallbacks: bool = True) -> None:
        folder = _folder_of(_PACKAGE)
        if folder is None:
            raise StorageTrouble(
                "The font of the worksheets is not installed, so nothing was printed. "
                "Install the program again."
            )
        self._with_fallbacks = with_fallbacks
        self._fonts = {
            face: _font(face.value, folder / _FOLDER / f"AtkinsonHyperlegible-{face.cut}.ttf")
            for face in Face
        }
        self.words = {face: _WordWidths(self, face) for face in Face}

    def font(self, face: Face) -> TTFont:
        """Return the font of one cut."""
        return self._fonts[face]

    @cached_property
    def fallbacks(self) -> tuple[TTFont, ...]:
        """Return the fonts that step in, read when a character first needs one."""
        files = _fallback_files() if self._with_fallbacks else ()
        return tuple(_font(path.stem, path) for path in files)

    def font_for(self, character: str, face: Face) -> TTFont | None:
        """Return the first font that has the character, or None."""
        code = ord(character)
        for font in (self._fonts[face], *self.fallbacks):
            if code in font.face.charToGlyph:
                return font
        return None

    def advance(self, character: str, face: Face) -> float:
        """Return the width of one character in thousandths of an em, in whatever font has it."""
        font = self.font_for(character, face)
        if font is None:
            return 0.0 if is_ignorable(character) else BOX_WIDTH
        return float(font.face.charWidths[ord(character)])

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width of a text in points."""
        return self.words[face][text] * size / 1000

    def runs(self, text: str, face: Face) -> Iterator[tuple[TTFont | None, str]]:
        """Yield stretches of text with the font that has them, None where none does."""
        current: TTFont | None = None
        start = 0
        for position, character in enumerate(text):
            font = self.font_for(character, face)
            if font is not current and position > start:
                yield current, text[start:position]
                start = position
            current = font
        if start < len(text):
            yield current, text[start:]
