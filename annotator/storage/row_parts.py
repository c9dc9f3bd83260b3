"""What the tables are made of: the names of their constraints and the columns they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def required(name: str, kind: Any, *more: Any, server_default: Any = None) -> Column[Any]:
    """Return a column that always holds something; old rows hold `server_default`."""
    return Column(name, kind, *more, nullable=False, server_default=server_default)


def all_of(kind: Any, names: str) -> list[Column[Any]]:
    """Return a required column of one kind for each of the names."""
    return [required(name, kind) for name in names.split()]


def key(name: str, kind: Any = String, *more: Any) -> Column[Any]:
    """Return a column of the primary key."""
    return Column(name, kind, *more, primary_key=True, autoincrement=False)


def key_of(noun: str) -> Column[Any]:
    """Return the column of the primary key that names what a row belongs to and goes with."""
    return key(f"{noun}_id", String, ForeignKey(f"{noun}.id", ondelete="CASCADE"))


def row_id() -> Column[Any]:
    """Return a primary key that counts the rows."""
    return Column("row_id", Integer, primary_key=True, autoincrement=True)


def of_lesson(noun: str, *, column: str) -> ForeignKeyConstraint:
    """Return what ties a column to a part of the same lesson."""
    return ForeignKeyConstraint(["lesson_id", column], [f"{noun}.lesson_id", f"{noun}.id"])


def hand_in_id(*, is_required: bool) -> Column[Any]:
    """Return the column of what goes when its hand-in goes."""
    target = ForeignKey("hand_in.id", ondelete="CASCADE")
    return Column("hand_in_id", String, target, nullable=not is_required)


#: The condition of the unique indices that hold working copies only.
WORKING = "hand_in_id IS NULL"


def copies(table: str, own: str) -> tuple[Index, Index]:
    """Return the indices by which working copies and handed-in copies are found.

    The migration gives PostgreSQL the same conditions; saying so here too would load its
    dialect on every machine.
    """
    working, handed_in = text(WORKING), text("hand_in_id IS NOT NULL")
    return (
        Index(
            f"ix_{table}_working",
            *("lesson_id", "author_id", own),
            unique=True,
            sqlite_where=working,
        ),
        Index(
            f"ix_{table}_handed_in",
            *("hand_in_id", own),
            unique=True,
            sqlite_where=handed_in,
        ),
    )
