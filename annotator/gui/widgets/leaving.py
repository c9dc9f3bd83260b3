"""The way out of a dialog whose work is under way: the second try leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from annotator.gui.task import TaskSlot


class Leaving(QObject):
    """Keeps a dialog open until its work has ended, and no longer than the person wants."""

    def __init__(self, slot: TaskSlot, say: Callable[[str], None], waiting: str) -> None:
        """Guard the work of a slot; `waiting` is said at the first try to leave."""
        super().__init__(slot)
        self._slot, self._say, self._waiting = slot, say, waiting
        self._has_tried = False
        slot.busyChanged.connect(self._on_slot_busy_changed)

    def may_leave(self) -> bool:
        """Return whether the dialog may close now; ask the work to stop where it is under way."""
        if not self._slot.is_busy or self._has_tried:
            return True
        self._has_tried = True
        self._slot.stop()
        self._say(self._waiting)
        return False

    @Slot(bool)
    def _on_slot_busy_changed(self, _is_busy: bool) -> None:
        self._has_tried = False
