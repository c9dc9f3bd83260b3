"""How the migrations make a table; constraints are named after it and their columns."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op


class Reference(NamedTuple):
    """What ties columns to those of another table; with `cascade` a row goes with that one."""

    columns: str
    targets: str
    cascade: bool = False


def required(kind: sa.types.TypeEngine[Any], names: str) -> list[sa.Column[Any]]:
    """Return a column for each of the names that always holds something."""
    return [sa.Column(name, kind, nullable=False) for name in names.split()]


def make_table(name: str, *parts: sa.Column[Any] | sa.Constraint | Reference, key: str) -> None:
    """Make a table of these columns, with its primary key last."""
    made = [_tied(name, one) if isinstance(one, Reference) else one for one in parts]
    op.create_table(name, *made, sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{name}"))


def _tied(table: str, reference: Reference) -> sa.ForeignKeyConstraint:
    columns = reference.columns.split()
    return sa.ForeignKeyConstraint(
        columns,
        reference.targets.split(),
        name=f"fk_{table}_{'_'.join(columns)}",
        ondelete="CASCADE" if reference.cascade else None,
    )
