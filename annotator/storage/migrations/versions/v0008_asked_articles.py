"""Keep which articles a lesson asks for, who is in which group, and how a class says its grades.

What is there already asks for all articles, and its grades are per cent.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; their defaults mean what was so before."""
    for table, name, kind, usual in (
        ("lesson", "asked", sa.JSON(), "{}"),
        ("class_group", "grade_scale", sa.JSON(), "{}"),
        ("question", "needs_all", sa.Boolean(), sa.false()),
        ("hand_in", "reading_group", sa.Text(), ""),
        ("reading_place", "reading_group", sa.Text(), ""),
    ):
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=usual))
