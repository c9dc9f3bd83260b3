"""A teacher at work on a draft: every step stored first, undone and redone as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import ChangedMeanwhile, UnknownThing
from annotator.domain.identifiers import DraftId
from annotator.services.accepting import brought_up
from annotator.services.ports import Ports
from annotator.services.publishing import next_version
from annotator.session.observers import Observers

#: How many steps can be undone; drafts share what they have in common, so a step is small.
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """A step at the builder: the draft before and after it, and what it is called."""

    before: LessonDraft
    after: LessonDraft
    label: str


class DraftSession:
    """One open draft with undo and redo; a step is a new draft that replaces the old one."""

    def __init__(self, ports: Ports, draft_id: DraftId) -> None:
        """Read the draft; raise UnknownThing if it is not here."""
        self.changed: Observers[DraftChanged] = Observers()
        self._ports = ports
        self._done: list[tuple[str, LessonDraft]] = []
        self._undone: list[tuple[str, LessonDraft]] = []
        with ports.store.reading() as unit:
            draft = unit.drafts.find(draft_id)
            if draft is None:
                raise UnknownThing("This lesson is not in the builder any more.")
            # A lesson that is corrected anyway has its headlines where they can be annotated.
            draft = next_version(brought_up(unit, draft))
        self.draft = draft

    @property
    def undo_label(self) -> str | None:
        """Return what undo would take back, or None."""
        return self._done[-1][0] if self._done else None

    @property
    def redo_label(self) -> str | None:
        """Return what redo would do again, or None."""
        return self._undone[-1][0] if self._undone else None

    def subscribe(self, listener: Callable[[DraftChanged], None]) -> Callable[[], None]:
        """Tell a listener of every step; return the function that stops it."""
        return self.changed.add(listener)

    def change(self, label: str, draft: LessonDraft) -> None:
        """Store a new state of the draft as one step; an equal one is no step."""
        if replace(draft, changed_at=self.draft.changed_at) == self.draft:
            return
        before = self.draft
        self._store(draft)
        self._done.append((label, before))
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self.changed.tell(DraftChanged(before, self.draft, label))

    def settle(self, draft: LessonDraft) -> None:
        """Store a state of the draft that cannot be undone, such as a published one."""
        before = self.draft
        self._store(draft)
        self._done.clear()
        self._undone.clear()
        self.changed.tell(DraftChanged(before, self.draft, ""))

    def undo(self) -> bool:
        """Take back the newest step; return whether there was one."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Do the undone step again; return whether there was one."""
        return self._step(self._undone, self._done)

    def _step(
        self, source: list[tuple[str, LessonDraft]], target: list[tuple[str, LessonDraft]]
    ) -> bool:
        if not source:
            return False
        label, other = source[-1]
        before = self.draft
        self._store(other)
        source.pop()
        target.append((label, before))
        self.changed.tell(DraftChanged(before, self.draft, label))
        return True

    def _store(self, draft: LessonDraft) -> None:
        now = replace(draft, changed_at=self._ports.now())
        with self._ports.store.writing() as unit:
            if unit.drafts.changed_at(draft.id) not in (None, self.draft.changed_at):
                raise ChangedMeanwhile(
                    "This lesson was changed in another window or by a colleague since you "
                    "opened it. Your last step was not stored; everything before it is. Leave "
                    "the lesson and open it again to go on with it as it is now."
                )
            unit.drafts.put(now)
            unit.commit()
        self.draft = now
