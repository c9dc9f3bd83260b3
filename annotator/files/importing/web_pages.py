"""Web pages as raw pages: trafilatura says what is the article, nothing else is lost.

Nothing that a page refers to is fetched, and none of its programs runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

from annotator.domain.errors import UnreadableFile
from annotator.domain.imports import RawBlock, RawPage, Region
from annotator.files.limits import LONGEST_ARTICLE
from annotator.services.cleaning.folding import word_count

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


def web_page(name: str, markup: str) -> RawPage:
    """Return a web page as a raw page; raise UnreadableFile if it has no text of its own."""
    from annotator.files.importing.web_article import extracted_letters, site_of, web_article
    from annotator.files.importing.web_blocks import web_text
    from annotator.files.importing.web_hidden import shown_blocks
    from annotator.files.importing.web_metadata import (
        page_language,
        page_metadata,
        with_visible_headline,
    )
    from annotator.files.importing.web_misnomers import clear_names

    light = _DATA.sub("data:,", markup)
    tree = _parsed(light)
    if tree is None:
        _check_text(name, light, [])
        raise AssertionError("a page without a tree has no text")
    language = page_language(tree)
    text = web_text(tree, language)
    blocks = shown_blocks(text.blocks)
    _check_text(name, light, blocks)
    length = sum(len(block.text) + 1 for block in blocks)
    if length > LONGEST_ARTICLE * 2:
        raise UnreadableFile(
            "“{name}” holds {number:,} characters of text, far more than an article. "
            "Nothing of it was imported. Copy the article's text into a file of its "
            "own.",
            name=name,
            number=length,
        )
    clear_names(blocks)
    told = page_metadata(tree, text.telling, language, light)
    article = web_article(blocks, extracted_letters(tree, blocks), site_of(told.url))
    return RawPage(
        markup,
        tuple(
            RawBlock(block.text, block.group, article.region(number), article.kind(number))
            for number, block in enumerate(blocks)
        ),
        with_visible_headline(told, article),
    )


def _parsed(markup: str) -> HtmlElement | None:
    """Return the tree of a page, or None where there is nothing to parse."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True)
    data = markup.encode("utf-8", "ignore")
    try:
        return document_fromstring(data, parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None


def _check_text(name: str, markup: str, blocks: Sequence[WebBlock]) -> None:
    """Raise UnreadableFile for a page without text, or whose text only asks to run programs."""
    words = 0
    for block in blocks:
        words += word_count(block.text)
        if words >= _FEW_WORDS:
            return
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
