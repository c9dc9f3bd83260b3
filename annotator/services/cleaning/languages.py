"""The language of a page, told by its script or by its commonest little words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import regex

from annotator.services.cleaning.folding import words_in

#: A script that one language of schools is mostly written in; Latin and Arabic have many.
_SCRIPTS = {
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "ko": regex.compile(r"\p{Hangul}"),
    "zh": regex.compile(r"\p{Han}"),
    "he": regex.compile(r"\p{Hebrew}"),
    "el": regex.compile(r"\p{Greek}"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "th": regex.compile(r"\p{Thai}"),
    "fa": regex.compile(r"[پچژگ]"),
    "ar": regex.compile(r"\p{Arabic}"),
    "uk": regex.compile(r"[іїєґ]"),
    "ru": regex.compile(r"\p{Cyrillic}"),
}
_LETTER = regex.compile(r"\p{L}")
#: The share of letters in a script, and of little words, that tells a language.
_SCRIPT_SHARE = {"ja": 0.1, "fa": 0.02, "uk": 0.03}
_USUAL_SHARE = 0.5
_LITTLE_WORDS = 0.12
_SAMPLE = 20_000


def language_of(text: str, little_words: Mapping[str, frozenset[str]]) -> str:
    """Return the two-letter code of the text's language, or nothing where it is not clear."""
    sample = text[:_SAMPLE].casefold()
    letters = len(_LETTER.findall(sample))
    if letters < 20:
        return ""
    for code, script in _SCRIPTS.items():
        # These letters tell one language of several that share a script.
        share = len(script.findall(sample)) / letters
        if share >= _SCRIPT_SHARE.get(code, _USUAL_SHARE):
            return code
    return _by_little_words(sample, little_words)


def _by_little_words(sample: str, little_words: Mapping[str, frozenset[str]]) -> str:
    counts = Counter(words_in(sample))
    total = counts.total()
    if total < 8:
        return ""
    shares = {
        code: sum(counts[word] for word in words) / total for code, words in little_words.items()
    }
    best = max(shares, key=lambda code: shares[code], default="")
    return best if best and shares[best] >= _LITTLE_WORDS else ""
