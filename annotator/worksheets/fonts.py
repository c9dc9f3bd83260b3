"""The fonts of every worksheet: one hyperlegible family, and others for what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import cast
from unicodedata import normalize

from reportlab.pdfbase import pdfmetrics

from annotator.domain.errors import StorageTrouble
from annotator.worksheets.shaping import (
    BOX_WIDTH,
    GlyphCluster,
    ShapedFont,
    Shaper,
    clusters_of,
    is_ignorable,
    needs_shaping,
)

#: The folder of the typefaces that travel with the program.
_OWN = "annotator.typefaces"
#: Packages of fonts that step in and their files, in the order in which they are asked.
_NOTO, _CJK = "manimgx_fonts", "paperang_p2_fonts_cjk"
_FALLBACKS = (
    (_NOTO, "NotoSans[wght].ttf"),
    (_NOTO, "NotoEmoji[wght].ttf"),
    (_NOTO, "NotoSansSymbols[wght].ttf"),
    (_NOTO, "NotoSansHebrew[wght].ttf"),
    # One glyph a letter, so that text can be copied; Noto draws the dots apart.
    (_OWN, "IBMPlexSansArabic-Regular.ttf"),
    (_NOTO, "NotoSansArabic[wght].ttf"),
    (_NOTO, "NotoSansThai[wght].ttf"),
    (_NOTO, "NotoSansDevanagari[wght].ttf"),
    (_NOTO, "NotoSansBengali[wght].ttf"),
    (_NOTO, "NotoSansTamil[wght].ttf"),
    (_NOTO, "NotoSansGeorgian[wght].ttf"),
    (_NOTO, "NotoSansArmenian[wght].ttf"),
    (_NOTO, "NotoSansEthiopic[wght].ttf"),
    # Chinese, Japanese and Korean.
    (_CJK, "fonts/wqy-microhei.ttc"),
)


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


@cache
def _font(name: str, path: Path) -> ShapedFont:
    """Return the font that ReportLab knows by `name`, read from `path` the first time.

    ReportLab keeps a register of fonts for the process; the glyphs that a document uses
    are counted document by document.
    """
    pdfmetrics.registerFont(ShapedFont(name, str(path)))
    return cast("ShapedFont", pdfmetrics.getFont(name))


def _folder_of(package: str) -> Path | None:
    """Return where a package of fonts lies, without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def _fallback_files() -> list[Path]:
    folders = {package: _folder_of(package) for package, _ in _FALLBACKS}
    paths = [folder / name for package, name in _FALLBACKS if (folder := folders[package])]
    return [path for path in paths if path.is_file()]


class _WordWidths(dict[str, float]):
    """Widths of words in thousandths of an em, measured once each."""

    def __init__(self, typefaces: Typefaces, face: Face) -> None:
        super().__init__()
        self._typefaces = typefaces
        self._face = face
        self._widths: dict[int, float] = typefaces.font(face).face.charWidths

    def __missing__(self, word: str) -> float:
        if not word.isascii() and needs_shaping(word):
            width = sum([c.width for c in self._typefaces.arranged(word, self._face)])
        else:
            try:
                width = sum([self._widths[ord(character)] for character in word])
            except KeyError:
                width = sum([c.width for c in self._typefaces.arranged(word, self._face)])
        self[word] = width
        return width


class Typefaces:
    """The fonts and the widths of words; shared by all worksheets of one batch."""

    def __init__(self, *, with_fallbacks: bool = True) -> None:
        folder = _folder_of(_OWN)
        if folder is None:
            raise StorageTrouble(
                "The font of the worksheets is not installed, so nothing was printed. "
                "Install the program again."
            )
        self._with_fallbacks = with_fallbacks
        self._fonts = {
            face: _font(face.value, folder / f"AtkinsonHyperlegible-{face.cut}.ttf")
            for face in Face
        }
        self._shaper = Shaper()
        self._arranged: dict[tuple[str, Face, bool], tuple[GlyphCluster, ...]] = {}
        self.words = {face: _WordWidths(self, face) for face in Face}

    def font(self, face: Face) -> ShapedFont:
        """Return the font of one cut."""
        return self._fonts[face]

    @cached_property
    def _fallback_files(self) -> Sequence[Path]:
        return _fallback_files() if self._with_fallbacks else ()

    def _fallbacks(self) -> Iterator[ShapedFont]:
        """Yield the fonts that step in; each is read when a character first needs it."""
        return (_font(path.stem, path) for path in self._fallback_files)

    def font_for(self, character: str, face: Face) -> ShapedFont | None:
        """Return the first font that has the character, or None."""
        code, own = ord(character), self._fonts[face]
        if code in own.face.charToGlyph:
            return own
        return next((f for f in self._fallbacks() if code in f.face.charToGlyph), None)

    def advance(self, character: str, face: Face) -> float:
        """Return the width of one character in thousandths of an em, in whatever font has it."""
        font = self.font_for(character, face)
        if font is None:
            return 0.0 if is_ignorable(character) else BOX_WIDTH
        return float(font.face.charWidths[ord(character)])

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width of a text in points."""
        return self.words[face][text] * size / 1000

    def arranged(
        self,
        text: str,
        face: Face,
        *,
        right_to_left: bool = False,
        objects: Mapping[int, float] | None = None,
    ) -> tuple[GlyphCluster, ...]:
        """Return the clusters of a line with their places, in thousandths of an em."""
        if objects:
            fonts = [self._font_of(cluster, face) for cluster in clusters_of(text)]
            return self._shaper.placed(text, fonts, right_to_left=right_to_left, objects=objects)
        known = (text, face, right_to_left)
        found = self._arranged.get(known)
        if found is None:
            fonts = [self._font_of(cluster, face) for cluster in clusters_of(text)]
            found = self._arranged[known] = self._shaper.placed(
                text, fonts, right_to_left=right_to_left, objects={}
            )
        return found

    def _font_of(self, cluster: str, face: Face) -> ShapedFont | None:
        """Return the first font that has all of a cluster, or else its first character."""
        needed = [ord(character) for character in cluster if not is_ignorable(character)]
        candidates = chain([self._fonts[face]], self._fallbacks())
        if len(needed) > 1 and len(normalize("NFC", cluster)) > 1 and needs_shaping(cluster):
            # The main family has no place for marks.
            candidates = chain(self._fallbacks(), [self._fonts[face]])
        for font in candidates:
            if needed and all(code in font.face.charToGlyph for code in needed):
                return font
        return self.font_for(cluster[0], face)
