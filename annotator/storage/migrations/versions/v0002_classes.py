"""What a class needs: rosters, codes, who left, names typed otherwise, and excuses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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
    op.create_table(
        "typed_name",
        sa.Column("class_group_id", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("student_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name="fk_typed_name_class_group_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_typed_name_student_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_group_id", "name_key", name="pk_typed_name"),
    )
    op.create_table(
        "excuse",
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("student_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name="fk_excuse_assignment_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_excuse_student_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", "student_id", name="pk_excuse"),
    )


def _text(name: str, default: str, kind: sa.types.TypeEngine[str] | None = None) -> sa.Column[str]:
    """Return a column that rows of before have too, with `default` in it."""
    return sa.Column(name, kind or sa.Text(), nullable=False, server_default=default)
