"""Finding the entries of a word list in a parsed text, longest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import regex
from spacy.tokens import Doc

Entry = TypeVar("Entry")

_PIECE = regex.compile(r"[^\s_-]+|-")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Entry]):
    """Where an entry stands, as token indices, with everything listed for its words."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class PhraseMatcher(Generic[Entry]):
    """Word lists by their first word; a word matches by its lemma or as it stands."""

    def __init__(self) -> None:
        """Begin with no entries."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}

    def add(self, phrase: str, entry: Entry) -> None:
        """List a phrase; “_” or a space joins its words, a hyphen is a word of its own."""
        first, *rest = pieces(phrase)
        self._by_first.setdefault(first, []).append((tuple(rest), entry))

    def hits(self, doc: Doc) -> Iterator[Hit[Entry]]:
        """Yield the longest entries in order; words of one are not looked at again."""
        lowered = [token.lower_.replace("’", "'") for token in doc]
        lemmas = [token.lemma_.lower() for token in doc]
        position = 0
        while position < len(doc):
            hit = self._at(lowered, lemmas, position)
            if hit is None:
                position += 1
            else:
                yield hit
                position = hit.end

    def _at(self, lowered: list[str], lemmas: list[str], at: int) -> Hit[Entry] | None:
        listed = {
            id(pair): pair
            for key in (lowered[at], lemmas[at])
            for pair in self._by_first.get(key, ())
        }
        best: list[Entry] = []
        length = 0
        for rest, entry in listed.values():
            if len(rest) + 1 < length or not _follows(rest, lowered, lemmas, at + 1):
                continue
            if len(rest) + 1 > length:
                best, length = [], len(rest) + 1
            best.append(entry)
        return Hit(at, at + length, tuple(best)) if best else None


def _follows(rest: tuple[str, ...], lowered: list[str], lemmas: list[str], at: int) -> bool:
    if at + len(rest) > len(lowered):
        return False
    return all(
        word in (lowered[at + offset], lemmas[at + offset]) for offset, word in enumerate(rest)
    )


def pieces(phrase: str) -> list[str]:
    """Return the words of a list's phrase as the tokenizer would cut them."""
    return _PIECE.findall(phrase.lower().replace("’", "'"))
