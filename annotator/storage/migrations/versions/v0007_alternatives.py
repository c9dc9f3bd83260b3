"""Keep the other words on which a key annotation is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them to each annotation of a key; of earlier ones there are none."""
    column = sa.Column("also", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("key_annotation", column)
