"""PDF files as raw pages, through pypdf: the text that is in them, never a reading of pictures."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import regex

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawBlock, RawPage, Region
from annotator.files.importing.quiet import quiet
from annotator.files.limits import LONGEST_ARTICLE
from annotator.services.cleaning.lines import text_blocks

if TYPE_CHECKING:
    from pypdf import PageObject

#: Lines further apart than so many usual steps belong to two paragraphs.
_PARAGRAPH_STEP = 1.3
_MOST_PAGES = 60
_FEWEST_LETTERS = 20
_LETTERS = regex.compile(r"\p{L}")
_DIGITS = regex.compile(r"\d+")
_ADDRESS = regex.compile(r"https?://[^\s<>\"]+")
_PAGE_COUNT = regex.compile(
    r"(?:page |seite |página )?\d{1,3}(?: ?(?:/|of|von|de) ?\d{1,3})?", regex.IGNORECASE
)
#: How many lines at the top and the bottom of a page can be its running head and foot.
_EDGE = 2
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


def pdf_page(name: str, data: bytes) -> RawPage:
    """Return a PDF as a raw page; raise UnreadableFile if it is locked, broken or has no text."""
    pages = _page_texts(name, data)
    text = "\f".join(pages)
    if len(_LETTERS.findall(text)) < _FEWEST_LETTERS:
        raise UnreadableFile(
            "“{name}” has no text: it is scanned, so its pages are only pictures. "
            "Nothing of it was imported. Read it with a text recognition (OCR) "
            "program, or type the article.",
            name=name,
        )
    if len(text) > LONGEST_ARTICLE:
        raise UnreadableFile(
            "“{name}” holds {number:,} characters, and {most:,} are the "
            "most that an article can have. Nothing of it was imported. Save only the "
            "article's pages.",
            name=name,
            number=len(text),
            most=LONGEST_ARTICLE,
        )
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    running = _running_lines(lines)
    address = _ADDRESS.search("\n".join(line for line, _unused in running))
    body = "\n".join(
        line for page in lines for line in _without_edges(page, {kind for _unused, kind in running})
    )
    blocks = text_blocks(body, divides_words=True)
    last = blocks[-1].group + 1 if blocks else 0
    repeated = (
        RawBlock(line, last + n, Region.REPEATED) for n, (line, _unused) in enumerate(running)
    )
    url = address.group() if address else ""
    return RawPage(text, (*blocks, *repeated), PageMetadata(url=url))


def _page_texts(name: str, data: bytes) -> list[str]:
    """Return the text of each page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    locked = UnreadableFile(
        "“{name}” is locked with a password, so its text cannot be read. Nothing of it "
        "was imported. Open it with its password, print it into a new PDF, and import "
        "that.",
        name=name,
    )
    try:
        with quiet("pypdf"):
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise locked
            count = len(reader.pages)
            if count > _MOST_PAGES:
                raise UnreadableFile(
                    "“{name}” has {number:,} pages, and {most} are the most that "
                    "an article can have. Nothing of it was imported. Save only the "
                    "article's pages.",
                    name=name,
                    number=count,
                    most=_MOST_PAGES,
                )
            return [page_text(page).translate(_LIGATURES) for page in reader.pages]
    except (FileNotDecryptedError, DependencyError) as trouble:
        raise locked from trouble
    except UnreadableFile:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
        ArithmeticError,
        AssertionError,
        NotImplementedError,
        MemoryError,
        zlib.error,
    ) as trouble:
        # A damaged file can stop the library anywhere; each of these was met on damaged files.
        raise UnreadableFile(
            "“{name}” is damaged or is no PDF: it cannot be opened. Nothing of it was "
            "imported. Download or save it again, then retry.",
            name=name,
        ) from trouble


def page_text(page: PageObject) -> str:
    """Return the text of a page, with an empty line where its lines stand further apart."""
    pieces: list[tuple[str, float]] = []

    def take(text: str, outer: list[float], inner: list[float], _font: Any, _size: float) -> None:
        pieces.append((text, inner[4] * outer[1] + inner[5] * outer[3] + outer[5]))

    page.extract_text(visitor_text=take)
    lines = _placed_lines(pieces)
    steps = Counter(
        round(above - below)
        for (_unused, above), (_unused, below) in pairwise(lines)
        if above - below > 1
    )
    usual = steps.most_common(1)[0][0] if steps else 0
    found: list[str] = []
    for number, (line, height) in enumerate(lines):
        if number and usual and lines[number - 1][1] - height > usual * _PARAGRAPH_STEP:
            found.append("")
        found.append(line)
    return "\n".join(found)


def _placed_lines(pieces: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the lines that pieces of text make, each with its height on the page."""
    lines: list[tuple[str, float]] = []
    text, height = "", None
    for piece, place in pieces:
        for part in regex.split(r"(\n)", piece):
            if part == "\n":
                if text.strip():
                    lines.append((text, place if height is None else height))
                text, height = "", None
            else:
                height = place if height is None and part.strip() else height
                text += part
    if text.strip():
        lines.append((text, height or 0.0))
    return lines


def _running_lines(pages: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Return the lines that stand at the edge of most pages, each with its form."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for page in pages:
        filled = [line for line in page if line]
        for line in {*filled[:_EDGE], *filled[-_EDGE:]}:
            form = _form(line)
            counts[form] += 1
            first.setdefault(form, line)
    most = max(2, (len(pages) + 1) // 2)
    found = [(line, form) for form, line in first.items() if counts[form] >= most]
    return [each for each in found if len(pages) > 1] + [
        (line, form)
        for form, line in first.items()
        if _PAGE_COUNT.fullmatch(line) and counts[form] < most
    ]


def _form(line: str) -> str:
    """Return a line with every number alike, so that page numbers do not part it."""
    return _DIGITS.sub("0", line)


def _without_edges(page: Sequence[str], forms: set[str]) -> list[str]:
    """Return the lines of a page without its running head and foot."""
    filled = [number for number, line in enumerate(page) if line]
    edges = {*filled[:_EDGE], *filled[-_EDGE:]}
    return [
        line for number, line in enumerate(page) if number not in edges or _form(line) not in forms
    ]
