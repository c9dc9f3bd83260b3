"""Let a category say whether it asks for neutral words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give categories the field; until now it was the loaded words that were asked for."""
    op.add_column(
        "category",
        sa.Column("asks_rewrite", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        sa.text("UPDATE category SET asks_rewrite = :yes WHERE id = 'loaded-language'").bindparams(
            yes=True
        )
    )
