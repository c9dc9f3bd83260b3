"""Keep when a hand-in's file came, and which one the teacher chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both moments; of what was collected before nobody knows them."""
    for name in ("arrived_at", "taken_at"):
        op.add_column("hand_in", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
