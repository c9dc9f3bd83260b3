"""Hyphens at line ends: which divide a word, and which belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

from annotator.services.cleaning.folding import begins_small

#: Tells whether a word, in small letters, is one of a language.
KnowsWord = Callable[[str], bool]
#: Tells a text's language and which words it has; None where there is no list of them.
Spelling = Callable[[str], tuple[str, KnowsWord | None]]

_ENDING = regex.compile(r"(?P<before>[\p{L}\p{N}’'-]*?)(?P<first>[\p{L}\p{N}]+)[-‐\u00ad]$")
_WORDS = regex.compile(r"\p{L}+(?:[-‐]\p{L}+)*")
#: Scripts that part no words: a line end stands for nothing there.
_WITHOUT_SPACES = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\u3000-\u303f\uff01-\uff65]"
)
_BEGINNING = regex.compile(r"[\p{L}\p{N}]+")
#: The word that a line end divides is looked for in as many letters.
_TAIL = 80
_SIGNS = ("-", "‐")
#: Languages that write words of two words with a hyphen; others write them as one.
_WITH_HYPHENS = frozenset({"en", "fr", "pt"})
#: What stands between the halves of “pre- and post-war”: there the hyphen stands for a word.
_BETWEEN = frozenset(
    {"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of"}
)


def is_divided(line: str) -> bool:
    """Return whether a line ends with a hyphen behind a letter or a digit."""
    return _ENDING.search(line[-_TAIL:]) is not None


def vocabulary_of(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of lines in small letters, with their hyphens."""
    return frozenset(word.casefold() for line in lines for word in _WORDS.findall(line))


@dataclass(frozen=True, slots=True)
class Hyphens:
    """Puts together what line ends divide, by the words of the text and of its language."""

    vocabulary: frozenset[str]
    #: Typeset pages divide words at line ends; letters do not.
    divides_words: bool
    language: str = ""
    knows: KnowsWord | None = None

    def has(self, word: str) -> bool:
        """Return whether the text or its language has a word, given in small letters."""
        return word in self.vocabulary or (self.knows is not None and self.knows(word))

    def joined(self, first: str, second: str) -> str:
        """Return two lines as one, with a word that the line end divided made whole."""
        if _WITHOUT_SPACES.match(first[-1:]) and _WITHOUT_SPACES.match(second):
            return first + second
        divided = _ENDING.search(first[-_TAIL:])
        beginning = _BEGINNING.match(second)
        if divided is None or beginning is None:
            return f"{first} {second}"
        if first.endswith("\u00ad"):
            return first[:-1] + second
        head, tail = divided["first"], beginning.group()
        shouted = len(head) > 1 and head.isupper() and tail.isupper()
        if not begins_small(second) and not shouted:
            return first + second
        if tail.casefold() in _BETWEEN and not self._is_word(head + tail):
            return f"{first} {second}"
        chained = divided["before"].endswith(_SIGNS) or second[len(tail) :].startswith(_SIGNS)
        return (first if self._keeps(head, tail, chained=chained) else first[:-1]) + second

    def divides(self, line: str, following: str) -> bool:
        """Return whether a line end surely divides a word."""
        divided = _ENDING.search(line[-_TAIL:])
        rest = _BEGINNING.match(following) if divided else None
        if divided is None or rest is None:
            return False
        head, tail = divided["first"].casefold(), rest.group().casefold()
        if head + tail in self.vocabulary:
            return True
        if self.knows is None or not self.knows(head + tail):
            return False
        return not (self.knows(head) and self.knows(tail))

    def _keeps(self, head: str, tail: str, *, chained: bool) -> bool:
        """Return whether the hyphen belongs to the word."""
        whole = (head + tail).casefold()
        if whole in self.vocabulary:
            return False
        if f"{head}-{tail}".casefold() in self.vocabulary or not self.divides_words:
            return True
        if not head.isalpha() or (chained and (self.knows is None or not self.knows(whole))):
            return True
        if self.knows is None or self.language not in _WITH_HYPHENS or self.knows(whole):
            return False
        return len(tail) > 1 and self.knows(head.casefold()) and self.knows(tail.casefold())

    def _is_word(self, whole: str) -> bool:
        word = whole.casefold()
        return word in self.vocabulary or self.knows is None or self.knows(word)
