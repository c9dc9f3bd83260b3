"""TOML with its line numbers, read for people who need to find a mistake, and written back."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from annotator.files.bounds import SOURCE, TooMuch, check_toml
from annotator.files.explaining import Step
from annotator.files.reasons import Reason

#: Each part is possessive: a line of a million spaces is looked at once.
_TABLE_LIST = re.compile(r"\s*+\[\[([^\[\]]++)\]\]")
_TABLE = re.compile(r"\s*+\[([^\[\]]++)\]")
_ENTRY = re.compile(r"\s*+([A-Za-z0-9_-]++|\"[^\"]*+\")\s*+=\s*+(.*)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTES = ('"""', "'''")


class TomlMistake(Reason):
    """A text that is not TOML, with the line where that shows."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text holds; raise TomlMistake where it is none."""
    try:
        check_toml(text, SOURCE)
        return tomllib.loads(text)
    except TooMuch as trouble:
        raise TomlMistake(str(trouble)) from trouble
    except (RecursionError, MemoryError) as trouble:
        raise TomlMistake("it is nested too deep") from trouble
    except ValueError as trouble:
        found = re.search(
            r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", str(trouble)
        )
        if found is None:
            raise TomlMistake("it holds a value that is too long") from trouble
        line = int(found[2]) if found[2] else text.count("\n") + 1
        raise TomlMistake(found[1][0].lower() + found[1][1:], line) from trouble


def lines_of(text: str, first: int = 1) -> dict[tuple[Step, ...], int]:
    """Return the line on which each table and entry of a TOML text begins.

    The text must be TOML; entries written inside brackets count for the line they begin on.
    """
    found: dict[tuple[Step, ...], int] = {}
    counts: dict[tuple[Step, ...], int] = {}
    table: tuple[Step, ...] = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), first):
        if inside:
            inside = "" if inside in line else inside
            continue
        if match := _TABLE_LIST.match(line):
            path = _numbered(match[1].strip(), counts)
            table = (*path, counts.get(path, -1) + 1)
            counts[path] = counts.get(path, -1) + 1
            found[table] = number
        elif match := _TABLE.match(line):
            table = _numbered(match[1].strip(), counts)
            found[table] = number
        elif match := _ENTRY.match(line):
            found.setdefault((*table, match[1].strip('"')), number)
            inside = _left_open(match[2])
    return found


def line_of(lines: Mapping[tuple[Step, ...], int], steps: Sequence[Step]) -> int | None:
    """Return the line of a place, or of the nearest thing around it that has one."""
    for length in range(len(steps), 0, -1):
        line = lines.get(tuple(steps[:length]))
        if line is not None:
            return line
    return None


def _numbered(name: str, counts: Mapping[tuple[Step, ...], int]) -> tuple[Step, ...]:
    """Return the path of a table, with the number of the list entry it is in."""
    parts = [part.strip().strip('"') for part in name.split(".")]
    path: tuple[Step, ...] = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    return (*path, parts[-1])


def _left_open(value: str) -> str:
    """Return the quotes of a text that goes on in the next line, or nothing."""
    for quotes in _QUOTES:
        if value.startswith(quotes) and quotes not in value[len(quotes) :]:
            return quotes
    return ""


def dump_toml(data: Mapping[str, Any]) -> str:
    """Return a table as TOML text: plain entries first, then tables and lists of tables."""
    return "\n".join(_table_lines(data, "")).strip("\n") + "\n"


def _table_lines(data: Mapping[str, Any], path: str) -> list[str]:
    lines = [f"{_key(k)} = {_value(v)}" for k, v in data.items() if not _is_nested(v)]
    for name, value in data.items():
        if not _is_nested(value):
            continue
        inner = f"{path}.{_key(name)}" if path else _key(name)
        tables = [value] if isinstance(value, Mapping) else value
        head = f"[{inner}]" if isinstance(value, Mapping) else f"[[{inner}]]"
        for table in tables:
            lines += ["", head, *_table_lines(table, inner)]
    return lines


def _is_nested(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list) and bool(value) and all(isinstance(e, Mapping) for e in value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, Mapping):  # among other values of a list
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    return _long_text(value) if "\n" in value else _text(value)


def _text(value: str) -> str:
    # JSON escapes all that TOML wants escaped, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _long_text(value: str) -> str:
    lines = (_text(line)[1:-1] for line in value.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'
