"""Web pages saved as one file (.mhtml): which of its parts is the page."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawPage
from annotator.files.bounds import TooMuch, check_markup
from annotator.files.importing.encodings import decode
from annotator.files.importing.web_pages import web_page

_PAGES = ("text/html", "application/xhtml+xml")


def archived_page(name: str, data: bytes) -> RawPage:
    """Return a page saved as one file as a raw page; its other parts are left alone."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        part = _root(message)
        payload = part.get_payload(decode=True) if part is not None else None
    except (ValueError, LookupError, IndexError, AttributeError) as trouble:
        raise _no_page(name) from trouble
    if part is None or not isinstance(payload, bytes):
        raise _no_page(name)
    text = decode(payload, markup=True, told=part.get_content_charset() or "")
    try:
        check_markup(text)
    except TooMuch as trouble:
        raise _no_page(name) from trouble
    page = web_page(name, text)
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    if address.startswith(("http://", "https://")):
        page = RawPage(page.text, page.blocks, page.metadata.filled_from(PageMetadata(url=address)))
    return page


def _root(message: Message) -> Message | None:
    """Return the part that the file names as its start, or else the first page in it."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = _identity(message.get_param("start"))
    if start:
        named = (part for part in pages if _identity(part.get("Content-ID")) == start)
        found = next(named, None)
        if found is not None:
            return found
    return pages[0] if pages else None


def _identity(value: object) -> str:
    return str(value or "").strip().strip("<>").strip()


def _no_page(name: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” holds no web page that can be read. Nothing of it was imported. Save "
        "the page again as .html.",
        name=name,
    )
