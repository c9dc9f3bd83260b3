"""In which encoding a list of names was written: which readings there are, and how odd each is.

Statistics of letters need more text than a list of names has. Signs, capitals and other
alphabets inside words show a wrong reading in few words.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from annotator.domain.imports import TextReading
from annotator.translation import N_

_NAMES = {
    "cp1252": N_("Western, Windows"),
    "cp1254": N_("Turkish"),
    "cp1250": N_("Central European, Windows"),
    "mac_roman": N_("Western, Mac"),
    "iso8859-15": N_("Western, Latin-9"),
    "cp1251": N_("Cyrillic, Windows"),
    "cp1253": N_("Greek"),
    "koi8-r": N_("Cyrillic, KOI8"),
}
_GUESSED = tuple(_NAMES)
#: The encodings that a person may choose from, the likelier first.
ENCODINGS = ("utf-8", "utf-16", *_GUESSED)
#: So many words show how a list reads, so long at most.
_SHOWN_WORDS, _LONGEST_SAMPLE = 3, 60

_ODD = re.compile(
    r"(?<=[^\W\d_])[^\w\s'’`´.,;:()/&\"!?\x00-\x7f–-]|[£¤¥¦§©«¬®°±²³µ¶·¹»¼½¾¿¡ª†‡Œ‰](?=[^\W\d_])"
    r"|(?<=[^\W\d_])[¼½¾¹²³](?=[^\W\d_])|[\x80-\x9f\ufffd\u0452-\u045f\u0402-\u040f]"
)
_WORD = re.compile(r"[^\W\d_]++")
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
#: A final sigma inside a word, and one of the others at its end.
_ODD_SIGMA = re.compile(r"ς\w|\wσ$")
_CYRILLIC, _CYRILLIC_VOWEL = (
    re.compile("[\u0400-\u04ff]"),
    re.compile("[аеёиоуыэюяіїєў]", re.IGNORECASE),
)
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
#: Letters that stand at one place in Turkish and Icelandic lists, and which of them is which.
_ICELANDIC, _TURKISH = re.compile("[ÞþÐðÝý]"), re.compile("[ŞşĞğİı]")
_ICELANDIC_TOO = re.compile("[ÁáÉéÍíÓóÚúÆæ]")


def encoding_by_marks(data: bytes) -> str | None:
    """Return the encoding that a byte order mark or the place of the zero bytes tells."""
    if data.startswith(BOM_UTF8):
        return "utf-8"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 4 and min(even, odd) == 0:
        return "utf-16-be" if even else "utf-16-le"
    return None


def likely_encodings(data: bytes) -> tuple[str, ...]:
    """Return the encodings in which the names look least odd, the likeliest first.

    UTF-8 alone where the bytes are that. Several where nothing tells them apart but the words.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        odd = {encoding: _oddness(data, encoding) for encoding in _GUESSED}
        least = min(odd.values())
        return tuple(encoding for encoding in _GUESSED if odd[encoding] <= least)
    return ("utf-8",)


def readings(data: bytes, encodings: tuple[str, ...]) -> tuple[TextReading, ...]:
    """Return how a list reads in each of these encodings; equal readings once, the first."""
    words = {encoding: _WORD.findall(data.decode(encoding, "replace")) for encoding in encodings}
    found: dict[str, TextReading] = {}
    for encoding, mine in words.items():
        shown = dict.fromkeys(word for word in mine if not word.isascii())
        sample = ", ".join([*shown][:_SHOWN_WORDS])[:_LONGEST_SAMPLE]
        found.setdefault(sample, TextReading(encoding, _NAMES[encoding], sample))
    return tuple(found.values())


def _oddness(data: bytes, encoding: str) -> float:
    """Return how often signs, capitals and alphabets stand where names have none."""
    text = data.decode(encoding, "replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return len(_ODD.findall(text)) + sum(map(_odd_word, words)) + _odd_for_its_country(text)


def _odd_word(word: str) -> int:
    """Return how odd one word with other letters than those of English is."""
    if _OTHER_ALPHABET.search(word):
        mixed = bool(_LATIN.search(word))
        mute = len(word) > 3 and bool(_CYRILLIC.search(word)) and not _CYRILLIC_VOWEL.search(word)
        sigma = bool(_ODD_SIGMA.search(word)) and not word.isupper()
        return 2 * mixed + (len(word) < 2) + mute + sigma + _capitals_inside(word)
    foreign = sum(not c.isascii() for c in word)
    accents = sum(unicodedata.normalize("NFD", c) != c for c in word)
    # No Latin name is made of accents alone: Cyrillic reads so in a Western encoding.
    alone = foreign if len(word) > 3 and foreign == len(word) and accents > 2 else 0
    return _capitals_inside(word) + alone


def _capitals_inside(word: str) -> int:
    if word.isupper():
        return 0
    return sum(c.isupper() and not c.isascii() for c in word[1:])


def _odd_for_its_country(text: str) -> float:
    """Return a little where letters of one country stand without what else it writes."""
    icelandic, turkish = len(_ICELANDIC.findall(text)), len(_TURKISH.findall(text))
    beside = bool(_ICELANDIC_TOO.search(text))
    return 0.5 * bool(icelandic and not beside) + 0.5 * bool(turkish and beside)
