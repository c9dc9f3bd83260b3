"""PDF files as raw pages, through PDFium: the text that is in them, never a reading of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import regex

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawBlock, RawPage, Region
from annotator.domain.lessons import BlockKind
from annotator.files.importing.pdf_edges import Edges, without_edges
from annotator.files.importing.pdf_glyphs import PageGlyphs, page_glyphs, usual_size
from annotator.files.importing.pdf_lines import columns, page_lines, with_capitals
from annotator.files.importing.pdf_paragraphs import (
    PdfParagraph,
    joined_over_breaks,
    paragraphs,
    usual_step,
)
from annotator.files.importing.spelling import spelling_of
from annotator.files.limits import LONGEST_ARTICLE
from annotator.services.cleaning.dates import find_date
from annotator.services.cleaning.folding import letters_key
from annotator.services.cleaning.lines import hyphens_of
from annotator.services.cleaning.words import CleaningWords

_MOST_PAGES = 60
_FEWEST_LETTERS = 20
_LETTERS = regex.compile(r"\p{L}")
#: Letters so much larger than the text are those of a heading, or of the headline.
_HEADING, _HEADLINE = 1.15, 1.3
_LONGEST_HEADING = 200
_FEWEST_WORDS = 4
#: A date among so many first blocks is that of the article, not of the print.
_HEAD = 8
_DATE_LINE = 130


def pdf_page(name: str, data: bytes, words: CleaningWords | None = None) -> RawPage:
    """Return a PDF as a raw page; raise UnreadableFile if it is locked, broken or has no text."""
    pages = _pages(name, data)
    if sum(len(_LETTERS.findall(glyph.text)) for page in pages for glyph in page.glyphs) < (
        _FEWEST_LETTERS
    ):
        raise UnreadableFile(
            "“{name}” has no text: it is scanned, so its pages are only pictures. "
            "Nothing of it was imported. Read it with a text recognition (OCR) "
            "program, or type the article.",
            name=name,
        )
    edges = without_edges(pages, [page_lines(page) for page in pages])
    size = usual_size(glyph for page in pages for glyph in page.glyphs)
    found = _paragraphs(edges, size)
    lines = [line.text for each in found for line in [*each.lines, *each.more]]
    spelling = spelling_of(words) if words is not None else None
    hyphens = hyphens_of(lines, spelling, divides_words=True)
    texts = [each.text(hyphens) for each in found]
    headline = _headline(found, texts, size)
    dated = words is not None and any(
        find_date(text, words.months) for text in texts[:_HEAD] if len(text) <= _DATE_LINE
    )
    title = edges.title
    if title and letters_key(title).startswith(letters_key(headline)):
        headline = ""  # the title tells it, and perhaps the outlet too
    else:
        title = ""
    blocks = (
        *([RawBlock(title, 0)] if title else []),
        *_blocks(found, texts, size),
        *_others(edges, pages),
    )
    told = PageMetadata(headline=headline, url=edges.url, date="" if dated else edges.printed)
    return RawPage(
        "\n".join(block.text for block in blocks),
        tuple(
            RawBlock(block.text, number, block.region, block.kind)
            for number, block in enumerate(blocks, 1)
        ),
        told,
    )


def _pages(name: str, data: bytes) -> list[PageGlyphs]:
    """Return the letters of each page."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as trouble:
        if "password" in str(trouble).casefold():
            raise UnreadableFile(
                "“{name}” is locked with a password, so its text cannot be read. Nothing of it "
                "was imported. Open it with its password, print it into a new PDF, and import "
                "that.",
                name=name,
            ) from trouble
        raise _damaged(name) from trouble
    try:
        return list(_page_glyphs(name, document))
    except (pypdfium2.PdfiumError, ValueError, OSError) as trouble:
        raise _damaged(name) from trouble
    finally:
        document.close()


def _page_glyphs(name: str, document: Any) -> Iterator[PageGlyphs]:
    count = len(document)
    if count > _MOST_PAGES:
        raise UnreadableFile(
            "“{name}” has {number:,} pages, and {most} are the most that "
            "an article can have. Nothing of it was imported. Save only the "
            "article's pages.",
            name=name,
            number=count,
            most=_MOST_PAGES,
        )
    total = 0
    for number in range(count):
        page = document[number]
        try:
            found = page_glyphs(page)
        finally:
            page.close()
        total += len(found.glyphs)
        if total > LONGEST_ARTICLE:
            raise UnreadableFile(
                "“{name}” holds more than {most:,} characters, the most that an article can "
                "have. Nothing of it was imported. Save only the article's pages.",
                name=name,
                most=LONGEST_ARTICLE,
            )
        yield found


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is damaged or is no PDF: it cannot be opened. Nothing of it was "
        "imported. Download or save it again, then retry.",
        name=name,
    )


def _paragraphs(edges: Edges, size: float) -> list[PdfParagraph]:
    """Return the paragraphs of all pages in reading order."""
    set_ = [[with_capitals(each, size) for each in columns(page)] for page in edges.pages]
    step = usual_step(column for page in set_ for column in page)
    found = [each for n, page in enumerate(set_) for each in paragraphs(page, n, step)]
    return joined_over_breaks(found)


def _headline(found: Sequence[PdfParagraph], texts: Sequence[str], size: float) -> str:
    """Return the largest lines above the text of the first page, if they are a headline."""
    head = []
    for each, text in zip(found, texts, strict=True):
        if each.page > 0 or (each.size < _HEADING * size and len(text) > _LONGEST_HEADING):
            break
        head.append((each.size, text))
    largest = max((size_ for size_, _text in head), default=0.0)
    text = next((text for size_, text in head if size_ == largest), "")
    fits = len(text.split()) >= _FEWEST_WORDS and len(text) <= _LONGEST_HEADING
    return text if largest >= _HEADLINE * size and fits else ""


def _blocks(found: Sequence[PdfParagraph], texts: Sequence[str], size: float) -> Iterator[RawBlock]:
    for each, text in zip(found, texts, strict=True):
        is_heading = each.size >= _HEADING * size and len(text) <= _LONGEST_HEADING
        kind = BlockKind.LIST_ITEM if each.is_item else None
        yield RawBlock(text, 0, kind=BlockKind.SUBHEADING if is_heading else kind)


def _others(edges: Edges, pages: Sequence[PageGlyphs]) -> list[RawBlock]:
    """Return what is no text of the article: what stands at edges and across pages."""
    across = dict.fromkeys(page.across for page in pages if page.across)
    return [
        *(RawBlock(text, 0, Region.REPEATED) for text in edges.repeated),
        *(RawBlock(text, 0, Region.ACROSS) for text in across),
    ]
