"""A list of findings: a sentence each, with more about it in small type below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.insights.wording import Entry
from annotator.gui.lists.row import WHOLE, Row
from annotator.gui.lists.row_view import RowView
from annotator.translation import _


class EntryList(RowView):
    """Entries that can be walked by keys; a click or Enter on one tells its place."""

    entryChosen = Signal(object)

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `empty` is what it says while nothing is in it."""
        about = _("Enter shows the place in the article")
        super().__init__(name, about, shape=WHOLE, empty=empty, parent=parent)
        self.entries: tuple[Entry, ...] = ()
        self.clicked.connect(self._on_used)
        self.rowActivated.connect(self._on_used)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show exactly these entries."""
        self.entries = tuple(entries)
        self.set_rows([Row(str(n), each.text, each.more) for n, each in enumerate(self.entries)])

    def _on_used(self, used: QModelIndex | str) -> None:
        entry = self.entries[int(used) if isinstance(used, str) else used.row()]
        if entry.article_id is not None:
            self.entryChosen.emit(entry)
