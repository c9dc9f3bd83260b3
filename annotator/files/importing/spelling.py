"""The word lists of languages, for the hyphens at line ends."""

from __future__ import annotations

from functools import lru_cache

from annotator.services.cleaning.hyphens import KnowsWord, Spelling
from annotator.services.cleaning.languages import language_of
from annotator.services.cleaning.words import CleaningWords


def spelling_of(words: CleaningWords) -> Spelling:
    """Return what tells the language of a text and which words it has."""

    def spelling(text: str) -> tuple[str, KnowsWord | None]:
        language = language_of(text, words.languages)
        return language, known_words(language)

    return spelling


@lru_cache(maxsize=2)
def known_words(language: str) -> KnowsWord | None:
    """Return whether a language has a word, or None where there is no list of its words."""
    from spellchecker import SpellChecker

    try:
        checker = SpellChecker(language=language or None)
    except ValueError:
        return None
    words = checker.word_frequency.dictionary
    return words.__contains__ if words else None
