"""What a web page tells about itself: headline, outlet, byline, date, language, address."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from annotator.domain.imports import PageMetadata
from annotator.files.importing.quiet import quiet
from annotator.services.cleaning.folding import letters_key, word_count
from annotator.services.offline import stay_offline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotator.files.importing.web_article import WebArticle

_SAVED_FROM = regex.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|url:\s*)(?P<url>https?://[^\s>]{4,2000})"
)
_LAST_PART = regex.compile(r"(?:\s+[|–—·:-]\s+|\s*\|\s*)(?P<last>[^|–—·]+)$")
_LONGEST_OUTLET = 6
_DATA = "application/ld+json"
_HEAD = frozenset({"title", "meta", "link", "base"})
_MOST_TELLING = 80
_LONGEST_TELLING = 300


def page_metadata(
    tree: HtmlElement, telling: Sequence[HtmlElement], language: str, markup: str
) -> PageMetadata:
    """Return what a page tells in its head, its data and its lines."""
    stay_offline()
    import trafilatura

    with quiet("trafilatura", "htmldate", "courlan"):
        try:
            told = trafilatura.extract_metadata(_digest(tree, telling), extensive=False)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
            # Odd pages stop the library at times; the page's own lines are still there.
            told = None
    metadata = PageMetadata(language=language)
    if told is not None:
        outlet = (told.sitename or "").lstrip("@") or _outlet_in_title(tree, told.title or "")
        metadata = PageMetadata(
            headline=_without_outlet(told.title or "", outlet),
            outlet=outlet,
            byline=(told.author or "").replace("; ", ", "),
            date=told.date or "",
            language=language,
            url=told.url or "",
        )
    saved = _SAVED_FROM.search(markup[:4_000])
    if saved is not None:
        metadata = metadata.filled_from(PageMetadata(url=saved["url"]))
    return metadata


def _digest(tree: HtmlElement, telling: Sequence[HtmlElement]) -> HtmlElement:
    """Return a small page with the head of a page and the parts that may tell about it.

    The library looks through a page again and again for each thing; most of it tells nothing.
    """
    from lxml.html import Element

    digest, body = Element("html"), Element("body")
    head = Element("head")
    digest.extend((head, body))
    for element in tree.iterfind("head/*"):
        if element.tag in _HEAD or element.get("type") == _DATA:
            head.append(copy.deepcopy(element))
    taken: set[HtmlElement] = set()
    data = (e for e in tree.iterfind(".//body//script") if e.get("type") == _DATA)
    for element in (*data, *telling):
        if len(taken) >= _MOST_TELLING:
            break
        if element.tag != "script" and (
            sum(map(len, element.itertext())) > _LONGEST_TELLING
            or any(around in taken for around in element.iterancestors())
        ):
            continue
        taken.add(element)
        part = copy.deepcopy(element)
        part.tail = None
        body.append(part)
    return digest


def with_visible_headline(told: PageMetadata, article: WebArticle) -> PageMetadata:
    """Return the metadata with the headline that a reader sees above the text.

    What pages tell to search engines and networks is often another one.
    """
    first, last = article.bounds
    end = next(
        (n for n in range(first, last + 1) if article.inside[n] and article.blocks[n].is_running),
        len(article.blocks),
    )
    titles = [
        block.text
        for block in article.blocks[:end]
        if block.is_title and word_count(block.text) > 1 and len(block.text) <= _LONGEST_TELLING
    ]
    if not titles or _is_outlet(titles[-1], told.outlet):
        return told
    return replace(told, headline=titles[-1])


def _is_outlet(title: str, outlet: str) -> bool:
    key = letters_key(title)
    return bool(outlet) and (key in letters_key(outlet) or letters_key(outlet) == key)


def page_language(tree: HtmlElement) -> str:
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
