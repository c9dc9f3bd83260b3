"""Web pages as raw pages: trafilatura says what is the article, nothing else is lost.

Nothing that a page refers to is fetched, and none of its programs runs.
"""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import PageMetadata, RawBlock, RawPage, Region
from annotator.files.bounds import TooMuch, check_markup
from annotator.files.importing.encodings import decode
from annotator.files.importing.quiet import quiet
from annotator.files.limits import LONGEST_ARTICLE
from annotator.services.cleaning.folding import letters_key, word_count
from annotator.services.cleaning.lines import text_blocks
from annotator.services.offline import stay_offline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotator.files.importing.web_blocks import WebBlock

_SCRIPT = regex.compile(r"<script\b", regex.IGNORECASE)
_SAVED_FROM = regex.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|url:\s*)(?P<url>https?://[^\s>]{4,2000})"
)
_DATA = regex.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,60}(?:;[\w=.-]{1,40}){0,3},[^\"'()\s>]{200,}")
_NO_PAGE = regex.compile(
    r"java ?script|loading|enable|browser|please wait|redirect|not a robot|moment", regex.IGNORECASE
)
_LAST_PART = regex.compile(r"(?:\s+[|–—·:-]\s+|\s*\|\s*)(?P<last>[^|–—·]+)$")
_LONGEST_OUTLET = 6
_LINK_HEAVY = 0.6
_SHORTEST_KEY = 20
_NEARLY_ALL = 0.8
_FEW_WORDS, _FEWEST_WORDS = 25, 6
#: Regions that the extraction is not believed about: there its text is only a copy.
_SURE_REGIONS = frozenset({Region.MENU, Region.FOOTER, Region.FORM, Region.COMMENTS, Region.NOTICE})


def archived_page(name: str, data: bytes) -> RawPage:
    """Return a page saved as one file (.mhtml) as a raw page; its other parts are left alone."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
        payload = parts[0].get_payload(decode=True) if parts else None
    except (ValueError, LookupError, IndexError, AttributeError) as trouble:
        raise _no_page(name) from trouble
    if not isinstance(payload, bytes):
        raise _no_page(name)
    charset = parts[0].get_content_charset() or ""
    try:
        text = payload.decode(charset) if charset else decode(payload, markup=True)
    except (LookupError, UnicodeDecodeError):
        text = decode(payload, markup=True)
    try:
        check_markup(text)
    except TooMuch as trouble:
        raise _no_page(name) from trouble
    page = web_page(name, text)
    address = str(
        message.get("Snapshot-Content-Location") or parts[0].get("Content-Location") or ""
    )
    if address.startswith(("http://", "https://")):
        page = RawPage(page.text, page.blocks, page.metadata.filled_from(PageMetadata(url=address)))
    return page


def _no_page(name: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” holds no web page that can be read. Nothing of it was imported. Save "
        "the page again as .html.",
        name=name,
    )


def web_page(name: str, markup: str) -> RawPage:
    """Return a web page as a raw page; raise UnreadableFile if it has no text of its own."""
    from annotator.files.importing.web_blocks import web_blocks

    light = _DATA.sub("data:,", markup)
    tree = _parsed(light)
    blocks = web_blocks(tree) if tree is not None else []
    _check_text(name, light, blocks)
    assert tree is not None, "a page without a tree has no text"
    metadata, main = _extracted(tree, light)
    raw = "\n".join(block.text for block in blocks)
    if len(raw) > LONGEST_ARTICLE * 2:
        raise UnreadableFile(
            "“{name}” holds {number:,} characters of text, far more than an article. "
            "Nothing of it was imported. Copy the article's text into a file of its "
            "own.",
            name=name,
            number=len(raw),
        )
    return RawPage(markup, tuple(_raw_blocks(blocks, main)), metadata)


def _parsed(markup: str) -> HtmlElement | None:
    """Return the tree of a page, or None where there is nothing to parse."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True)
    data = regex.sub("[\ud800-\udfff]", "", markup).encode("utf-8")
    try:
        return document_fromstring(data, parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None


def _check_text(name: str, markup: str, blocks: Sequence[WebBlock]) -> None:
    """Raise UnreadableFile for a page without text, or whose text only asks to run programs."""
    words = sum(word_count(block.text) for block in blocks)
    excuse = words < _FEW_WORDS and any(_NO_PAGE.search(block.text) for block in blocks)
    if words >= _FEWEST_WORDS and not excuse:
        return
    if _SCRIPT.search(markup):
        raise UnreadableFile(
            "“{name}” holds only programs (scripts) and no text: its article is loaded "
            "when a browser opens it. Nothing of it was imported. Open the page, then "
            "save it complete, or copy its text.",
            name=name,
        )
    if not words:
        raise UnreadableFile(
            "“{name}” holds no text. Nothing of it was imported. Save the page again, "
            "or copy its text into a .txt file.",
            name=name,
        )


def _extracted(tree: HtmlElement, markup: str) -> tuple[PageMetadata, tuple[str, ...]]:
    """Return what trafilatura finds: the metadata, and the article's paragraphs as keys."""
    import copy

    stay_offline()
    import trafilatura

    with quiet("trafilatura", "htmldate", "courlan", "justext", "readability"):
        try:
            told = trafilatura.extract_metadata(copy.deepcopy(tree), extensive=False)
            found = trafilatura.bare_extraction(
                copy.deepcopy(tree), include_comments=False, include_tables=True
            )
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
            # Odd pages stop the library at times; the page's own blocks are still there.
            told, found = None, None
    body = getattr(found, "body", None)
    texts = [" ".join(part.itertext()) for part in body] if body is not None else []
    metadata = PageMetadata(language=_language(tree))
    if told is not None:
        outlet = (told.sitename or "").lstrip("@") or _outlet_in_title(tree, told.title or "")
        metadata = PageMetadata(
            headline=_without_outlet(told.title or "", outlet),
            outlet=outlet,
            byline=(told.author or "").replace("; ", ", "),
            date=told.date or "",
            language=metadata.language,
            url=told.url or "",
        )
    saved = _SAVED_FROM.search(markup[:4_000])
    if saved is not None:
        metadata = metadata.filled_from(PageMetadata(url=saved["url"]))
    return metadata, tuple(key for text in texts if (key := letters_key(text)))


def _language(tree: HtmlElement) -> str:
    """Return the language that a page says it is in."""
    for element in (tree, *tree.iterfind(".//body"), *tree.iterfind(".//article")):
        code = element.get("lang") or element.get("xml:lang") or ""
        if regex.fullmatch(r"[A-Za-z]{2,3}(?:[-_].*)?", code):
            return str(code[:2] if len(code) == 2 or code[2] in "-_" else code[:3]).casefold()
    return ""


def _without_outlet(title: str, outlet: str) -> str:
    """Return a page's title without the name of its outlet at the end."""
    match = _LAST_PART.search(title)
    if match is None or not outlet:
        return title
    last, key = letters_key(match["last"]), letters_key(outlet)
    return title[: match.start()].strip() if last and (last in key or key in last) else title


def _outlet_in_title(tree: HtmlElement, headline: str) -> str:
    """Return what a page's title says behind the headline: the outlet, most of the time."""
    title = " ".join((tree.findtext(".//title") or "").split())
    match = _LAST_PART.search(title)
    if match is None or letters_key(title[: match.start()]) != letters_key(headline):
        return ""
    return match["last"].strip() if word_count(match["last"]) <= _LONGEST_OUTLET else ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The blocks of a page and which of them the extraction takes for the article."""

    blocks: Sequence[WebBlock]
    keys: tuple[str, ...]
    inside: tuple[bool, ...]

    @property
    def article_letters(self) -> int:
        """Return how many letters the article has."""
        return sum(len(k) for k, is_main in zip(self.keys, self.inside, strict=True) if is_main)


def _raw_blocks(blocks: Sequence[WebBlock], main: Sequence[str]) -> Iterator[RawBlock]:
    """Yield the blocks with the regions that the page and the extraction give them."""
    whole = "".join(main)
    exact = frozenset(main)
    keys = tuple(letters_key(block.text) for block in blocks)
    inside = tuple(key in exact or (len(key) >= _SHORTEST_KEY and key in whole) for key in keys)
    reading = _Reading(blocks, keys, inside)
    believed = _believed(reading)
    near = _near(reading, _container(reading))
    group = 0
    for number, block in enumerate(blocks):
        region = _region(block, is_main=inside[number], believed=believed)
        if region is Region.TEXT and not inside[number]:
            region = near[number]
        last = group
        for piece in text_blocks(block.text):
            last = group + 1 + piece.group
            yield RawBlock(piece.text, last, region, block.place.kind)
        group = last


def _near(reading: _Reading, container: HtmlElement | None) -> list[Region]:
    """Return where blocks stand that the extraction left out, by what they are beside."""
    numbers = [number for number, is_main in enumerate(reading.inside) if is_main]
    if not numbers:
        return [Region.TEXT] * len(reading.blocks)
    first, last = numbers[0], numbers[-1]
    titles = [n for n in range(first) if reading.blocks[n].place.is_title]
    title = titles[-1] if titles else first
    found = []
    for number, block in enumerate(reading.blocks):
        held = container in block.place.elements
        inside = title <= number <= first or (held and (number < last or block.place.in_figure))
        linked = block.linked > _LINK_HEAVY and number > first and not block.place.is_title
        if not inside:
            found.append(Region.OUTSIDE)
        else:
            found.append(Region.TEASERS if linked else Region.TEXT)
    return found


def _region(block: WebBlock, *, is_main: bool, believed: frozenset[int]) -> Region:
    """Return where a block stands, by the innermost part of the page that says so."""
    if block.place.is_credit:
        return Region.CREDIT
    region: Region
    for element, region in reversed(block.place.regions):
        known = region is Region.EMBEDDED or not is_main or region in _SURE_REGIONS
        if known and id(element) in believed:
            return region
    return Region.TEXT


def _believed(reading: _Reading) -> frozenset[int]:
    """Return the parts of the page whose names can be true: none that hold most of the article."""
    held: Counter[int] = Counter()
    for block, key, is_main in zip(reading.blocks, reading.keys, reading.inside, strict=True):
        for element, _unused in block.place.regions:
            held[id(element)] += len(key) if is_main else 0
    half = reading.article_letters / 2
    return frozenset(part for part, length in held.items() if not half or length <= half)


def _container(reading: _Reading) -> HtmlElement | None:
    """Return the smallest part of the page that holds nearly all of the article."""
    held: Counter[int] = Counter()
    elements: dict[int, tuple[int, HtmlElement]] = {}
    for block, key, is_main in zip(reading.blocks, reading.keys, reading.inside, strict=True):
        if is_main:
            for depth, element in enumerate(block.place.elements):
                held[id(element)] += len(key)
                elements[id(element)] = (depth, element)
    enough = _NEARLY_ALL * reading.article_letters
    whole = [elements[part] for part, length in held.items() if length >= enough]
    return max(whole, key=lambda each: each[0])[1] if whole else None
