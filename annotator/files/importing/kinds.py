"""What kind of file it is: by its name, and by what its first bytes really are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import regex

from annotator.domain.errors import UnreadableFile
from annotator.files.limits import MEGABYTE, in_megabytes
from annotator.translation import N_, _


class FileKind(StrEnum):
    """A kind of file that articles come in."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = N_("web page")
    MHTML = N_("saved web page")
    DOCX = N_("Word document")
    PDF = "PDF"


#: The most bytes that a file of a kind can have; pictures make documents large, not text.
LARGEST = {
    FileKind.TEXT: 5 * MEGABYTE,
    FileKind.MARKDOWN: 5 * MEGABYTE,
    FileKind.HTML: 25 * MEGABYTE,
    FileKind.MHTML: 50 * MEGABYTE,
    FileKind.DOCX: 50 * MEGABYTE,
    FileKind.PDF: 50 * MEGABYTE,
}
#: What teachers may choose in a file dialog.
SUFFIXES = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    "": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".mhtml": FileKind.MHTML,
    ".mht": FileKind.MHTML,
    ".docx": FileKind.DOCX,
    ".pdf": FileKind.PDF,
}
_ADVICE = {
    ".doc": N_("“{name}” is an old Word document. Open it in Word and save it as .docx."),
    ".rtf": N_("“{name}” is a rich text file. Open it and save it as .docx or .txt."),
    ".odt": N_("“{name}” is an OpenDocument text. Open it and save it as .docx."),
    ".pages": N_("“{name}” is a Pages document. Open it and export it as Word (.docx) or PDF."),
    ".epub": N_("“{name}” is a book. Open it and copy the article's text."),
    ".webarchive": N_("“{name}” is a Safari archive. Save the page again as page source (.html)."),
    ".zip": N_("“{name}” is an archive. Unpack it and import the files in it."),
}
#: First bytes and what they are, for a file that is called text.
_SIGNATURES = (
    (b"%PDF-", N_("a PDF"), ".pdf"),
    (b"PK\x03\x04", N_("a Word document or an archive"), ".docx"),
    (b"\xd0\xcf\x11\xe0", N_("an old Office document"), ""),
    (b"\x89PNG", N_("a picture"), ""),
    (b"\xff\xd8\xff", N_("a picture"), ""),
    (b"GIF8", N_("a picture"), ""),
    (b"RIFF", N_("a sound, film or picture"), ""),
    (b"ID3", N_("a sound"), ""),
    (b"MZ", N_("a program"), ""),
    (b"\x7fELF", N_("a program"), ""),
    (b"\x1f\x8b", N_("an archive"), ""),
    (b"7z\xbc\xaf", N_("an archive"), ""),
    (b"SQLite format", N_("a database"), ""),
    (b"{\\rtf", N_("a rich text file"), ""),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = regex.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype\s+html|<html[\s>])",
    regex.IGNORECASE | regex.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x08"))
_SAMPLE = 65_536
#: A text has next to no control characters; a picture or program has many.
_MOST_CONTROLS = 0.02
#: What a text is made of: ASCII, common signs, and letters of scripts that many write in.
_WIDE_LETTERS = regex.compile(
    r"[\t\n\r\x20-\x7e\u2010-\u2026€\u3000-\u3011\uff01-\uff5e\xa0-\u024f]"
    r"|[\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}\p{Thai}\p{Devanagari}]"
    r"|[\p{Hiragana}\p{Katakana}\p{Hangul}\u4e00-\u9fff]"
)
_WIDE_SHARE = 0.9


def kind_of(path: Path) -> FileKind:
    """Return the kind that a file's name says; raise UnreadableFile if it is none of ours."""
    suffix = path.suffix.casefold()
    kind = SUFFIXES.get(suffix)
    if kind is not None:
        return kind
    advice = _ADVICE.get(suffix, N_("“{name}” is of a kind that holds no article text."))
    raise UnreadableFile(
        "{advice} Nothing of it was imported. Articles can come as .txt, .md, .html, .mhtml, .docx "
        "or .pdf.",
        advice=_(advice, name=path.name),
    )


def check_size(path: Path, kind: FileKind) -> None:
    """Raise UnreadableFile if a file is larger than its kind may be, before it is read."""
    try:
        size = path.stat().st_size
    except OSError:
        return  # reading it will say what is wrong
    if path.is_file() and size > LARGEST[kind]:
        raise UnreadableFile(
            "“{name}” has {size}, and {most} are the most that a "
            "{kind} with an article can have. It was not read. Check that it is the "
            "right file, or copy the article out of it.",
            name=path.name,
            size=in_megabytes(round(size / MEGABYTE) * MEGABYTE),
            most=in_megabytes(LARGEST[kind]),
            kind=_(kind.value),
        )
    if path.is_file() and size == 0:
        raise UnreadableFile(
            "“{name}” is empty: there is nothing in it to import. Save the page again "
            "and check that it has text.",
            name=path.name,
        )


def text_kind(name: str, data: bytes, kind: FileKind) -> FileKind:
    """Return what a file called text really is: text or a web page; raise for anything else."""
    if data.startswith(_WIDE_MARKS) or wide_encoding(data):
        return kind
    for signature, what, suffix in _SIGNATURES:
        if data.startswith(signature):
            raise not_text(name, what, suffix)
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        raise not_text(name, N_("no text but the bytes of some other kind of file"), "")
    return FileKind.HTML if _MARKUP.match(data[:_SAMPLE]) else kind


def not_text(name: str, what: str, suffix: str) -> UnreadableFile:
    """Return the sentence for a file that is called text and is something else."""
    advice = (
        _("Give it a name that ends in {suffix} and import it again.", suffix=suffix)
        if suffix
        else _("Find the article's text and save it as .txt, .html, .docx or .pdf.")
    )
    return UnreadableFile(
        "“{name}” is not a text: it is {what}. Nothing of it was imported. {advice}",
        name=name,
        what=_(what),
        advice=advice,
    )


def wide_encoding(data: bytes) -> str:
    """Return which way round bytes are two-byte characters without a mark, or nothing."""
    sample = data[: _SAMPLE // 4 * 2]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    found = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
        likely = len(_WIDE_LETTERS.findall(text)) - 4 * text.count("\ufffd")
        found[likely / len(text)] = name
    shares = sorted(found)
    return found[shares[-1]] if shares[-1] > _WIDE_SHARE > shares[0] else ""
