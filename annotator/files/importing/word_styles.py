"""What the styles of a Word document say: what a paragraph is, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING

from annotator.files.importing.word_package import attribute, child, is_on, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADINGS = ("heading", "subtitle")
_QUOTES = ("quote", "intense quote", "block text", "quotation")
_LISTS = ("list ",)
_BODY_LEVEL = "9"
_DEEPEST_STYLE = 20


class WordKind(Enum):
    """What a paragraph is by its style."""

    TEXT = auto()
    TITLE = auto()
    HEADING = auto()
    CAPTION = auto()
    QUOTE = auto()
    LIST_ITEM = auto()


class WordStyles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Read the styles; a document without any has only plain paragraphs."""
        self._styles: dict[str, Element] = {}
        self._usual: dict[str, str] = {}
        self._hidden_for_all = False
        #: What was found of a style, by its id and type.
        self._kinds: dict[str, WordKind] = {}
        self._hiding: dict[tuple[str, str], tuple[bool | None, bool | None]] = {}
        for each in root if root is not None else ():
            if local_name(each) == "docDefaults":
                run = child(each, "rPrDefault", "rPr")
                self._hidden_for_all = is_on(child(run, "vanish"))
            elif local_name(each) == "style":
                id_ = attribute(each, "styleId")
                self._styles.setdefault(id_, each)
                if attribute(each, "default") in ("1", "true", "on"):
                    self._usual.setdefault(attribute(each, "type"), id_)

    def kind(self, properties: Element | None) -> WordKind:
        """Return what a paragraph with these properties is."""
        if _is_heading(properties):
            return WordKind.HEADING
        id_ = attribute(child(properties, "pStyle"), "val")
        if id_ not in self._kinds:
            self._kinds[id_] = self._kind_of_style(id_)
        kind = self._kinds[id_]
        numbered = child(properties, "numPr")
        if numbered is None or kind not in (WordKind.TEXT, WordKind.LIST_ITEM):
            return kind
        return _kind_by_number(numbered)

    def _kind_of_style(self, id_: str) -> WordKind:
        numbered = None
        for style in self._chain(id_, "paragraph"):
            kind = _kind_of(attribute(child(style, "name"), "val").casefold())
            if kind is not None:
                return kind
            own = child(style, "pPr")
            if _is_heading(own):
                return WordKind.HEADING
            numbered = child(own, "numPr") if numbered is None else numbered
        return _kind_by_number(numbered)

    def is_hidden(
        self, run: Element | None, paragraph: Element | None, table: Element | None
    ) -> bool:
        """Return whether words with these properties of run, paragraph and table are hidden.

        What the run itself says counts; else each of the three styles that hides turns the
        hiding of the others round, as Word has it for properties that are on or off.
        """
        styles = (
            (attribute(child(run, "rStyle"), "val"), "character"),
            (attribute(child(paragraph, "pStyle"), "val"), "paragraph"),
            (attribute(child(table, "tblStyle"), "val"), "table"),
        )
        told = [self._told(*style) for style in styles]
        own_web = child(run, "webHidden")
        if is_on(own_web, missing=next((web for _own, web in told if web is not None), False)):
            return True
        own = child(run, "vanish")
        if own is not None:
            return is_on(own)
        return self._hidden_for_all or sum(bool(hides) for hides, _web in told) % 2 == 1

    def _told(self, id_: str, type_: str) -> tuple[bool | None, bool | None]:
        """Return whether a style hides, and hides on the web; None where it says nothing."""
        key = (id_, type_)
        if key not in self._hiding:
            chain = [child(style, "rPr") for style in self._chain(id_, type_)]
            self._hiding[key] = _nearest(chain, "vanish"), _nearest(chain, "webHidden")
        return self._hiding[key]

    def _chain(self, id_: str, type_: str) -> Iterator[Element]:
        """Yield a style and those that it is based on; without one, the usual of its type."""
        style = self._styles.get(id_)
        if style is None or attribute(style, "type") != type_:
            style = self._styles.get(self._usual.get(type_, ""))
        for _ in range(_DEEPEST_STYLE):
            if style is None:
                return
            yield style
            style = self._styles.get(attribute(child(style, "basedOn"), "val"))


def _nearest(chain: Iterable[Element | None], name: str) -> bool | None:
    """Return what the nearest style of a chain says of a property, if any does."""
    found = (child(each, name) for each in chain)
    own = next((each for each in found if each is not None), None)
    return is_on(own) if own is not None else None


def _kind_by_number(numbered: Element | None) -> WordKind:
    number = attribute(child(numbered, "numId"), "val") if numbered is not None else "0"
    return WordKind.LIST_ITEM if number != "0" else WordKind.TEXT


def _is_heading(properties: Element | None) -> bool:
    level = child(properties, "outlineLvl")
    return level is not None and attribute(level, "val") not in ("", _BODY_LEVEL)


def _kind_of(name: str) -> WordKind | None:
    if name == "title":
        return WordKind.TITLE
    if name.startswith(_HEADINGS):
        return WordKind.HEADING
    if name.startswith("caption"):
        return WordKind.CAPTION
    if name.startswith(_QUOTES):
        return WordKind.QUOTE
    # A list's paragraph may be one without a number: the chain below decides.
    return WordKind.LIST_ITEM if name.startswith(_LISTS) and name != "list paragraph" else None
