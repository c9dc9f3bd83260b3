"""Column types and statements that SQLite and PostgreSQL both understand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Insert, Table, Text, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import SyntaxExtension
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeDecorator

from annotator.translation import packed, unpacked


class UtcTime(TypeDecorator[datetime]):
    """A moment, stored and returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, as SQLite without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without its time zone cannot be stored: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sentence(TypeDecorator[str]):
    """A sentence that is looked up when somebody reads it, or a text as an older version wrote."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return a sentence as its parts, any other text as it is."""
        return None if value is None else packed(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the sentence, or the text."""
        return None if value is None else unpacked(value)


#: What tells two such clauses apart, so that compiled statements can be cached.
_CACHED_PARTS = [
    ("keys", InternalTraversal.dp_string_list),
    ("changed", InternalTraversal.dp_string_list),
    ("where", InternalTraversal.dp_string),
]


class _OnConflict(SyntaxExtension, ClauseElement):
    """The clause that says what an insert does where the row is there already."""

    _traverse_internals = _CACHED_PARTS

    def __init__(self, keys: Sequence[str], changed: Sequence[str], where: str) -> None:
        self.keys = tuple(keys)
        self.changed = tuple(changed)
        self.where = where

    def apply_to_insert(self, insert_stmt: Insert) -> None:
        """Stand after the values of the insert."""
        insert_stmt.apply_syntax_extension_point(lambda _existing: [self], "post_values")


@compiles(_OnConflict)
def _compile_on_conflict(element: _OnConflict, compiler: SQLCompiler, **_options: Any) -> str:
    quote = compiler.preparer.quote
    where = f" WHERE {element.where}" if element.where else ""
    target = f"ON CONFLICT ({', '.join(quote(key) for key in element.keys)}){where}"
    if not element.changed:
        return f"{target} DO NOTHING"
    changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in element.changed)
    return f"{target} DO UPDATE SET {changes}"


@cache
def replacing(
    table: Table, *keys: Column[Any], where: str = "", keeping: tuple[str, ...] = ()
) -> Insert:
    """Return an insert that replaces the other columns of the row with the same keys.

    `keys` are those of the primary key, or of the unique index whose condition is `where`;
    the columns in `keeping` stay as they are where the row is there already.
    """
    key_names = [key.name for key in (keys or table.primary_key.columns)]
    surrogate = [column.name for column in table.primary_key.columns]
    changed = [
        column.name
        for column in table.columns
        if column.name not in {*key_names, *surrogate, *keeping}
    ]
    return insert(table).inline().ext(_OnConflict(key_names, changed, where))


def adding(table: Table) -> Insert:
    """Return an insert that leaves a row with the same primary key as it is."""
    keys = [column.name for column in table.primary_key.columns]
    return insert(table).inline().ext(_OnConflict(keys, (), ""))
