"""Which blocks of a web page are its article: trafilatura decides, few rules decide otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from annotator.domain.imports import Region
from annotator.domain.lessons import BlockKind
from annotator.files.importing.quiet import quiet
from annotator.files.importing.web_alignment import aligned
from annotator.files.importing.web_regions import names_gallery, names_heading
from annotator.services.cleaning.folding import is_ended, letters_key, word_count
from annotator.services.offline import stay_offline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotator.files.importing.web_blocks import Part, WebBlock

_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+$")
_HOST = regex.compile(r"(?:https?:)?//(?P<host>[\w.-]+)")
_MOSTLY, _WHOLLY = 0.8, 0.95
_LINK_HEAVY = 0.5
#: A part that holds more of the article is not what its name says.
_LARGEST_SHARE = 0.4
_ROWS_OF_LINKS = frozenset({Region.MENU, Region.FOOTER, Region.HEADER})
_FEWEST_WORDS, _MOST_WORDS = 4, 40
_LONGEST_CAPTION = 600
_SHORTEST_ARTICLE, _SMALLEST_SHARE = 250, 0.25


def extracted_letters(tree: HtmlElement, blocks: Sequence[WebBlock]) -> str:
    """Return the letters of what trafilatura takes for the article of a page.

    Its own reading is taken first; only where that is a small part of the page's sentences,
    the others that it knows are asked too.
    """
    running = sum(len(block.text) for block in blocks if block.is_running)
    letters = _letters(tree, fast=True)
    if len(letters) < max(_SHORTEST_ARTICLE, _SMALLEST_SHARE * running):
        letters = _letters(tree, fast=False) or letters
    return letters


def _letters(tree: HtmlElement, *, fast: bool) -> str:
    stay_offline()
    import trafilatura

    with quiet("trafilatura", "htmldate", "courlan", "justext", "readability"):
        try:
            found = trafilatura.bare_extraction(tree, include_comments=False, fast=fast)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
            # Odd pages stop the library at times; the page's own blocks are still there.
            return ""
    body = getattr(found, "body", None)
    return letters_key(" ".join(body.itertext())) if body is not None else ""


def site_of(address: str) -> str:
    """Return the name of the site in an address, without what parts of a site are called."""
    match = _HOST.match(address)
    return ".".join(match["host"].casefold().split(".")[-2:]) if match else ""


@dataclass
class WebArticle:
    """The blocks of a page, and which of them the extraction has taken."""

    blocks: Sequence[WebBlock]
    keys: Sequence[str]
    inside: list[bool]
    site: str

    @cached_property
    def held(self) -> Counter[Part]:
        """Return how many letters of the article each part of the page holds."""
        held: Counter[Part] = Counter()
        for block, key, is_main in zip(self.blocks, self.keys, self.inside, strict=True):
            if is_main:
                for part in block.part.around():
                    held[part] += len(key)
        return held

    @cached_property
    def letters(self) -> int:
        """Return how many letters the article has."""
        return sum(len(k) for k, is_main in zip(self.keys, self.inside, strict=True) if is_main)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Return the first and the last block of the article."""
        numbers = [number for number, is_main in enumerate(self.inside) if is_main]
        return (numbers[0], numbers[-1]) if numbers else (0, -1)

    def region(self, number: int) -> Region:
        """Return where a block stands."""
        block = self.blocks[number]
        if self.inside[number]:
            if number in self.pointers:
                return Region.TEASERS
            return (self._menu(block) if block.linked > _LINK_HEAVY else None) or self._voice(block)
        if block.part.is_credit:
            return Region.CREDIT
        if self._is_picture(number):
            return Region.TEXT
        if block.controls > _MOSTLY:
            return Region.FORM
        told = self._told(block)
        return told or (Region.HEADER if block.is_title else Region.OUTSIDE)

    def kind(self, number: int) -> BlockKind | None:
        """Return what a block is, as far as the page says it and says it of a part only."""
        block = self.blocks[number]
        kind = block.kind
        small = BlockKind.CAPTION, BlockKind.QUOTATION
        if kind in small and self._is_most(kind):
            return BlockKind.PARAGRAPH if block.is_running else None
        return kind

    def _is_most(self, kind: BlockKind) -> bool:
        """Return whether most of the article would be captions, or a quotation."""
        return self.letters_of_kinds[kind] > _LARGEST_SHARE * self.letters

    @cached_property
    def letters_of_kinds(self) -> Counter[BlockKind | None]:
        """Return how many letters of the article the page calls by each kind."""
        found: Counter[BlockKind | None] = Counter()
        for block, key, is_main in zip(self.blocks, self.keys, self.inside, strict=True):
            if is_main:
                found[block.kind] += len(key)
        return found

    def _menu(self, block: WebBlock) -> Region | None:
        """Return the part of the page that a row of links stands in, if its names say one."""
        told = None if is_ended(block.text) else block.part.told
        return told.region if told is not None and told.region in _ROWS_OF_LINKS else None

    def _voice(self, block: WebBlock) -> Region:
        """Return whether a block of the text is a post that was taken in from elsewhere."""
        part = block.part.told
        while part is not None:
            if part.region is Region.EMBEDDED:
                return Region.EMBEDDED
            part = part.outer.told if part.outer is not None else None
        return Region.TEXT

    def _told(self, block: WebBlock) -> Region | None:
        """Return what the innermost part says that is not most of the article itself."""
        part = block.part.told
        while part is not None:
            if part.region and self.held[part] <= _LARGEST_SHARE * self.letters:
                return part.region
            part = part.outer.told if part.outer is not None else None
        return None

    def _is_picture(self, number: int) -> bool:
        """Return whether a block says what a picture within the article shows."""
        block = self.blocks[number]
        if block.kind is not BlockKind.CAPTION or block.linked > _LINK_HEAVY:
            return False
        if number > self.bounds[1] or len(block.text) > _LONGEST_CAPTION or self._told(block):
            return False
        around = [part for part in block.part.around() if part.tag not in ("html", "body")]
        if any(names_gallery(part.names) for part in around):
            return False
        return any(self.held[part] > _MOSTLY * self.letters for part in around)

    @cached_property
    def pointers(self) -> frozenset[int]:
        """Return the blocks of the text that are only links within the site, with their titles.

        An article that is for the most part such a list is left whole.
        """
        found = frozenset(
            number
            for number, block in enumerate(self.blocks)
            if self.inside[number]
            and block.linked >= _MOSTLY
            and not block.is_title
            and self._stays(block.address)
            and _ADDRESS.match(block.text) is None
            and (block.linked > _WHOLLY or not is_ended(block.text))
            and _FEWEST_WORDS <= word_count(block.text) <= _MOST_WORDS
        )
        pointing = sum(len(self.keys[number]) for number in found)
        return found if pointing < _LARGEST_SHARE * self.letters else frozenset()

    def _stays(self, address: str) -> bool:
        """Return whether a link leads to the page's own site, as far as that is known."""
        host = site_of(address)
        return not host or not self.site or host == self.site


def web_article(blocks: Sequence[WebBlock], whole: str, site: str = "") -> WebArticle:
    """Return the article of a page, given the letters of the extraction."""
    keys = [letters_key(block.text) for block in blocks]
    inside = aligned(keys, whole)
    _take_in_headings(blocks, inside)
    return WebArticle(blocks, keys, inside, site)


def _take_in_headings(blocks: Sequence[WebBlock], inside: list[bool]) -> None:
    """Take in the subheadings that the extraction left out of the middle of the text."""
    for number in range(1, len(blocks) - 1):
        block = blocks[number]
        if inside[number] or not (inside[number - 1] and inside[number + 1]):
            continue
        heads = block.part.kind is BlockKind.SUBHEADING or names_heading(block.part.names)
        if heads and block.linked < _LINK_HEAVY and blocks[number + 1].linked < _LINK_HEAVY:
            inside[number] = True
