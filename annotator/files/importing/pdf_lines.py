"""Letters put into lines, and lines into columns, by their places alone.

A row is all that stands at one height of a page. Where rows leave the same strip of paper free,
there are columns. The order in which a file draws its letters says nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from annotator.files.importing.pdf_glyphs import PageGlyphs, PdfLetter, joined, usual_size

#: In sizes of the letters: what two heights of one line differ in at most,
_SAME_LINE = 0.22
#: the gap that parts words where spaces are drawn too, and where none are,
_WORD_GAP, _WORD_GAP_WITHOUT_SPACES = 0.2, 0.16
#: the gap between things that only share a line, and half of what columns leave free.
_WIDE_GAP, _HALF_GUTTER = 1.5, 0.3
_NARROWEST_GUTTER = 0.8
#: Fewer lines beside each other are no columns; shorter ones are the cells of a table.
_FEWEST_LINES = 3
_SHORTEST_LINES = 10
#: So many steps between lines part what stands below columns from them.
_APART = 2.6
#: A letter so much larger than the text beside it is a drop capital.
_DROP_CAPITAL = 1.7
_LONGEST_CAPITAL = 2
_RAISED = 0.85
#: Kinds of signs that are read from left to right in every line.
_FORWARD = frozenset({"L", "EN", "AN"})
#: A mark over a letter lies over it by so much.
_OVERLAP = 0.15


class Word(NamedTuple):
    """Letters without a gap between them, and where they begin and end."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words at one height of a page, in reading order; after a drop capital, with it."""

    words: tuple[Word, ...]
    left: float
    right: float
    base: float
    size: float
    capital: str = ""

    @property
    def text(self) -> str:
        """Return the line as text."""
        return " ".join(word.text for word in self.words)

    @property
    def parts(self) -> list[str]:
        """Return what only shares the line, such as a title and a page number."""
        found: list[list[Word]] = []
        for word in sorted(self.words, key=lambda each: each.left):
            if found and word.left - found[-1][-1].right < _WIDE_GAP * self.size:
                found[-1].append(word)
            else:
                found.append([word])
        return [" ".join(word.text for word in part) for part in found]


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read from top to bottom, and the space between its edges."""

    lines: tuple[Line, ...]
    left: float
    right: float


def page_lines(page: PageGlyphs) -> list[Line]:
    """Return the rows of a page from top to bottom; a drop capital is a row of its own."""
    large = _DROP_CAPITAL * page.text_size
    big_rows = _rows(glyph for glyph in page.glyphs if glyph.size >= large)
    capitals = [row for row in big_rows if _is_capital(joined(row))]
    apart = {glyph.number for row in capitals for glyph in row}
    rows = _with_raised(_rows(glyph for glyph in page.glyphs if glyph.number not in apart))
    lines = [line for row in [*rows, *capitals] if (line := _line(row)) is not None]
    return sorted(lines, key=lambda line: -line.base)


def _rows(glyphs: Iterable[PdfLetter]) -> list[list[PdfLetter]]:
    """Return letters in rows, from top to bottom."""
    rows: list[list[PdfLetter]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        first = rows[-1][0] if rows else glyph
        near = first.base - glyph.base <= _SAME_LINE * min(first.size, glyph.size)
        if rows and near:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _with_raised(rows: list[list[PdfLetter]]) -> list[list[PdfLetter]]:
    """Return rows with the small letters above or below a line's height taken into the line."""
    kept: list[list[PdfLetter]] = []
    sizes = [usual_size(row) for row in rows]
    for number, row in enumerate(rows):
        for other in (number - 1, number + 1):
            if 0 <= other < len(rows) and sizes[number] <= _RAISED * sizes[other]:
                size = sizes[other]
                height = row[0].base - rows[other][0].base
                if -0.35 * size < height < 0.7 * size and _touches(row, rows[other], size):
                    rows[other].extend(row)
                    break
        else:
            kept.append(row)
    return kept


def _touches(row: Sequence[PdfLetter], other: Sequence[PdfLetter], size: float) -> bool:
    """Return whether small letters stand close behind or before larger ones."""
    edges = [edge for glyph in other for edge in (glyph.left, glyph.right)]
    first, last = min(g.left for g in row), max(g.right for g in row)
    near = any(abs(first - edge) < 0.3 * size or abs(last - edge) < 0.3 * size for edge in edges)
    return near and len(row) <= max(6, len(other))


def _line(glyphs: list[PdfLetter]) -> Line | None:
    words = _words(glyphs)
    if not words:
        return None
    size = usual_size(glyphs)
    base = median(glyph.base for glyph in glyphs)
    return Line(tuple(words), min(w.left for w in words), max(w.right for w in words), base, size)


def _words(glyphs: list[PdfLetter]) -> list[Word]:
    """Return the letters of a row as words in reading order."""
    ordered = _in_order(glyphs)
    size = usual_size(glyphs) or 1.0
    has_spaces = any(glyph.is_space for glyph in ordered)
    gaps = [
        _gap(first, second)
        for first, second in pairwise(ordered)
        if not first.is_space and not second.is_space
    ]
    widest = (_WORD_GAP if has_spaces else _WORD_GAP_WITHOUT_SPACES) * size
    usual = median(gaps) if gaps else 0.0
    if usual > widest * 0.6:  # letters set wide apart
        widest = usual * (2.5 if has_spaces else 1.6)
    found: list[list[PdfLetter]] = [[]]
    for glyph in ordered:
        if glyph.is_space:
            found.append([])
            continue
        if found[-1] and _gap(found[-1][-1], glyph) > widest:
            found.append([])
        found[-1].append(glyph)
    if _is_from_right(ordered):
        found = [_with_numbers_forward(each) for each in found if each]
    return [
        Word(joined(each), min(g.left for g in each), max(g.right for g in each))
        for each in found
        if each
    ]


def _gap(first: PdfLetter, second: PdfLetter) -> float:
    """Return the space between two letters, whichever of them stands on the left."""
    return max(first.left, second.left) - min(first.right, second.right)


def _in_order(glyphs: list[PdfLetter]) -> list[PdfLetter]:
    """Return the letters of a row in reading order.

    The order of the file is right where it only goes on: so scripts from right to left and
    marks over letters keep theirs. Where it jumps back, letters are read from left to right.
    """
    by_file = sorted(glyphs, key=lambda each: each.number)
    steps = [second.left - first.left for first, second in pairwise(by_file)]
    way = -1 if _is_from_right(by_file) else 1
    pairs = zip(pairwise(by_file), steps, strict=True)
    if all(step * way >= 0 or _gap(*pair) < -_OVERLAP * pair[1].size for pair, step in pairs):
        return by_file
    return sorted(glyphs, key=lambda each: (each.left * way, each.number))


def _with_numbers_forward(glyphs: list[PdfLetter]) -> list[PdfLetter]:
    """Return a word from right to left, with the number or foreign word in it turned."""
    if glyphs[0].left < glyphs[-1].left:
        return glyphs
    kinds = [unicodedata.bidirectional(glyph.text[0]) for glyph in glyphs]
    places = [number for number, kind in enumerate(kinds) if kind in _FORWARD]
    if not places or "R" in kinds[places[0] : places[-1]] or "AL" in kinds:
        return glyphs
    first, last = places[0], places[-1] + 1
    return [*glyphs[:first], *glyphs[first:last][::-1], *glyphs[last:]]


def _is_from_right(glyphs: Iterable[PdfLetter]) -> bool:
    """Return whether most letters are of a script from right to left."""
    letters = [glyph.text for glyph in glyphs if glyph.text.isalpha()]
    from_right = sum(
        "\u0590" <= letter[0] <= "\u08ff" or letter[0] >= "\ufb1d" for letter in letters
    )
    return from_right * 2 > len(letters)


# -- drop capitals -------------------------------------------------------------------------------


def with_capitals(column: Column, size: float) -> Column:
    """Return a column with each drop capital at the beginning of the line beside its top."""
    large = _DROP_CAPITAL * size
    capitals = [li for li in column.lines if li.size >= large and _is_capital(li.text)]
    lines = [line for line in column.lines if line not in capitals]
    for capital in capitals:
        beside = _beside(capital, lines)
        if beside is None:
            lines = sorted([*lines, capital], key=lambda line: -line.base)
            continue
        number = lines.index(beside)
        lines[number] = replace(beside, left=capital.left, capital=capital.text)
    return replace(column, lines=tuple(lines))


def _is_capital(text: str) -> bool:
    letters = text.strip().strip("“”\"'‘’«»„")
    return 0 < len(letters) <= _LONGEST_CAPITAL and letters.isalpha()


def _beside(capital: Line, lines: Sequence[Line]) -> Line | None:
    """Return the highest of the lines beside a large letter, if there are any."""
    top = capital.base + capital.size
    beside = [
        line
        for line in lines
        if capital.base - 0.3 * line.size <= line.base < top - 0.4 * line.size
        and -0.5 * line.size < line.left - capital.right < 2.4 * line.size
        and line.size * _DROP_CAPITAL <= capital.size
    ]
    return max(beside, key=lambda line: line.base) if beside else None


# -- columns -------------------------------------------------------------------------------------


def columns(lines: Sequence[Line]) -> Iterator[Column]:
    """Yield the columns of a page in the order in which they are read."""
    if not lines:
        return
    found = _columns_at(lines)
    if found is None:
        yield Column(tuple(lines), min(li.left for li in lines), max(li.right for li in lines))
        return
    first, last, place = found
    above, within, below = lines[:first], lines[first:last], lines[last:]
    yield from columns(above)
    yield from columns([part for line in within if (part := _part(line, place, before=True))])
    yield from columns([part for line in within if (part := _part(line, place, before=False))])
    yield from columns(below)


def _part(line: Line, place: float, *, before: bool) -> Line | None:
    """Return what of a line stands before or behind a place."""
    words = tuple(word for word in line.words if (word.right <= place) == before)
    if not words:
        return None
    left, right = min(word.left for word in words), max(word.right for word in words)
    return replace(line, words=words, left=left, right=right)


def _columns_at(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """Return which lines stand in columns, from one to before another, and where these part."""
    size = median(line.size for line in lines)
    best: tuple[float, int, int, float] | None = None
    for place in _places(lines, size):
        for first, last in _free_runs(lines, place, _HALF_GUTTER * size):
            ends = _trimmed(lines, first, last, place)
            if ends is None:
                continue
            worth = _worth(lines[ends[0] : ends[1]], place, size)
            if worth > 0 and (best is None or worth > best[0]):
                best = worth, *ends, place
    return best[1:] if best is not None else None


def _places(lines: Sequence[Line], size: float) -> list[float]:
    """Return the places before which columns may end."""
    left = min(line.left for line in lines)
    found = set()
    for line in lines:
        words = sorted(line.words, key=lambda word: word.left)
        found.add(round(line.left - _NARROWEST_GUTTER * size / 2))
        for first, second in pairwise(words):
            if second.left - first.right >= _NARROWEST_GUTTER * size:
                found.add(round(second.left - _NARROWEST_GUTTER * size / 2))
    return sorted(place for place in found if place > left + 2 * size)


def _free_runs(lines: Sequence[Line], place: float, half: float) -> Iterator[tuple[int, int]]:
    """Yield each longest run of lines that leave a strip free."""
    start = None
    for number, line in enumerate(lines):
        is_free = not any(
            word.left < place + half and word.right > place - half for word in line.words
        )
        if is_free and start is None:
            start = number
        elif not is_free and start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, len(lines)


def _trimmed(lines: Sequence[Line], first: int, last: int, place: float) -> tuple[int, int] | None:
    """Return a run without what stands above or below its columns, on one side only."""
    sides = [
        (any(w.right <= place for w in li.words), any(w.left >= place for w in li.words))
        for li in lines[first:last]
    ]
    lefts = [n for n, side in enumerate(sides, first) if side[0]]
    rights = [n for n, side in enumerate(sides, first) if side[1]]
    if not lefts or not rights:
        return None
    step = _usual_step(lines[first:last])
    start, end = max(lefts[0], rights[0]), min(lefts[-1], rights[-1]) + 1
    words = [word for line in lines[start:end] for word in line.words]
    edge = max((word.right for word in words if word.right <= place), default=place)
    next_edge = min((word.left for word in words if word.left >= place), default=place)
    gutter = _NARROWEST_GUTTER * median(line.size for line in lines)

    def goes_on(line: Line, other: Line) -> bool:
        """Return whether a line near the columns keeps within one of them."""
        return abs(line.base - other.base) < _APART * step and all(
            word.right <= max(edge, next_edge - gutter)
            or word.left >= min(next_edge, edge + gutter)
            for word in line.words
        )

    while start > first and goes_on(lines[start - 1], lines[start]):
        start -= 1
    while end < last and goes_on(lines[end], lines[end - 1]):
        end += 1
    return start, end


def _usual_step(lines: Sequence[Line]) -> float:
    steps = [first.base - second.base for first, second in pairwise(lines)]
    sizes = median(line.size for line in lines)
    return max(median(steps) if steps else 0.0, sizes)


def _worth(lines: Sequence[Line], place: float, size: float) -> float:
    """Return how surely lines stand in two columns at a place; nothing where they do not."""
    befores = [part for line in lines if (part := _part(line, place, before=True))]
    behinds = [part for line in lines if (part := _part(line, place, before=False))]
    fewest = min(len(befores), len(behinds))
    if fewest < _FEWEST_LINES:
        return 0.0
    gutter = min(line.left for line in behinds) - max(line.right for line in befores)
    if gutter < _NARROWEST_GUTTER * size * (1 if fewest > _FEWEST_LINES else 1.2):
        return 0.0
    for side in (befores, behinds):
        if median(len(line.text) for line in side) < _SHORTEST_LINES:
            return 0.0
    return fewest + min(gutter / size, 3) / 10
