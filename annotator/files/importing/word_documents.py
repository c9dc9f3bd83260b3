"""Word documents (.docx) as raw pages, through python-docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawBlock, RawPage
from annotator.domain.lessons import BlockKind
from annotator.files.bounds import TooMuch, check_members
from annotator.files.importing.quiet import quiet
from annotator.files.limits import LONGEST_ARTICLE, MEGABYTE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_LARGEST_UNPACKED = 200 * MEGABYTE
_LARGEST_XML = 40 * MEGABYTE
_MOST_MEMBERS = 5_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DEEPEST_TABLE = 4


def word_page(name: str, data: bytes) -> RawPage:
    """Return a Word document as a raw page; raise UnreadableFile if it is none that can be read."""
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            "“{name}” is locked with a password, or is an old Word document with a new "
            "name. Nothing of it was imported. Open it in Word and save it as .docx "
            "without a password.",
            name=name,
        )
    blocks, language = _read(name, data)
    if not blocks:
        raise UnreadableFile(
            "“{name}” holds no text, perhaps only pictures of it. Nothing of it was "
            "imported. Type or copy the article's text into it.",
            name=name,
        )
    text = "\n".join(block.text for block in blocks)
    title = next((b.text for b in blocks if b.group == 0), "")
    return RawPage(text, blocks, PageMetadata(headline=title, language=language))


def _read(name: str, data: bytes) -> tuple[tuple[RawBlock, ...], str]:
    """Return the blocks and the language of a document; raise UnreadableFile if it is broken."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    # The library checks little: a damaged part shows as any of these, and as TypeError or
    # AttributeError where it meets parts of another kind than it expects.
    archive = (TooMuch, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError)
    parts = (OpcError, LxmlError, KeyError, ValueError, TypeError, AttributeError, RuntimeError)
    try:
        _check_sizes(name, data)
        with quiet("docx"):
            document = docx.Document(io.BytesIO(data))
            blocks = tuple(_blocks(document))
            language = document.core_properties.language or ""
    except (*archive, *parts) as trouble:
        raise UnreadableFile(
            "“{name}” is damaged or is no Word document: it cannot be opened. Nothing "
            "of it was imported. Open it in Word and save it again as .docx.",
            name=name,
        ) from trouble
    return blocks, language[:2].casefold()


def _check_sizes(name: str, data: bytes) -> None:
    """Raise UnreadableFile if an archive unpacks to more than a document has."""
    check_members(data, _MOST_MEMBERS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [(member.file_size, member.filename) for member in archive.infolist()]
    if (
        len(sizes) > _MOST_MEMBERS
        or sum(size for size, _unused in sizes) > _LARGEST_UNPACKED
        or any(size > _LARGEST_XML and entry.endswith(".xml") for size, entry in sizes)
    ):
        raise UnreadableFile(
            "“{name}” unpacks to more than an article can have. It was not read. Copy "
            "the article's text into a new document.",
            name=name,
        )


def _blocks(document: Document) -> Iterator[RawBlock]:
    """Yield the paragraphs in order, with those in tables; the title has group 0."""
    number = 0
    total = 0
    for paragraph in _paragraphs(document):
        style = _style_of(paragraph)
        for line in paragraph.text.split("\n"):
            if not line.strip():
                continue
            number += 1
            total += len(line)
            if total > LONGEST_ARTICLE * 2:
                return
            yield _block(line, style, number)


def _block(line: str, style: str, number: int) -> RawBlock:
    if style == "title":
        return RawBlock(line, 0)
    if style.startswith(("heading", "subtitle")):
        return RawBlock(line, number, kind=BlockKind.SUBHEADING)
    if style.startswith("caption"):
        return RawBlock(line, number, kind=BlockKind.CAPTION)
    return RawBlock(line, number)


def _style_of(paragraph: Paragraph) -> str:
    """Return the name of the paragraph's style; a document may name one that it lacks."""
    try:
        style = paragraph.style
        return (style.name or "").casefold() if style is not None else ""
    except (KeyError, AttributeError, ValueError):
        return ""


def _paragraphs(holder: Document | Table, depth: int = 0) -> Iterator[Paragraph]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if isinstance(holder, Table):
        if depth > _DEEPEST_TABLE:
            return
        seen = set()
        for row in holder.rows:
            for cell in row.cells:
                if cell._tc in seen:  # noqa: SLF001  merged cells come once a column
                    continue
                seen.add(cell._tc)  # noqa: SLF001
                for item in cell.iter_inner_content():
                    yield from (
                        [item] if isinstance(item, Paragraph) else _paragraphs(item, depth + 1)
                    )
        return
    for item in holder.iter_inner_content():
        if isinstance(item, Paragraph):
            yield item
        else:
            yield from _paragraphs(item, depth + 1)
