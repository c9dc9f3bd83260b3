"""Record gestures as edits, take them back and do them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Workspace
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import EditId
from annotator.domain.lessons import Lesson
from annotator.services.ports import Ports, UnitOfWork
from annotator.services.reanchoring import carried_over_edit


def record_edit(ports: Ports, workspace: Workspace, label: str, changes: Sequence[Change]) -> Edit:
    """Apply the changes and store them as one undoable edit, in one transaction."""
    edit = Edit(EditId(ports.new_id()), workspace, label, ports.now(), tuple(changes))
    with ports.store.writing() as unit:
        _apply(unit, workspace, edit.changes)
        unit.edits.append(edit)
        unit.commit()
    return edit


@dataclass(frozen=True, slots=True)
class Stepped:
    """What an undo or a redo changed, and what can be taken back and done again now."""

    changes: tuple[Change, ...]
    last_done: Edit | None
    next_undone: Edit | None


def undo(ports: Ports, lesson: Lesson, workspace: Workspace) -> Stepped | None:
    """Take back the newest edit of this workspace; None if there is none.

    What an earlier version of the lesson was annotated with is put where it stands now.
    """
    with ports.store.writing() as unit:
        edit = unit.edits.last_done(workspace)
        if edit is None:
            return None
        changes = carried_over_edit(lesson, edit).taken_back()
        return _step(unit, edit, changes, undone=True)


def redo(ports: Ports, lesson: Lesson, workspace: Workspace) -> Stepped | None:
    """Do the oldest undone edit again; None if there is none."""
    with ports.store.writing() as unit:
        edit = unit.edits.next_undone(workspace)
        if edit is None:
            return None
        return _step(unit, edit, carried_over_edit(lesson, edit).changes, undone=False)


def _step(unit: UnitOfWork, edit: Edit, changes: tuple[Change, ...], *, undone: bool) -> Stepped:
    workspace = edit.workspace
    _apply(unit, workspace, changes)
    unit.edits.set_undone(edit.id, undone=undone)
    stepped = Stepped(changes, unit.edits.last_done(workspace), unit.edits.next_undone(workspace))
    unit.commit()
    return stepped


def _apply(unit: UnitOfWork, workspace: Workspace, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.after is not None:
            unit.work.put(workspace, change.after)
        elif change.before is not None:
            unit.work.remove(workspace, change.before)
