"""How much may stand in a file, counted over its bytes before any parser sees them.

A parser makes up to a thousand bytes of each byte of `[],[],...`, so the size of a file says
little of what reading it costs. Each limit is eight times or more what the largest file of its
kind holds in the lessons that ship and in the demo class; docs/formats.md lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.files.reasons import Reason

#: The most columns' ends, rows' ends and so on that a table of a class can have.
MOST_CELLS = 250_000
#: The most tags of a saved web page; large front pages have a tenth of it.
MOST_TAGS = 60_000
#: The most lines of a text that should become one article.
MOST_LINES = 20_000
#: The most steps of one dotted name, and the most brackets inside brackets, of TOML.
DEEPEST_TOML = 16

#: A string that is not closed ends with the text: looking for its end again costs the square.
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?+|[\[\]{},:]', re.DOTALL)
_TOML_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?+'
    r"|'''(?:[^']++|'(?!''))*+(?:''')?+"
    r'|"(?:[^"\\\n]++|\\.)*+"?+'
    r"|'[^'\n]*+'?+"
    r"|\#[^\n]*+"
    r"|[\[\]{},=.]",
    re.DOTALL,
)


class TooMuch(Reason):
    """More than a file of its kind can hold, said without its name."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most values, named entries and levels of a structured text."""

    values: int
    names: int
    depth: int = 24


HAND_IN = Bounds(values=80_000, names=60_000)
FEEDBACK = Bounds(values=60_000, names=50_000)
#: A lesson of twenty long articles has a hundred thousand offsets of sentences.
LESSON = Bounds(values=250_000, names=20_000)
CLASS_LIST = Bounds(values=10_000, names=8_000)
SMALL = Bounds(values=500, names=200)
SCORED = Bounds(values=40_000, names=30_000)
#: Two hundred students' reading help.
SETTINGS = Bounds(values=10_000, names=5_000, depth=16)
SOURCE = Bounds(values=50_000, names=25_000, depth=DEEPEST_TOML)


def check_json(data: bytes, most: Bounds) -> None:
    """Raise TooMuch if JSON holds more values, names or levels than these."""
    opened = data.count(b"[") + data.count(b"{")
    names = data.count(b":")
    if opened <= most.depth and opened + data.count(b",") <= most.values and names <= most.names:
        return  # even with all that stands inside of strings
    values = names = depth = 0
    for token in _JSON_TOKEN.finditer(data):
        sign = data[token.start()]
        if sign in b",[{":
            values += 1
            depth += sign != 0x2C
        elif sign == 0x3A:
            names += 1
        elif sign in b"]}":
            depth -= 1
        _check(values, names, depth, most)


def holds(data: bytes, most: Bounds) -> bool:
    """Return whether JSON that this program made can be read back."""
    try:
        check_json(data, most)
    except TooMuch:
        return False
    return True


def check_toml(text: str, most: Bounds) -> None:
    """Raise TooMuch if TOML holds more values, names or levels than these."""
    values = names = depth = dots = 0
    for token in _TOML_TOKEN.finditer(text):
        sign = text[token.start()]
        if sign == ".":
            dots += 1
            _check(values, names, dots, most)
            continue
        if sign in "\"'#":
            continue
        dots = 0
        if sign in ",[{=":
            values += 1
            names += sign == "="
            depth += sign in "[{"
        else:
            depth -= 1
        _check(values, names, depth, most)


def check_cells(text: str) -> None:
    """Raise TooMuch if a table of any delimiter has more cells than that of a class."""
    if sum(text.count(sign) for sign in ",;\t\n\r") > MOST_CELLS:
        raise TooMuch(
            "it has more than {most:,} cells, and a table of a class has far fewer", most=MOST_CELLS
        )


def check_markup(markup: str) -> None:
    """Raise TooMuch if a page has more tags than an article's."""
    if markup.count("<") > MOST_TAGS:
        raise TooMuch(
            "it has more than {most:,} tags, and an article has far fewer", most=MOST_TAGS
        )


def check_lines(text: str) -> None:
    """Raise TooMuch if a text has more lines than an article's."""
    if len(text) > MOST_LINES and sum(text.count(sign) for sign in "\n\r\v\f") > MOST_LINES:
        raise TooMuch(
            "it has more than {most:,} lines, and an article has far fewer", most=MOST_LINES
        )


def check_members(archive: bytes, most: int) -> None:
    """Raise TooMuch if a zip lists more entries than these."""
    if archive.count(b"PK\x01\x02") > most:
        raise TooMuch("it holds more than {most:,} entries", most=most)


def _check(values: int, names: int, depth: int, most: Bounds) -> None:
    if values > most.values:
        raise TooMuch("it holds more than {most:,} values", most=most.values)
    if names > most.names:
        raise TooMuch("it holds more than {most:,} named entries", most=most.names)
    if depth > most.depth:
        raise TooMuch("it is nested too deep")
