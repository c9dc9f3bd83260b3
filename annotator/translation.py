"""The sentences that a person reads, in the language of whoever reads them.

The English sentence is the name of its translation. It is looked up when it is shown, never when
a module is loaded, in the catalogue of the language that is spoken here and now: each thread of
work speaks its own, so that a window speaks one and the paper that it prints another. A language
without a catalogue changes nothing. docs/decisions/0033 says why it is so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # who reads English does not wait for it
    from gettext import NullTranslations
    from pathlib import Path

#: The name of the catalogues: <folder>/<language>/LC_MESSAGES/annotator.mo.
DOMAIN = "annotator"


class Language(NamedTuple):
    """A language by its tag, such as “de”, and the folder of the catalogues."""

    tag: str = "en"
    folder: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether the program can speak it."""
        return self.tag.split("_")[0] == "en" or _catalogue(self) is not None


ENGLISH = Language()
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def _(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language that is spoken, with its holes filled."""
    catalogue = _catalogue(_spoken.get())
    # The empty sentence is the name of a catalogue's own notes.
    found = catalogue.gettext(sentence) if catalogue is not None and sentence else sentence
    return _filled(found, sentence, values) if values else found


def ngettext(one: str, many: str, number: float, /, **values: object) -> str:
    """Return the sentence that goes with a number, which fills the hole {number}."""
    english = one if number == 1 else many
    catalogue = _catalogue(_spoken.get())
    found = english
    if catalogue is not None:  # half a point is said like several
        found = catalogue.ngettext(one, many, int(number) if number == int(number) else 2)
    return _filled(found, english, {"number": number, **values})


def _filled(found: str, english: str, values: Mapping[str, object]) -> str:
    """Fill the holes; a translation with a hole that is not there gives way to English."""
    try:
        return found.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        if found == english:
            raise
        return english.format(**values)


def N_(sentence: str) -> str:  # noqa: N802 - the name that extraction and translators know
    """Mark a sentence of a table, which is looked up with `_` where it is shown."""
    return sentence


def spoken() -> Language:
    """Return the language that is spoken here and now."""
    return _spoken.get()


def machine_language(folder: Path) -> Language:
    """Return the first of this machine's languages that has a catalogue in a folder, or English."""
    told = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        from ctypes import windll
        from locale import windows_locale

        told.append(windows_locale.get(windll.kernel32.GetUserDefaultUILanguage(), ""))
    tags = (tag.partition(".")[0] for name in told for tag in name.split(":") if tag)
    choices = (Language(tag, str(folder)) for tag in tags)
    return next((each for each in choices if each.is_known), Language(folder=str(folder)))


def speak(language: Language) -> None:
    """Speak a language from now on, in this thread and in the work that it starts."""
    if language.is_known:
        _spoken.set(language)


@contextmanager
def speaking(language: Language | str) -> Iterator[None]:
    """Speak a language meanwhile; a tag is looked for among the catalogues in use."""
    if isinstance(language, str):
        language = Language(language.replace("-", "_"), _spoken.get().folder)
    token = _spoken.set(language if language.is_known else _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue(language: Language) -> NullTranslations | None:
    if not language.folder or language.tag.split("_")[0] == "en":
        return None
    import gettext

    try:
        return gettext.translation(DOMAIN, language.folder, [language.tag])
    except OSError:  # there is none, or it cannot be read
        return None


# -- sentences that are stored --------------------------------------------------------------------


class StoredSentence(str):
    """A sentence that is kept and read later: English text that remembers what it is made of."""

    __slots__ = ("many", "one", "values")

    one: str
    many: str
    values: dict[str, str | int]

    def __new__(cls, one: str, many: str, values: Mapping[str, str | int]) -> StoredSentence:
        """Return the English text; with `many`, the value called `number` chooses."""
        english = many if many and values["number"] != 1 else one
        made = super().__new__(cls, english.format(**values))
        made.one, made.many, made.values = one, many, dict(values)
        return made


def stored(one: str, many: str = "", /, **values: str | int) -> str:
    """Return a sentence to keep, whose language is chosen when somebody reads it with `said`."""
    return StoredSentence(one, many, values)


def said(text: str) -> str:
    """Return a kept sentence in the language that is spoken; any other text as it is."""
    if not isinstance(text, StoredSentence):
        return text
    values = {**text.values}
    if text.many:
        return ngettext(text.one, text.many, int(values.pop("number")), **values)
    return _(text.one, **values)


def packed(text: str) -> str:
    """Return a text as a store keeps it: a kept sentence as JSON, any other as it is."""
    if not isinstance(text, StoredSentence):
        return text
    import json  # the program says its version without it

    return json.dumps({"one": text.one, "many": text.many, "values": text.values})


def unpacked(text: str) -> str:
    """Return what was packed; what an older version wrote is a text of its own."""
    if not text.startswith('{"one": '):
        return text
    import json

    try:
        return StoredSentence(**json.loads(text))
    except (ValueError, TypeError, LookupError, AttributeError):
        return text
