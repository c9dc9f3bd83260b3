"""What a class needs: rosters, codes, who left, names typed otherwise, and excuses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from annotator.storage.migrations.tables import Reference, make_table, required

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = (
    *("roster_id", "last_name", "first_name", "preferred_name", "full_name", "section", "email"),
    *("accommodations", "code"),
)


def upgrade() -> None:
    """Give a membership what the roster says of it, and make the two tables around it."""
    for name in _TEXTS:
        op.add_column("membership", _text(name, ""))
    op.add_column("membership", _text("state", "active"))
    op.add_column("membership", _text("external_ids", "{}", sa.JSON()))
    op.add_column("membership", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    make_table(
        "typed_name",
        *required(sa.String(), "class_group_id name_key student_id"),
        Reference("class_group_id", "class_group.id", cascade=True),
        Reference("student_id", "student.id", cascade=True),
        key="class_group_id name_key",
    )
    make_table(
        "excuse",
        *required(sa.String(), "assignment_id student_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        Reference("assignment_id", "assignment.id", cascade=True),
        Reference("student_id", "student.id", cascade=True),
        key="assignment_id student_id",
    )


def _text(name: str, default: str, kind: sa.types.TypeEngine[str] | None = None) -> sa.Column[str]:
    """Return a column that rows of before have too, with `default` in it."""
    return sa.Column(name, kind or sa.Text(), nullable=False, server_default=default)
