"""Cells that SQLite keeps without a word and the program cannot read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlalchemy import JSON, Table

from annotator.storage.columns import UtcTime
from annotator.storage.row_parts import metadata
from annotator.translation import N_, ngettext

_NO_TEXT = (
    N_("{number} cell in the column {column} of {table} is no text"),
    N_("{number} cells in the column {column} of {table} are no text"),
)
_NO_JSON = (
    N_("{number} cell in the column {column} of {table} is no JSON"),
    N_("{number} cells in the column {column} of {table} are no JSON"),
)
_NO_MOMENT = (
    N_("{number} cell in the column {column} of {table} is no moment"),
    N_("{number} cells in the column {column} of {table} are no moments"),
)
#: What SQLite itself can tell of a column, by its type; the cells for which this holds are odd.
_ODD = (
    (JSON, "json_valid({column}) = 0", _NO_JSON),
    (UtcTime, "datetime({column}) IS NULL", _NO_MOMENT),
)


def unreadable_cells(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a line for each column that has cells which are no text, no JSON or no moment.

    `PRAGMA integrity_check` looks at pages and indexes, never at what a cell means.
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for table in metadata.sorted_tables:
        if table.name in there:
            broken = list(_no_text(connection, table))
            yield from broken
            if not broken:  # on such cells SQLite's own functions have no meaning
                yield from _odd(connection, table)


def _no_text(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')]
    texts = ", ".join(f'CASE typeof("{one}") WHEN \'text\' THEN "{one}" END' for one in names)
    counted = dict.fromkeys(names, 0)
    reading = connection.cursor()
    before, connection.text_factory = connection.text_factory, bytes
    try:
        for row in reading.execute(f'SELECT {texts} FROM "{table.name}"'):  # noqa: S608
            for name, cell in zip(names, row, strict=True):
                counted[name] += cell is not None and not _is_text(cell)
    finally:
        connection.text_factory = before
    for name, number in counted.items():
        if number:
            yield ngettext(*_NO_TEXT, number, column=name, table=table.name)


def _is_text(cell: bytes) -> bool:
    try:
        cell.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _odd(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    for column in table.columns:
        for kind, condition, what in _ODD:
            if not isinstance(column.type, kind) or column.name not in there:
                continue
            odd = condition.format(column=f'"{column.name}"')
            (number,) = connection.execute(
                f'SELECT count(*) FROM "{table.name}" '  # noqa: S608
                f'WHERE "{column.name}" IS NOT NULL AND {odd}'
            ).fetchone()
            if number:
                yield ngettext(*what, number, column=column.name, table=table.name)
