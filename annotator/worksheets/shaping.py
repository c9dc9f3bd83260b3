"""Text that letters cannot simply be set side by side for: reading order, joining, marks.

Lines are ordered by the Unicode bidirectional algorithm and shaped by HarfBuzz, each stretch
in the first font that has all of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import regex
from reportlab.pdfbase.ttfonts import TTFont

#: Blocks of scripts that are read from right to left, and the controls that turn text so.
_REVERSED = regex.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARK = regex.compile(r"\p{M}")
_STRONG = frozenset({"L", "R", "AL"})
#: Glyphs without a character of their own are known to ReportLab by a private code point.
PRIVATE = 0xF0000
#: Stands in a line for something that is drawn there by itself.
OBJECT = "\ufffc"
_CLUSTER = regex.compile(r"\X")


class ShapedFont(TTFont):
    """A font whose glyphs can be drawn by themselves, each with what it says."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, shapable=False)
        self.said: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    def code_of(self, glyph: int, text: str, advance: float) -> int:
        """Return the code by which ReportLab knows a glyph that says `text`.

        A glyph that is the plain one of a character has that character's code. ReportLab
        draws a space for a no-break space, so that has a code of its own too.
        """
        if len(text) == 1 and text != "\xa0" and self.face.charToGlyph.get(ord(text)) == glyph:
            return ord(text)
        code = self._codes.get((glyph, text))
        if code is None:
            code = self._codes[glyph, text] = PRIVATE + len(self._codes)
            self.said[code] = text
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = advance
        return code


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a font by the code ReportLab knows; lengths in thousandths of an em."""

    code: int
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class GlyphCluster:
    """What a reader sees as one sign: [start, end) of the text, where it stands, its glyphs.

    Without a font nothing can be drawn for it. `is_reversed` if it is read to the left.
    """

    start: int
    end: int
    x: float
    width: float
    font: ShapedFont | None
    glyphs: tuple[Glyph, ...] = ()
    is_reversed: bool = False


def needs_shaping(text: str) -> bool:
    """Return whether the text has marks that stand on or below other characters."""
    return _MARK.search(text) is not None


def has_right_to_left(text: str) -> bool:
    """Return whether anything in the text is read from right to left."""
    return _REVERSED.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Return whether a paragraph is read from right to left: by its first letter."""
    if not has_right_to_left(text):
        return False
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in kinds if kind in _STRONG), False)


def clusters_of(text: str) -> list[str]:
    """Return the text cut into what a reader sees as one sign each."""
    return _CLUSTER.findall(text)


def levels_of(text: str, *, right_to_left: bool) -> list[int]:
    """Return the embedding level of each character; odd ones are read to the left."""
    base = int(right_to_left)
    if not right_to_left and not has_right_to_left(text):
        return [0] * len(text)
    from bidi import algorithm  # type: ignore[import-untyped]

    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for place, entry in enumerate(storage["chars"]):
        entry["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {entry["place"]: int(entry["level"]) for entry in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):
        levels.append(known.get(place, levels[-1] if levels else base))
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        levels[place] = base
    return levels


def in_sight_order(levels: Sequence[int]) -> list[int]:
    """Return the places of a line from left to right (rule L2 of the algorithm)."""
    order = list(range(len(levels)))
    lowest = min((level for level in levels if level % 2), default=0)
    for level in range(max(levels, default=0), max(lowest, 1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


@dataclass(slots=True)
class _Piece:
    """A cluster before it has a place."""

    start: int
    text: str
    font: ShapedFont | None
    level: int


class Shaper:
    """Places the clusters of a line with the fonts of a family and their fallbacks."""

    def __init__(self) -> None:
        self._shapers: dict[str, Any] = {}

    @cached_property
    def _harfbuzz(self) -> Any:
        import uharfbuzz  # type: ignore[import-untyped]

        return uharfbuzz

    def placed(
        self,
        text: str,
        fonts: Sequence[ShapedFont | None],
        *,
        right_to_left: bool,
        objects: Mapping[int, float],
    ) -> tuple[GlyphCluster, ...]:
        """Return the clusters in the order of the text; `fonts` names that of each cluster.

        `objects` are the widths of what stands at places of the text by itself.
        """
        levels = levels_of(text, right_to_left=right_to_left)
        pieces = []
        start = 0
        for cluster, font in zip(clusters_of(text), fonts, strict=True):
            pieces.append(_Piece(start, cluster, font, levels[start]))
            start += len(cluster)
        shaped: list[list[GlyphCluster]] = []
        runs = groupby(
            pieces, key=lambda p: (p.font and p.font.fontName, p.level, p.start in objects)
        )
        run_levels = []
        for _, group in runs:
            run = list(group)
            shaped.append(self._shaped(text, run, objects))
            run_levels.append(run[0].level)
        x = 0.0
        found: list[GlyphCluster] = []
        for index in in_sight_order(run_levels):
            found += [_moved(cluster_, x) for cluster_ in shaped[index]]
            x += sum(each.width for each in shaped[index])
        return tuple(sorted(found, key=lambda c: c.start))

    def _shaped(
        self, text: str, run: Sequence[_Piece], objects: Mapping[int, float]
    ) -> list[GlyphCluster]:
        """Return the clusters of one run with their places in it, from its left end."""
        font, is_reversed = run[0].font, run[0].level % 2 == 1
        ends = {piece.start: piece.start + len(piece.text) for piece in run}
        if font is None or run[0].start in objects:
            widths = [objects.get(piece.start, _box_width(piece.text)) for piece in run]
            return _side_by_side(run, widths, is_reversed=is_reversed)
        start, end = run[0].start, run[-1].start + len(run[-1].text)
        hb = self._harfbuzz
        buffer = hb.Buffer()
        buffer.add_str(text[start:end])
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if is_reversed else "ltr"
        scaled, scale = self._font(font)
        hb.shape(
            scaled, buffer, _FEATURES if is_reversed or font.fontName[:5] == "Noto" else _PLAIN
        )
        found: dict[int, list[tuple[int, float, float]]] = {}
        begins: dict[int, float] = {}
        widths_: dict[int, float] = {}
        x = 0.0
        starts = sorted(ends)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            place = max(s for s in starts if s <= start + info.cluster)
            begin = begins.setdefault(place, x)
            dx = x - begin + position.x_offset * scale
            found.setdefault(place, []).append((info.codepoint, dx, position.y_offset * scale))
            x += position.x_advance * scale
            widths_[place] = x - begin
        cluster_ends = {place: _end_of(place, starts, ends, found) for place in found}
        return [
            GlyphCluster(
                place,
                cluster_ends[place],
                begins[place],
                widths_[place],
                font,
                tuple(_coded(font, scaled, found[place], text[place : cluster_ends[place]])),
                is_reversed,
            )
            for place in starts
            if place in found
        ]

    def _font(self, font: ShapedFont) -> tuple[Any, float]:
        known = self._shapers.get(font.fontName)
        if known is None:
            hb = self._harfbuzz
            blob = hb.Blob.from_file_path(str(font.face.filename))
            known = self._shapers[font.fontName] = hb.Font(hb.Face(blob, 0))
        return known, 1000 / known.face.upem


_FEATURES = {"liga": False, "dlig": False}
#: The main family is set without kerning, as in lines that need no shaping.
_PLAIN = {"kern": False, "liga": False, "clig": False, "calt": False}


def _coded(
    font: ShapedFont, scaled: Any, glyphs: Sequence[tuple[int, float, float]], text: str
) -> Iterator[Glyph]:
    """Yield the glyphs of a cluster; the first says its text, the others nothing."""
    said = text
    for glyph, dx, dy in glyphs:
        advance = scaled.get_glyph_h_advance(glyph) * 1000 / scaled.face.upem
        yield Glyph(font.code_of(glyph, said, advance), dx, dy)
        said = ""


def _end_of(
    place: int, starts: Sequence[int], ends: Mapping[int, int], drawn: Mapping[int, Any]
) -> int:
    """Return where a drawn cluster ends: it takes in those that have no glyph of their own."""
    end = ends[place]
    for following in starts:
        if following == end and following not in drawn:
            end = ends[following]
    return end


def _side_by_side(
    run: Sequence[_Piece], widths: Sequence[float], *, is_reversed: bool
) -> list[GlyphCluster]:
    x = sum(widths) if is_reversed else 0.0
    found = []
    for piece, width in zip(run, widths, strict=True):
        x -= width if is_reversed else 0.0
        end = piece.start + len(piece.text)
        found.append(GlyphCluster(piece.start, end, x, width, None, (), is_reversed))
        x += 0.0 if is_reversed else width
    return found


def _moved(cluster: GlyphCluster, x: float) -> GlyphCluster:
    return GlyphCluster(
        cluster.start,
        cluster.end,
        cluster.x + x,
        cluster.width,
        cluster.font,
        cluster.glyphs,
        cluster.is_reversed,
    )


#: The width of the box that stands for a character no font has, in thousandths of an em.
BOX_WIDTH = 600.0


def is_ignorable(character: str) -> bool:
    """Return whether a character without a glyph leaves no gap: joiners, selectors, marks."""
    code = ord(character)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selector or unicodedata.category(character) == "Cf"


def _box_width(text: str) -> float:
    return sum(0.0 if is_ignorable(character) else BOX_WIDTH for character in text)
