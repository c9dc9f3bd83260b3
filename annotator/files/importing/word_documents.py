"""Word documents (.docx) as raw pages: every word that Word shows, in one block each."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawBlock, RawPage, Region
from annotator.domain.lessons import BlockKind
from annotator.files.bounds import TooMuch, check_members
from annotator.files.importing.word_package import WordPackage, attribute, local_name
from annotator.files.importing.word_styles import WordKind, WordStyles
from annotator.files.importing.word_text import WordBlock, WordReader
from annotator.files.limits import LONGEST_ARTICLE, MEGABYTE
from annotator.services.cleaning.lines import text_blocks

_LARGEST_UNPACKED = 200 * MEGABYTE
_LARGEST_XML = 20 * MEGABYTE
#: More than an article can have, so that the reading stops and the sentence is right.
_MOST_BLOCKS = 6_000
_MOST_MEMBERS = 5_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_KINDS = {
    WordKind.HEADING: BlockKind.SUBHEADING,
    WordKind.CAPTION: BlockKind.CAPTION,
    WordKind.QUOTE: BlockKind.QUOTATION,
    WordKind.LIST_ITEM: BlockKind.LIST_ITEM,
}

#: The group of the blocks that are the title.
_TITLE = 0


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
    title = next((b.text for b in blocks if b.group == _TITLE), "")
    return RawPage(text, blocks, PageMetadata(headline=title, language=language))


def _read(name: str, data: bytes) -> tuple[tuple[RawBlock, ...], str]:
    """Return the blocks and the language of a document; raise UnreadableFile if it is broken."""
    from lxml.etree import LxmlError

    archive = (TooMuch, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError)
    try:
        _check_sizes(name, data)
        package = WordPackage(data)
        blocks = tuple(_blocks(package))
        language = package.language()
    except (*archive, LxmlError, KeyError, ValueError, RuntimeError) as trouble:
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


def _blocks(package: WordPackage) -> Iterator[RawBlock]:
    """Yield the text in order, then the notes, then what stands at the edges of the pages."""
    reader = WordReader(WordStyles(package.named("styles")), LONGEST_ARTICLE * 2, _MOST_BLOCKS)
    main = reader.story(package.main())
    notes = [block for kind, id_ in reader.notes for block in _note(reader, package, kind, id_)]
    edges: dict[str, WordBlock] = {}
    for id_ in reader.edges:
        root = package.part(id_)
        found = reader.story(root) if root is not None else []
        edges.update((block.text, block) for block in found)
    number = _TITLE
    for blocks, region in (
        (main, Region.TEXT),
        (notes, Region.NOTES),
        (edges.values(), Region.REPEATED),
    ):
        for block in _raw_blocks(blocks, region, number):
            number = max(number, block.group)
            yield block


def _note(reader: WordReader, package: WordPackage, kind: str, id_: str) -> list[WordBlock]:
    """Return the text of a footnote or endnote that the document names."""
    root = package.named(kind)
    found = (each for each in (root if root is not None else ()) if attribute(each, "id") == id_)
    note = next((each for each in found if local_name(each) == kind[:-1]), None)
    return reader.story(note) if note is not None else []


def _raw_blocks(blocks: Iterable[WordBlock], region: Region, number: int) -> Iterator[RawBlock]:
    """Yield blocks as raw ones; the title has a group of its own, and lines may be wrapped."""
    for block in blocks:
        kind = BlockKind.TABLE_ROW if block.is_row else _KINDS.get(block.kind)
        for line in text_blocks(block.text) if "\n" in block.text else (RawBlock(block.text, 0),):
            number += 1
            is_title = block.kind is WordKind.TITLE and region is Region.TEXT
            yield RawBlock(line.text, _TITLE if is_title else number, region, kind)
