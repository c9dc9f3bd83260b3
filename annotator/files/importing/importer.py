"""Files as cleaned pages: one at a time, a bad one never stops the others."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.errors import AnnotatorError, UnreadableFile
from annotator.domain.imports import ImportedPage, RawPage
from annotator.files.bounds import TooMuch, check_lines, check_markup
from annotator.files.importing.encodings import decoded
from annotator.files.importing.kinds import LARGEST, FileKind, check_size, kind_of, text_kind
from annotator.files.importing.spelling import spelling_of
from annotator.files.importing.text_pages import markdown_page, text_page
from annotator.files.limits import LONGEST_ARTICLE, read_limited
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords
from annotator.translation import _

log = logging.getLogger("annotator")
#: The most paragraphs and lines of a page; no article has so many.
MOST_BLOCKS = 5_000


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of one file: its page, or the sentence that says why there is none."""

    path: Path
    page: ImportedPage | None
    error: str | None = None


def import_files(
    paths: Iterable[Path], read: Callable[[Path], ImportedPage]
) -> Iterator[ImportResult]:
    """Yield the result of each file as soon as it is there; stop asking to stop the work."""
    for path in paths:
        try:
            page = read(path)
            yield ImportResult(path, page, None if page.kept else nothing_kept(path.name))
        except UnreadableFile as trouble:
            yield ImportResult(path, None, str(trouble))


def nothing_kept(name: str) -> str:
    """Return the sentence for a page of which no block was taken for an article."""
    return _(
        "“{name}” has text, but nothing in it looks like an article, so nothing is kept. Each of "
        "its blocks is listed with the reason. Copy the article's text and import that.",
        name=name,
    )


def import_file(path: Path, words: CleaningWords, encoding: str = "") -> ImportedPage:
    """Return a file as a cleaned page; raise UnreadableFile with one sentence if it is none.

    Text is read in the `encoding` that a person named, or in the likeliest.
    """
    if path.is_dir():
        raise UnreadableFile(
            "“{path}” is a folder. Nothing of it was imported. Name the files in it.", path=path
        )
    kind = kind_of(path)
    check_size(path, kind)
    data = read_limited(path, LARGEST[kind])
    with _one_sentence(path.name, kind.name):
        if kind in (FileKind.TEXT, FileKind.MARKDOWN, FileKind.HTML):
            kind = text_kind(path.name, data, kind)
            text = decoded(
                data,
                markup=kind is FileKind.HTML,
                asked=encoding,
                little_words=words.languages,
            )
            page = clean_page(_read_text(path.name, text.text, kind, words), words)
            return replace(page, readings=text.readings)
        return clean_page(_read_document(path.name, data, kind, words), words)


def import_text(text: str, words: CleaningWords) -> ImportedPage:
    """Return pasted text as a cleaned page."""
    name = _("the pasted text")
    with _one_sentence(name, FileKind.TEXT.name):
        page = text_page(_article_like(name, text), spelling_of(words))
        return clean_page(_checked(name, page), words)


def import_markup(markup: str, words: CleaningWords) -> ImportedPage:
    """Return a pasted web page as a cleaned page; raise UnreadableFile if it has no text."""
    from annotator.files.importing.web_pages import web_page

    name = _("the pasted page")
    with _one_sentence(name, FileKind.HTML.name):
        return clean_page(_checked(name, web_page(name, _page_like(name, markup))), words)


@contextmanager
def _one_sentence(name: str, kind: str) -> Iterator[None]:
    """Turn whatever a library raises over a file into a sentence, and log it without names.

    Libraries for the formats of others raise what they like; no list of it is ever whole.
    """
    try:
        yield
    except (AnnotatorError, MemoryError, RecursionError):
        raise
    except Exception as trouble:
        place = traceback.extract_tb(trouble.__traceback__)[-1]
        log.warning(
            "reading a file of the kind %s failed: %s in %s, line %s",
            kind,
            type(trouble).__name__,
            Path(place.filename).name,
            place.lineno,
        )
        raise UnreadableFile(
            "“{name}” could not be read: something in it is not as it should be. Nothing of it "
            "was imported. Open it and save it again, or copy the article's text and paste it.",
            name=name,
        ) from trouble


def _read_document(name: str, data: bytes, kind: FileKind, words: CleaningWords) -> RawPage:
    """Return the bytes of a file that is more than text as a raw page."""
    match kind:
        case FileKind.PDF:
            from annotator.files.importing.pdf_documents import pdf_page

            page = pdf_page(name, data, words)
        case FileKind.DOCX:
            from annotator.files.importing.word_documents import word_page

            page = word_page(name, data)
        case _:
            from annotator.files.importing.web_archives import archived_page

            page = archived_page(name, data)
    return _checked(name, page)


def _read_text(name: str, text: str, kind: FileKind, words: CleaningWords) -> RawPage:
    """Return the text of a file as a raw page."""
    match kind:
        case FileKind.HTML:
            from annotator.files.importing.web_pages import web_page

            page = web_page(name, _page_like(name, text))
        case FileKind.MARKDOWN:
            page = markdown_page(_article_like(name, text))
        case _:
            page = text_page(_article_like(name, text), spelling_of(words))
    return _checked(name, page)


def _page_like(name: str, markup: str) -> str:
    """Return the markup of a page; raise UnreadableFile if it has more tags than an article."""
    try:
        check_markup(markup)
    except TooMuch as trouble:
        raise _too_much(name, str(trouble)) from trouble
    return markup


def _article_like(name: str, text: str) -> str:
    """Return a text; raise UnreadableFile if it is longer than any article."""
    try:
        check_lines(text)
    except TooMuch as trouble:
        raise _too_much(name, str(trouble)) from trouble
    if len(text) > LONGEST_ARTICLE * 2:
        raise _too_long(name, len(text))
    return text


def _too_much(name: str, how: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” cannot be an article: {why}. Nothing of it was imported. Copy the "
        "article out of it.",
        name=name,
        why=how,
    )


def _too_long(name: str, length: int) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” holds {number:,} characters, and {most:,} are the most "
        "that an article can have. Nothing of it was imported. Copy the article out of "
        "it.",
        name=name,
        number=length,
        most=LONGEST_ARTICLE,
    )


def _checked(name: str, page: RawPage) -> RawPage:
    """Return a page that has text and no more of it than an article can have."""
    if not any(block.text.strip() for block in page.blocks):
        raise UnreadableFile(
            "“{name}” is empty: there is no text in it to import. Save the page again "
            "and check that it has text.",
            name=name,
        )
    length = sum(len(block.text) for block in page.blocks)
    if len(page.blocks) > MOST_BLOCKS:
        raise UnreadableFile(
            "“{name}” has {number:,} paragraphs and lines, and {most:,} are the "
            "most that an article can have. Nothing of it was imported. Copy the "
            "article out of it.",
            name=name,
            number=len(page.blocks),
            most=MOST_BLOCKS,
        )
    if length > LONGEST_ARTICLE * 2:
        raise _too_long(name, length)
    return page
