"""Lines put into paragraphs, also over the ends of columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from annotator.files.importing.pdf_lines import Column, Line
from annotator.services.cleaning.folding import begins_small, is_ended
from annotator.services.cleaning.hyphens import Hyphens, is_divided

_SIGN = regex.compile(r"^[•‣◦▪·●■\uf0b7]\s+(?=\S)")
_BULLET = regex.compile(r"(?:[•‣◦▪·●■\uf0b7–—]|\d{1,3}[.)])\s")
#: Lines further apart than so many usual steps belong to two paragraphs,
_PARAGRAPH_STEP = 1.3
#: and so do letters of other sizes.
_OTHER_SIZE = 1.12
#: In sizes of the letters: how far a first line is moved in, and what is left at a full line's end.
_INDENT, _FARTHEST_INDENT = 0.8, 6.0
#: A line that leaves so much of a column free was ended on purpose.
_SHORT = 0.3
_SHORTEST_PROSE = 45
_FULL = 0.7
#: How many blocks, such as captions, may stand between the halves of a sentence.
_BETWEEN = 3
_FARTHEST = 200
_ALONE = frozenset("AIOYEÀÉaio")


@dataclass(slots=True)
class PdfParagraph:
    """Lines that belong together, and the column that they stand in."""

    lines: list[Line]
    column: Column
    page: int
    #: The lines of other columns that go on with it.
    more: list[Line] = field(default_factory=list)

    @property
    def size(self) -> float:
        """Return the size of its letters."""
        return self.lines[0].size

    @property
    def is_item(self) -> bool:
        """Return whether it begins with the sign of a list's item."""
        return _SIGN.match(self.lines[0].text) is not None

    @property
    def last(self) -> Line:
        """Return its last line."""
        return (self.more or self.lines)[-1]

    def text(self, hyphens: Hyphens) -> str:
        """Return its lines as one text."""
        whole = _SIGN.sub("", _first_line(self.lines[0], hyphens))
        for line in [*self.lines[1:], *self.more]:
            # Only the end is looked at, so that long paragraphs cost no more a line.
            head, tail = whole[:-100], whole[-100:]
            whole = head + hyphens.joined(tail, line.text)
        return whole


def _first_line(line: Line, hyphens: Hyphens) -> str:
    """Return a first line as text, with the drop capital that begins it."""
    if not line.capital:
        return line.text
    word = line.text.split(" ", 1)[0].strip(".,;:!?”\"'’").casefold()
    whole = (line.capital.strip("“\"'‘«„") + word).casefold()
    alone = line.capital in _ALONE and word.isalpha() and not hyphens.has(whole)
    return f"{line.capital}{' ' if alone and hyphens.has(word) else ''}{line.text}"


def paragraphs(columns: Sequence[Column], page: int, step: float) -> list[PdfParagraph]:
    """Return the paragraphs of a page in reading order."""
    found: list[PdfParagraph] = []
    for column in columns:
        for number, line in enumerate(column.lines):
            last = column.lines[number - 1] if number else None
            following = column.lines[number + 1] if number + 1 < len(column.lines) else None
            if last is None or _begins(line, last, following, column, step):
                found.append(PdfParagraph([line], column, page))
            else:
                found[-1].lines.append(line)
    return found


def usual_step(columns: Iterable[Column]) -> float:
    """Return how far apart most lines stand."""
    steps = Counter(
        round((first.base - second.base) * 2) / 2
        for column in columns
        for first, second in pairwise(column.lines)
        if first.size / _OTHER_SIZE <= second.size <= first.size * _OTHER_SIZE
        and 0.7 * first.size < first.base - second.base < 3 * first.size
    )
    most = max(steps.values(), default=0)
    # Where all paragraphs are short, the smaller of the common steps is that of the lines.
    return min((step for step, count in steps.items() if count * 2 >= most), default=0.0)


def _begins(line: Line, last: Line, following: Line | None, column: Column, step: float) -> bool:
    """Return whether a line begins a paragraph, below another line of its column."""
    down = last.base - line.base
    if not last.size / _OTHER_SIZE <= line.size <= last.size * _OTHER_SIZE:
        return True
    if step and down > step * _PARAGRAPH_STEP * max(1.0, line.size / step / 1.05):
        return True
    if line.capital or _BULLET.match(line.text):
        return True
    if is_divided(last.text):
        return False
    indent = line.left - max(last.left, column.left)
    hangs = last.capital or _BULLET.match(last.text)
    if _INDENT * line.size < indent < _FARTHEST_INDENT * line.size and not hangs:
        # Lines that stay moved in hang below the first one of an item or an entry.
        goes_back = following is not None and following.left < line.left - indent / 2
        return goes_back or (following is None and is_ended(last.text))
    free = column.right - last.right
    if line.words[0].right - line.words[0].left + 0.3 * line.size >= free:
        return False
    if is_ended(last.text):
        return True
    return free > _SHORT * (column.right - column.left) and not begins_small(line.text)


def joined_over_breaks(found: Sequence[PdfParagraph]) -> list[PdfParagraph]:
    """Return paragraphs with those joined that the end of a column or a page parts."""
    left = list(found)
    for number, each in enumerate(left):
        if not each.lines:
            continue
        while (other := _going_on(each, left[number + 1 : number + _FARTHEST])) is not None:
            each.more += [*other.lines, *other.more]
            each.column, each.page = other.column, other.page
            other.lines = []
    return [each for each in left if each.lines]


def _going_on(each: PdfParagraph, following: Sequence[PdfParagraph]) -> PdfParagraph | None:
    """Return the paragraph that goes on with another one in the next column, if one does."""
    text = each.last.text
    long = sum(len(line.text) for line in each.lines) >= _SHORTEST_PROSE
    full = each.last.right - each.last.left > _FULL * (each.column.right - each.column.left)
    is_prose = long or (full and len(each.column.lines) > 1)
    if not is_prose or is_ended(text):
        return None
    left = [p for p in following if p.lines]
    if any(p.column is each.column and _same_size(p, each) for p in left):
        return None
    heads = [p for p in left if p.column is not each.column]
    for other in heads[:_BETWEEN]:
        if not _same_size(other, each):
            continue
        first = other.lines[0]
        if first.capital or _BULLET.match(first.text) or other.column.lines[0].base < first.base:
            return None
        if begins_small(first.text) or is_divided(text):
            return other
        free = each.column.right - each.last.right
        full = first.words[0].right - first.words[0].left + 0.3 * first.size >= free
        indented = first.left - other.column.left > _INDENT * first.size
        return other if full and not indented else None
    return None


def _same_size(one: PdfParagraph, other: PdfParagraph) -> bool:
    return one.size / _OTHER_SIZE <= other.size <= one.size * _OTHER_SIZE
