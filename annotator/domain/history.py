"""Undo as data: each gesture is an edit that holds what was and what is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from annotator.domain.annotations import Item, Workspace
from annotator.domain.identifiers import EditId


@dataclass(frozen=True, slots=True)
class Change:
    """One item before and after; None where it does not exist."""

    before: Item | None
    after: Item | None

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable step of one author in one lesson, with the name that a menu shows."""

    id: EditId
    workspace: Workspace
    label: str
    at: datetime
    changes: tuple[Change, ...]

    def taken_back(self) -> tuple[Change, ...]:
        """Return the changes that undo this edit, in the order to apply them."""
        return tuple(change.reversed() for change in reversed(self.changes))
