"""The words of each outlet for the same actor, thing or event."""

from __future__ import annotations

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
from annotator.gui.compare.comparison_table import Chosen, ComparisonTable
from annotator.gui.compare.table_content import wording_rows
from annotator.gui.compare.table_tab import ChangeKinds, CorrectedTab
from annotator.services.comparing import ComparedLesson
from annotator.translation import N_, _

HINT = N_(
    "Click words to see them in their article; click again for the next place. “in a "
    "quotation” means that somebody else's words are repeated. The groups come from "
    "short lists of words and from names: merge, move and remove what does not belong."
)
EMPTY = N_("No actor, thing or event was found that two of these articles name.")


WORDINGS = ChangeKinds(RenameWording, MergeWordings, MoveTerm, RemoveTerm, DropWording)


class WordingTab(CorrectedTab):
    """Rows of actors, things and events; groups and words are put right by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        table = ComparisonTable(_("Wording"), _("Words for"), can_rename=True, parent=parent)
        super().__init__(table, _(HINT), _(EMPTY), WORDINGS, parent)
        self.rename = self.add_action(
            _("Rename"),
            _("Give the chosen group another name (F2)"),
            self.rename_row,
            self.is_one_row,
        )
        self.merge = self.add_action(
            _("Merge groups"),
            _("Make the chosen groups one: choose cells of two or more groups with Ctrl"),
            self.merge_rows,
            self.are_rows,
        )
        self.move_to = self.add_row_menu(
            _("Move to…"),
            _("Put the chosen words into another group"),
            self.move_items,
            self.are_items,
        )
        self.take_out = self.add_action(
            _("Take out"),
            _("The chosen words are not for this"),
            self.take_items_out,
            self.are_items,
        )
        self.drop = self.add_action(
            _("Remove group"), _("Take the chosen groups away"), self.drop_rows, self.is_row
        )

    def show_comparison(self, comparison: Comparison, compared: ComparedLesson) -> None:
        """Show the wording of a comparison."""
        self.show_rows(wording_rows(comparison), compared.outlets)

    def quoted(self, chosen: Chosen) -> Quoted:
        """Return words as they stand in their article."""
        return Quoted(chosen.item.places[0].article_id, chosen.item.text)
