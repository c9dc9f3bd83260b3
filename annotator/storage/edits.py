"""The history: every step with what it takes to undo and redo it."""

from __future__ import annotations

from sqlalchemy import (
    Executable,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from annotator.domain.annotations import Workspace
from annotator.domain.errors import UnknownThing
from annotator.domain.history import Edit
from annotator.domain.identifiers import EditId
from annotator.storage import rows
from annotator.storage.mapping import Repository, RowsOf

_EDITS = RowsOf(rows.edit, Edit)
_edit = rows.edit
_done = rows.edit.alias("done")
_this = rows.edit.alias("this")
_WORKSPACE = and_(
    _edit.c.lesson_id == bindparam("of_lesson"), _edit.c.author_id == bindparam("of_author")
)
_APPEND = insert(_edit).inline()
_LAST_DONE = (
    select(_edit).where(_WORKSPACE, ~_edit.c.undone).order_by(_edit.c.row_id.desc()).limit(1)
)
#: An undone edit older than one that is done cannot be reached any more: it is the tail that
#: the newer edit dropped. Passing it over here makes each gesture one statement cheaper.
_NEWEST_DONE = (
    select(func.coalesce(func.max(_done.c.row_id), 0))
    .where(
        _done.c.lesson_id == bindparam("of_lesson"),
        _done.c.author_id == bindparam("of_author"),
        ~_done.c.undone,
    )
    .scalar_subquery()
)
_NEXT_UNDONE = (
    select(_edit)
    .where(_WORKSPACE, _edit.c.undone, _edit.c.row_id > _NEWEST_DONE)
    .order_by(_edit.c.row_id)
    .limit(1)
)
#: Dropped edits go before an undo could bring them back into reach.
_DELETE_DROPPED = delete(_edit).where(
    _edit.c.undone,
    exists().where(
        _this.c.id == bindparam("of_edit"),
        _this.c.lesson_id == _edit.c.lesson_id,
        _this.c.author_id == _edit.c.author_id,
        _this.c.row_id > _edit.c.row_id,
    ),
)
_SET_UNDONE = (
    update(_edit).where(_edit.c.id == bindparam("of_edit")).values(undone=bindparam("now_undone"))
)


class SqlEdits(Repository):
    """The history in a database, as `EditRepository` wants it."""

    def append(self, edit: Edit) -> None:
        """Store a new edit and drop the undone ones that it makes unreachable."""
        self._connection.execute(_APPEND, _EDITS.values(edit, undone=False))

    def last_done(self, workspace: Workspace) -> Edit | None:
        """Return the newest edit that is not undone, or None."""
        return self._one(_LAST_DONE, workspace)

    def next_undone(self, workspace: Workspace) -> Edit | None:
        """Return the oldest edit that is undone, or None."""
        return self._one(_NEXT_UNDONE, workspace)

    def _one(self, query: Executable, workspace: Workspace) -> Edit | None:
        of = {"of_lesson": workspace.lesson_id, "of_author": workspace.author_id}
        return next(iter(_EDITS.found(self._connection, query, of)), None)

    def set_undone(self, edit_id: EditId, *, undone: bool) -> None:
        """Mark an edit as undone or as done again."""
        if undone:
            self._connection.execute(_DELETE_DROPPED, {"of_edit": edit_id})
        changed = self._connection.execute(
            _SET_UNDONE, {"of_edit": edit_id, "now_undone": undone}
        ).rowcount
        if not changed:
            raise UnknownThing(
                "This step is no longer in the history: another window went on from there. "
                "The work is kept as it is. Open the lesson again to see it."
            )
