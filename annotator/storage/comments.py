"""The comment bank: comments that are written once and used often."""

from __future__ import annotations

from annotator.domain.grading_session import BankComment
from annotator.domain.identifiers import BankCommentId
from annotator.storage import rows
from annotator.storage.mapping import Repository, RowsOf

_COMMENTS = RowsOf(rows.comment_bank, BankComment)
_COLUMNS = rows.comment_bank.c


class SqlCommentBank(Repository):
    """The comment bank in a database, as `CommentBank` wants it."""

    def all(self) -> tuple[BankComment, ...]:
        """Return every comment by position."""
        return _COMMENTS.where(self._connection, by=(_COLUMNS.position, _COLUMNS.id))

    def put(self, comment: BankComment) -> None:
        """Store a comment, replacing the one with the same id."""
        _COMMENTS.put(self._connection, comment)

    def remove(self, comment_id: BankCommentId) -> None:
        """Delete a comment; nothing happens where there is none."""
        _COMMENTS.remove(self._connection, _COLUMNS.id == comment_id)
