"""How Alembic runs the migrations: on the connection that the program opened."""

from __future__ import annotations

from alembic import context

from annotator.storage.row_parts import metadata

connection = context.config.attributes["connection"]
# The program began the transaction and commits it with the new version number.
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
