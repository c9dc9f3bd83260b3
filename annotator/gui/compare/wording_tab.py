"""The words of each outlet for the same actor, thing or event."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.comparisons import Comparison
from annotator.domain.corrections import (
    DropWording,
    MergeWordings,
    MoveTerm,
    Quoted,
    RemoveTerm,
    RenameWording,
)
from annotator.domain.identifiers import WordingId
from annotator.gui.compare.comparison_table import Chosen, ComparisonTable
from annotator.gui.compare.table_content import wording_rows
from annotator.gui.compare.table_tab import TableTab
from annotator.gui.theme import Theme

HINT = (
    "Click words to see them in their article; click again for the next place. “in a quotation” "
    "means that somebody else's words are repeated. The groups come from short lists of words "
    "and from names: merge, move and remove what does not belong."
)
EMPTY = "No actor, thing or event was found that two of these articles name."


class WordingTab(TableTab):
    """Rows of actors, things and events; groups and words are put right by hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        table = ComparisonTable("Wording", "Words for", theme, can_rename=True, parent=parent)
        super().__init__(table, HINT, EMPTY, parent)
        self.rename = self.add_action(
            "Rename", "Give the chosen group another name (F2)", self._rename, self._is_one_row
        )
        self.merge = self.add_action(
            "Merge groups",
            "Make the chosen groups one: choose cells of two or more groups with Ctrl",
            self._merge,
            self._are_rows,
        )
        self.move_to = self.add_row_menu(
            "Move to…", "Put the chosen words into another group", self._move, self._are_words
        )
        self.take_out = self.add_action(
            "Take out", "The chosen words are not for this", self._take_out, self._are_words
        )
        self.drop = self.add_action(
            "Remove group", "Take the chosen groups away", self._drop, self._is_row
        )
        # Later: the rows are shown anew, and the field is still open.
        later = Qt.ConnectionType.QueuedConnection
        self.table.rows.renamed.connect(self._on_rows_renamed, later)

    def show_comparison(self, comparison: Comparison, outlets: Sequence[str]) -> None:
        """Show the wording of a comparison."""
        self.show_rows(wording_rows(comparison), outlets)

    def _is_row(self) -> bool:
        return bool(self.table.chosen_rows())

    def _is_one_row(self) -> bool:
        return len(self.table.chosen_rows()) == 1

    def _are_rows(self) -> bool:
        return len(self.table.chosen_rows()) > 1

    def _are_words(self) -> bool:
        return bool(self.table.chosen_items())

    def _on_rows_renamed(self, key: str, name: str) -> None:
        self.corrected.emit((RenameWording(WordingId(key), name),))

    def _rename(self) -> None:
        (row,) = self.table.chosen_rows()
        self.table.edit(self.table.row_index(row.key))

    def _merge(self) -> None:
        first, *others = self.table.chosen_rows()
        into = WordingId(first.key)
        self.corrected.emit(tuple(MergeWordings(into, WordingId(each.key)) for each in others))

    def _move(self, key: str) -> None:
        self.corrected.emit(
            tuple(
                MoveTerm(_quoted(each), WordingId(each.row.key), WordingId(key))
                for each in self.table.chosen_items()
            )
        )

    def _take_out(self) -> None:
        self.corrected.emit(
            tuple(
                RemoveTerm(_quoted(each), WordingId(each.row.key))
                for each in self.table.chosen_items()
            )
        )

    def _drop(self) -> None:
        self.corrected.emit(
            tuple(DropWording(WordingId(row.key)) for row in self.table.chosen_rows())
        )


def _quoted(chosen: Chosen) -> Quoted:
    return Quoted(chosen.item.places[0].article_id, chosen.item.text)
