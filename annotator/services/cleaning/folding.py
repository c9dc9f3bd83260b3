"""Text made comparable: plain quotes, single spaces, no capitals, no outer punctuation."""

from __future__ import annotations

import regex

from annotator.domain.sentences import split_sentences

_CURVED = ("‘", "´", "ʼ")
_QUOTES = ("’’", "‘‘", "“", "”", "„", "«", "»", "″")
_OUTER = regex.compile(r"^[^\p{L}\p{N}@#©(\[-]+|[^\p{L}\p{N})\]%+]+$")
_BRACKETED = regex.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[.’'-][\p{L}\p{N}]+)*")
_NOT_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
#: The same for plain letters, which most texts have, in a tenth of the time.
_ASCII_LETTERS = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
#: A mark that ends a sentence, with the quotes and brackets that close there.
_ENDED = regex.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]*$")
#: Where a text is looked at for its end; looking further would cost with its length.
_TAIL = 60
_OPENS_MORE = regex.compile(r"[:;,–—-][\"'”’»)\]]*$")
#: Digits and signs only.
_HAS_LETTER = regex.compile(r"\p{L}")


def plain(text: str) -> str:
    """Return the text on one line with one kind of apostrophe and of quotation mark."""
    # Replacing what is not there costs nothing; one pattern for all costs ten times as much.
    if not text.isascii():
        for mark in _QUOTES:
            text = text.replace(mark, '"')
        for mark in _CURVED:
            text = text.replace(mark, "’")
    return " ".join(text.replace("'", "’").replace("`", "’").split())


def folded(text: str) -> str:
    """Return the text as lines are compared: without capitals and outer punctuation."""
    fold = _OUTER.sub("", plain(text).casefold())
    inner = _BRACKETED.fullmatch(fold)
    return _OUTER.sub("", inner[1]) if inner else fold


def letters_key(text: str) -> str:
    """Return the letters and digits of a text, by which two printings of it are the same."""
    if text.isascii():
        return text.translate(_ASCII_LETTERS)
    return _NOT_LETTERS.sub("", text).casefold()


def word_count(text: str) -> int:
    """Return the number of words."""
    return len(_WORD.findall(text))


def words_in(text: str) -> list[str]:
    """Return the words as they stand."""
    return _WORD.findall(text)


def is_ended(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return bool(_ENDED.search(text[-_TAIL:].rstrip()))


def goes_on(text: str) -> bool:
    """Return whether a text ends with a mark after which something must come."""
    return bool(_OPENS_MORE.search(text[-_TAIL:].rstrip()))


def has_sentences(text: str, count: int = 2) -> bool:
    """Return whether a text holds at least so many sentences."""
    return len(split_sentences(text)) >= count


def has_letters(text: str) -> bool:
    """Return whether a text holds a letter of any script."""
    return bool(_HAS_LETTER.search(text))


def begins_small(text: str) -> bool:
    """Return whether a text begins with a small letter, as the middle of a sentence does."""
    return text[:1].islower()


def capitalised_share(text: str) -> float:
    """Return the share of words that begin with a capital letter."""
    words = words_in(text)
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0
