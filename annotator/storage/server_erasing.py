"""Delete a person from a database on a server, whose files this program cannot reach.

The rows go in one transaction, and the tables are built anew, so that nothing of them is left in
the tables' files. What the server keeps elsewhere is told, because only its keeper can delete it.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from annotator.domain.errors import StorageTrouble
from annotator.services.privacy import Erased, KnownPerson
from annotator.storage.engine import BUSY_TIMEOUT, PATIENCE
from annotator.storage.erasing import ERASED_ROWS, erase_rows, sign_in_without
from annotator.storage.row_parts import metadata
from annotator.storage.troubles import telling, told_of_commit
from annotator.translation import N_, _

KEPT_BY_SERVER = N_(
    "The database's tables hold nothing of them any more. The server's own backups, "
    "its log of changes (WAL) and its standby servers may, until they are replaced. "
    "Ask whoever looks after the server to delete what is older than this receipt."
)
NOT_REBUILT = N_(
    "The tables could not be built anew yet, because a colleague's program is using "
    "them or this account may not, so their files may hold old words. If this stays "
    "so, ask whoever looks after the server to run VACUUM FULL."
)


class ServerEraser:
    """Erases people from a database on a server, as `Eraser` wants it."""

    def __init__(self, writer: Engine, place: str) -> None:
        self._writer = writer
        self._place = place

    def erase(self, person: KnownPerson) -> Erased:
        """Delete a person's rows for good; what the server itself may keep is in `left`.

        Raises StorageTrouble before anything is deleted, or where nobody knows; what cannot be
        done after that is a sentence in `unfinished`, and doing it again does it.
        """
        with telling(self._place), self._writer.connect() as connection:
            rows = _delete(connection, person)
            try:
                connection.commit()
            except DBAPIError as error:
                raise told_of_commit(error, self._place) or error from error
        left, unfinished = [_(KEPT_BY_SERVER)], []
        try:
            with telling(self._place):
                unfinished += [] if self._rebuilt() else [_(NOT_REBUILT)]
                with self._writer.connect() as connection:
                    left += _mentions(connection, person)
        except StorageTrouble as trouble:
            unfinished.append(f"{_(NOT_REBUILT)} {trouble}")
        return Erased(rows, left=tuple(left), unfinished=tuple(unfinished))

    def _rebuilt(self) -> bool:
        """Build the tables anew; return whether nobody was in the way."""
        alone = self._writer.execution_options(isolation_level="AUTOCOMMIT", **{PATIENCE: 0})
        with alone.connect() as connection:
            connection.exec_driver_sql(f"SET lock_timeout = {BUSY_TIMEOUT:d}")
            try:
                for table in (*ERASED_ROWS, "class_group"):
                    connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise
                return False
            finally:
                if not connection.invalidated:
                    connection.exec_driver_sql("RESET lock_timeout")
        return True


def _delete(connection: Connection, person: KnownPerson) -> dict[str, int]:
    """Delete a person's rows from all tables; return how many of each."""
    _forget_sign_ins(connection, person.name_keys)
    return erase_rows(connection.exec_driver_sql, "%s", metadata.tables.keys(), person)


def _forget_sign_ins(connection: Connection, name_keys: Collection[str]) -> None:
    for class_id, told in connection.exec_driver_sql("SELECT id, sign_in FROM class_group").all():
        kept = sign_in_without(told or {}, name_keys)
        if kept is not None:
            connection.execute(
                text("UPDATE class_group SET sign_in = CAST(:kept AS JSON) WHERE id = :id"),
                {"kept": json.dumps(kept), "id": class_id},
            )


def _mentions(connection: Connection, person: KnownPerson) -> list[str]:
    """Return a sentence for each table in which the name still stands, in others' words."""
    needles = [name for name in person.names if len(name) > 3]
    found = []
    for table in sorted(metadata.tables):
        query = text(f'SELECT count(*) FROM "{table}" AS t WHERE position(:name IN t::text) > 0')  # noqa: S608
        if any(connection.execute(query, {"name": name}).scalar() for name in needles):
            found.append(
                _(
                    "The name still stands in the table “{table}”, in words that somebody "
                    "else wrote or in another student's name. They were kept.",
                    table=table,
                )
            )
    return found
