"""Find words in an article's body as a person types them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from annotator.domain.spans import Span
from annotator.domain.text import line_around, normalise, whole_clusters, words

#: What a keyboard has one key for and newspapers print in several ways.
_ALIKE = ("'’‘ʼ", '"“”„«»', "-‐‑–—")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: the text, and how exactly."""

    text: str
    case: bool = False
    whole_words: bool = False


def find_all(body: str, wanted: SearchQuery) -> tuple[Span, ...]:
    """Return where the text stands, in order; no match cuts a grapheme cluster in two.

    Straight quotation marks and hyphens find curly and long ones, and a space any space.
    """
    needle = normalise(wanted.text).strip()
    if not needle:
        return ()
    flags = regex.V1 if wanted.case else regex.V1 | regex.IGNORECASE | regex.FULLCASE
    pattern = regex.compile("".join(_pattern_of(character) for character in needle), flags)
    places = (Span(*match.span()) for match in pattern.finditer(body))
    whole = (place for place in places if whole_clusters(body, place) == place)
    return tuple(_whole_words(body, whole) if wanted.whole_words else whole)


def _pattern_of(character: str) -> str:
    for group in _ALIKE:
        if character in group:
            return f"[{regex.escape(group)}]"
    return r"\s" if character.isspace() else str(regex.escape(character, literal_spaces=True))


def _whole_words(body: str, places: Iterator[Span]) -> Iterator[Span]:
    """Yield the places that neither begin nor end inside a word."""
    line = Span(0, 0)
    tokens: tuple[Span, ...] = ()
    for place in places:
        if not (line and line.contains(place)):
            line = line_around(body, place.start).joined(line_around(body, place.end))
            tokens = words(body, line)
        if not (_is_inside(tokens, place.start) or _is_inside(tokens, place.end)):
            yield place


def _is_inside(tokens: tuple[Span, ...], position: int) -> bool:
    index = bisect_left(tokens, position, key=lambda token: token.end)
    return index < len(tokens) and tokens[index].start < position < tokens[index].end
