"""Marks that a browser writes or sets apart: quotation marks, marks of notes, powers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: The quotation marks of the first and of the second rank, as browsers write them by language.
_MARKS = {
    "bg cs et is ka lt sk sl": "„“‚‘",
    "da el hy no nb nn pt-pt": "«»“”",
    "de": "„“‚‘",
    "de-ch fr-ch it-ch": "«»‹›",
    "es gl it ca eu": "«»“”",
    "fi sv": "””’’",
    "fr": "«»“”",
    "he": "””’’",
    "hr bs hu pl ro": "„”»«",
    "ja zh-hant zh-tw zh-hk": "「」『』",
    "lv": "“”‘’",
    "nl": "‘’“”",
    "ru uk be": "«»„“",
    "sr mk": "„”’’",
    "sq az": "«»‹›",
}
_BY_LANGUAGE = {code: marks for codes, marks in _MARKS.items() for code in codes.split()}
_USUAL = "“”‘’"
_OPENING = "“”„‟«»‹›‘‚「『\"'"
_NOTE = regex.compile(r"\[\s*(?:\d{1,3}|[a-zA-Z]|note \d{1,3}|[*†‡§¶])\s*\]|[*†‡§¶]{1,3}")
_BARE_NOTE = regex.compile(r"\d{1,3}|[a-z]|[ivx]{1,5}")
_NUMBERS = regex.compile(r"[+−–-]?\d{1,4}")
_POWERS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
#: What a power stands behind: a number that is no year, a letter, a unit.
_UNIT = regex.compile(r"(?:^|[^\p{L}\p{N}])\p{L}{1,3}$|(?<!(?<!\d)[12]\d{2})\d$")


def marks_of(language: str) -> str:
    """Return the opening and the closing mark of both ranks in a language."""
    whole = language.casefold().replace("_", "-")
    return _BY_LANGUAGE.get(whole) or _BY_LANGUAGE.get(whole.split("-")[0]) or _USUAL


class Quotes:
    """The marks of quotations inside one another."""

    def __init__(self, language: str) -> None:
        self._marks = marks_of(language)
        #: The closing marks that are due; an empty one where the text has marks of its own.
        self._due: list[str] = []

    def opened(self, element: HtmlElement, last: str) -> str:
        """Return the mark before a quotation, or nothing where one stands there already."""
        first = (element.text or "").lstrip()[:1]
        own = (first and first in _OPENING) or (last and last in _OPENING and last not in "'’")
        rank = 2 * (sum(map(bool, self._due)) % 2)
        self._due.append("" if own else self._marks[rank + 1])
        return "" if own else self._marks[rank]

    def closed(self) -> str:
        """Return the mark behind the innermost quotation."""
        return self._due.pop()


def raised(element: HtmlElement, before: str) -> str | None:
    """Return what stands for a raised text: nothing for a note's mark, None for the text itself."""
    text = "".join(element.itertext()).strip()
    if len(text) > 12 or not text:
        return None
    if _NOTE.fullmatch(text):
        return ""
    if points_below(element) or any(points_below(link) for link in element.iter("a")):
        return "" if _BARE_NOTE.fullmatch(text) else None
    if not _NUMBERS.fullmatch(text):
        return None
    if _UNIT.search(before[-12:]):
        return text.translate(_POWERS)
    return "" if text.isdigit() else None


def is_note_link(element: HtmlElement) -> bool:
    """Return whether a link is only the mark of a note below: [1]."""
    if not points_below(element) or len(element) > 1:
        return False
    text = "".join(element.itertext()).strip()
    noted = element.get("role") == "doc-noteref" and len(text) <= 5
    return bool(_NOTE.fullmatch(text)) or noted


def points_below(element: HtmlElement) -> bool:
    """Return whether an element is a link to another place of its page."""
    address = element.get("href") or ""
    return address.startswith("#") or "#cite_note" in address or "#fn" in address


# -- what stands for an element in a tree ------------------------------------------------------


def as_span(element: HtmlElement) -> None:
    """Let an element be text in the line, or a part where it holds paragraphs."""
    holds = any(inner.tag in ("p", "div", "ul", "table", "h2") for inner in element.iter())
    element.tag = "div" if holds else "span"
    if element.get("class"):
        del element.attrib["class"]


def as_paragraph(element: HtmlElement) -> None:
    """Let an element be a paragraph."""
    element.tag = "p"
    element.attrib.clear()


def as_part(element: HtmlElement) -> None:
    """Let an element be a part of the page of which nothing is said."""
    element.tag = "div"
    element.attrib.clear()


def said_instead(text: str) -> Callable[[HtmlElement], None]:
    """Return what puts a text in the place of an element."""

    def put(element: HtmlElement) -> None:
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "span", text or None, tail

    return put
