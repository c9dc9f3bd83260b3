"""The comment bank: comments that are written once and used often."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from annotator.domain.grading_session import BankComment
from annotator.domain.identifiers import BankCommentId, CategoryId
from annotator.storage import rows
from annotator.storage.columns import replacing

_TABLE = rows.comment_bank
_PUT = replacing(_TABLE)


class SqlCommentBank:
    """The comment bank in a database, as `CommentBank` wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[BankComment, ...]:
        """Return every comment by position."""
        query = select(_TABLE).order_by(_TABLE.c.position, _TABLE.c.id)
        return tuple(
            BankComment(
                BankCommentId(row.id),
                row.text,
                None if row.category_id is None else CategoryId(row.category_id),
                row.position,
            )
            for row in self._connection.execute(query)
        )

    def put(self, comment: BankComment) -> None:
        """Store a comment, replacing the one with the same id."""
        values = {
            "id": comment.id,
            "category_id": comment.category_id,
            "position": comment.position,
            "text": comment.text,
        }
        self._connection.execute(_PUT, values)

    def remove(self, comment_id: BankCommentId) -> None:
        """Delete a comment; nothing happens where there is none."""
        self._connection.execute(delete(_TABLE).where(_TABLE.c.id == comment_id))
