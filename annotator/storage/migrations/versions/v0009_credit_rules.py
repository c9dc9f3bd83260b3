"""Keep by which edition of the credit rules a lesson is graded, and its word budgets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; lessons of before are graded by the first edition, which has no budgets."""
    for name, kind, before in (
        ("credit_rules", sa.Integer(), "1"),
        ("word_budgets", sa.JSON(), "{}"),
    ):
        op.add_column("lesson", sa.Column(name, kind, nullable=False, server_default=before))
