"""What stands at the edges of pages: running heads, page numbers, what a browser prints there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from annotator.files.importing.pdf_glyphs import PageGlyphs
from annotator.files.importing.pdf_lines import Line

_ADDRESS = regex.compile(r"(?:https?|file)://\S+")
_WHOLE_ADDRESS = regex.compile(r"https?://[^\s<>\"…]+(?<!\.\.\.)")
_PAGE_NUMBER = regex.compile(
    r"[-–—\[(]?\s*(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s?(?:/|of|von|de|di|sur|van)\s?\d{1,4})?\s*[-–—\])]?",
    regex.IGNORECASE,
)
_OF_PAGES = regex.compile(
    r"(?:page\s*)?\d{1,4}\s?(?:/|of|von|de|di|sur|van)\s?\d{1,4}", regex.IGNORECASE
)
_CLOCK = (
    r"[,.]?\s+(?:at |um |à |kl\. ?)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[AaPp]\.?\s?[Mm]\.?|Uhr)?"
)
_PRINTED_AT = regex.compile(
    rf"(?P<date>(?P<a>\d{{1,4}})(?P<mark>[./-])\s?(?P<b>\d{{1,2}})(?P=mark)\s?(?P<c>\d{{1,4}})\.?|"
    rf"\d{{1,2}}\.? \p{{L}}{{3,10}}\.? \d{{4}}|\p{{L}}{{3,10}} \d{{1,2}}, \d{{4}}){_CLOCK}"
)
_HALF_OF_DAY = regex.compile(r"[AaPp]\.?\s?[Mm]")
_DIGITS = regex.compile(r"\d+")
#: How many rows at the top and the bottom, in how much of a page, can be its edges.
_ROWS = 3
_MARGIN = 0.14
#: Where a browser prints, nearer to the edge.
_BROWSER_MARGIN = 0.09
#: A page number of its own stands so many sizes away from the text.
_FAR = 1.6
_SAME_HEIGHT = 6.0
#: So many sizes are more than the usual step between lines.
_GAP = 1.4


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows without those at the edges, these by their words, and what they tell."""

    pages: tuple[tuple[Line, ...], ...]
    repeated: tuple[str, ...]
    url: str
    printed: str
    title: str


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the upper or the lower edge of a page."""

    line: Line
    page: int
    height: float
    is_top: bool
    is_outermost: bool
    #: How far it is from the edge, in pages, and from the text, in its own size.
    margin: float
    apart: float

    @property
    def form(self) -> str:
        """Return its words with every number alike."""
        return _DIGITS.sub("0", self.line.text)


def without_edges(pages: Sequence[PageGlyphs], lines: Sequence[Sequence[Line]]) -> Edges:
    """Return the rows of each page without running heads, page numbers and the like."""
    near = [each for n, rows in enumerate(lines) for each in _near_edges(pages[n], rows, n)]
    dropped = _repeated(near, len(pages))
    browser = [each for each in near if _is_browsers(each)]
    dropped += [each for each in browser if each not in dropped]
    dropped += [each for each in near if each not in dropped and _is_number(each)]
    gone = {(each.page, id(each.line)) for each in dropped}
    parts = [part for each in browser for part in each.line.parts]
    addresses = [part for each in dropped for part in each.line.text.split()]
    first: dict[str, str] = {}
    for each in dropped:
        first.setdefault(each.form, each.line.text)
    return Edges(
        tuple(
            tuple(line for line in rows if (n, id(line)) not in gone)
            for n, rows in enumerate(lines)
        ),
        tuple(first.values()),
        next((part for part in addresses if _WHOLE_ADDRESS.fullmatch(part)), ""),
        next((when for part in parts if (when := _date(part))), ""),
        next((part for part in parts if not _is_browser_part(part)), ""),
    )


def _near_edges(page: PageGlyphs, rows: Sequence[Line], number: int) -> Iterator[_Edge]:
    height = max(page.top - page.bottom, 1.0)
    for is_top, edge in ((True, page.top), (False, page.bottom)):
        found: list[_Edge] = []
        outer = list(rows) if is_top else list(rows)[::-1]
        for place, line in enumerate(outer[:_ROWS]):
            margin = abs(edge - line.base) / height
            if margin > _MARGIN:
                break
            following = outer[place + 1] if place + 1 < len(outer) else None
            apart = abs(line.base - following.base) / line.size if following else 99.0
            found.append(
                _Edge(line, number, abs(edge - line.base), is_top, place == 0, margin, apart)
            )
        # What goes on without a gap belongs to the text.
        last = max((n for n, each in enumerate(found, 1) if each.apart >= _GAP), default=0)
        yield from found[:last]


def _repeated(near: Sequence[_Edge], pages: int) -> list[_Edge]:
    """Return the rows that stand at the same height of several pages and say the same."""
    places: Counter[tuple[str, bool]] = Counter()
    for form, is_top in {(each.form, each.is_top) for each in near}:
        same = [each for each in near if (each.form, each.is_top) == (form, is_top)]
        usual = sorted(each.height for each in same)[len(same) // 2]
        places[form, is_top] = len(
            {each.page for each in same if abs(each.height - usual) <= _SAME_HEIGHT}
        )
    fewest = max(2, (pages * 2 + 4) // 5)
    return [each for each in near if places[each.form, each.is_top] >= fewest]


def _is_browsers(each: _Edge) -> bool:
    """Return whether a row is what a browser prints at the edge: title, date, address, number."""
    if each.margin > _BROWSER_MARGIN or not each.is_outermost:
        return False
    parts = each.line.parts
    surely = any(_ADDRESS.fullmatch(part) or _PRINTED_AT.fullmatch(part) for part in parts)
    return surely or (len(parts) > 1 and any(_OF_PAGES.fullmatch(part) for part in parts))


def _is_browser_part(part: str) -> bool:
    return any(form.fullmatch(part) for form in (_ADDRESS, _PRINTED_AT, _PAGE_NUMBER))


def _is_number(each: _Edge) -> bool:
    """Return whether a row at the very edge is the number of the page."""
    if not each.is_outermost or not _PAGE_NUMBER.fullmatch(each.line.text):
        return False
    return each.apart >= _FAR or _OF_PAGES.fullmatch(each.line.text) is not None


def _date(part: str) -> str:
    """Return the day on which a page was printed; as written where it can be two days."""
    match = _PRINTED_AT.fullmatch(part)
    if match is None or not match["a"]:
        return match["date"] if match else ""
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return _iso(first, second, third)
    year = third if third > 99 else 2000 + third
    month_first = match["mark"] == "/" and _HALF_OF_DAY.search(part) is not None
    if second > 12 or (month_first and first <= 12):
        first, second = second, first
    return _iso(year, second, first)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
