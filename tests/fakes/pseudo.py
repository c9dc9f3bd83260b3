"""A language in which every sentence can be told from what was never looked up.

Each looked-up sentence stands in ‹ ›, with accents and 40 % longer words; `plain` takes that away
again, so that a walk finds its way by the English words.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from math import ceil
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from annotator.translation import Language

ROOT = Path(__file__).resolve().parents[2]
TAG = "eo"
BEGIN, END = "‹", "›"
#: Makes words longer.
LONGER = "ŵ"
_ENGLISH = "acdeghijklnorstuyzACDEGHIKLNORSTUYZ"
_ACCENTED = "àçďéğĥïĵķļñöřšťüýžÂÇĐÊĜĤÎĶĻÑØŘŞŢÛŶŽ"
_THERE = str.maketrans(_ENGLISH, _ACCENTED)
_BACK = str.maketrans(_ACCENTED, _ENGLISH, LONGER + BEGIN + END)
_PIECE = re.compile(r"(\{[^{}]*\}|&\w|%\w|\s+)")


def pseudo(text: str) -> str:
    """Return a sentence as the language says it; holes and the letters of Alt stay."""
    pieces = []
    for piece in _PIECE.split(text):
        if not piece or _PIECE.fullmatch(piece):
            pieces.append(piece)
        else:
            letters = sum(each.isalpha() for each in piece)
            pieces.append(piece.translate(_THERE) + LONGER * ceil(0.4 * letters))
    return BEGIN + "".join(pieces) + END


def plain(text: str) -> str:
    """Return the English of a text that may hold sentences of the language."""
    return text.translate(_BACK) if BEGIN in text else text


def bare(text: str) -> str:
    """Return what of a text was not looked up: all that stands outside ‹ ›."""
    depth, left = 0, []
    for each in text:
        if each == BEGIN:
            depth += 1
        elif each == END:
            depth = max(0, depth - 1)
            left.append(" ")
        elif not depth:
            left.append(each)
    return "".join(left)


@cache
def messages_tool() -> ModuleType:
    """Return the tool that collects the sentences of the program."""
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["messages_tool"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pseudo_language(folder: Path) -> Language:
    """Write the catalogue of the language into a folder and return the language."""
    catalogue = Catalog(TAG)
    for message in messages_tool().template():
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            said = tuple(pseudo(each) for each in ids)
            catalogue.add(message.id, said[0] if len(said) == 1 else said)
    return written(folder, TAG, catalogue)


def written(folder: Path, tag: str, catalogue: Catalog) -> Language:
    """Write a catalogue where the program looks for it, and return its language."""
    file = folder / tag / "LC_MESSAGES" / "annotator.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_mo(out, catalogue)
    return Language(tag, str(folder))


def language_of(folder: Path, tag: str, **sentences: str) -> Language:
    """Return a language that knows a few sentences, each named by its English words."""
    catalogue = Catalog(tag)
    for english, said in sentences.items():
        catalogue.add(english, said)
    return written(folder, tag, catalogue)
