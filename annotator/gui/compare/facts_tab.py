"""The facts of a comparison: who tells them, who leaves them out, and what to put right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.comparisons import Comparison
from annotator.domain.corrections import (
    DropFact,
    MergeFacts,
    MoveSentence,
    Quoted,
    RemoveSentence,
    RenameFact,
    SplitFact,
)
from annotator.domain.identifiers import FactId
from annotator.gui.compare.comparison_table import Chosen, ComparisonTable
from annotator.gui.compare.table_content import Bodies, FactRows, fact_rows
from annotator.gui.compare.table_tab import ChangeKinds, CorrectedTab
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.services.comparing import ComparedLesson
from annotator.translation import N_, _

HINT = N_(
    "Click a sentence to see it in its article. Underlined: other words for the same thing. "
    "Bold: figures that differ. Sentences were matched by rules: “not mentioned” means that "
    "none was found."
)
EMPTY = N_(
    "No sentences of two articles tell the same, as far as rules can see. The articles "
    "may be about different things, or very short."
)
SHOWN = (N_("All facts"), N_("Left out by some outlet"), N_("Told by every outlet"))
#: A row that is split off is called by the beginning of its sentence.
LONGEST_TITLE = 48


FACTS = ChangeKinds(RenameFact, MergeFacts, MoveSentence, RemoveSentence, DropFact)


class FactsTab(CorrectedTab):
    """Rows of facts; rows and sentences are put right by hand."""

    #: Emitted with a fact and an article in which a sentence is to be chosen for it.
    sentenceWanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        table = ComparisonTable(_("Facts"), _("Fact"), can_rename=True, parent=parent)
        super().__init__(table, _(HINT), _(EMPTY), FACTS, parent)
        self._known = FactRows()
        self._outlets: tuple[str, ...] = ()
        self._bodies: Bodies = {}
        self.rename = self.add_action(
            _("Rename"),
            _("Give the chosen row another title (F2)"),
            self.rename_row,
            self.is_one_row,
        )
        self.merge = self.add_action(
            _("Merge rows"),
            _("Make the chosen rows one: choose cells of two or more rows with Ctrl"),
            self.merge_rows,
            self.are_rows,
        )
        self.split = self.add_action(
            _("Split off"),
            _("Give the chosen sentences a row of their own"),
            self._split,
            self._are_sentences_of_one_row,
        )
        self.move_to = self.add_row_menu(
            _("Move to…"),
            _("Put the chosen sentences into another row"),
            self.move_items,
            self.are_items,
        )
        self.take_out = self.add_action(
            _("Take out"),
            _("The chosen sentences do not tell this fact"),
            self.take_items_out,
            self.are_items,
        )
        self.add_sentence = self.add_action(
            _("Add a sentence"),
            _("Choose a sentence of the article in the chosen column that tells this fact too"),
            self._want_sentence,
            self._is_cell,
        )
        self.not_same = self.add_action(
            _("Not the same"),
            _("The sentences of the chosen rows do not tell the same fact: take the rows away"),
            self.drop_rows,
            self.is_row,
        )
        self.shown = ChoiceBox(_("Facts shown"))
        self.shown.addItems([*map(_, SHOWN)])
        self.shown.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.shown.currentIndexChanged.connect(self._show)
        self.bar.addWidget(self.shown)

    def know(self, known: FactRows) -> None:
        """Take rows that were made beforehand."""
        self._known = known

    def show_comparison(self, comparison: Comparison, compared: ComparedLesson) -> None:
        """Show the facts of a comparison."""
        self._bodies, self._outlets = compared.bodies, compared.outlets
        self._known = fact_rows(comparison, self._bodies, self._known)
        self._show()

    def _show(self) -> None:
        request = self.shown.currentIndex()
        self.show_rows(
            [
                row
                for row in self._known.rows
                if request == 0 or all(cell.items for cell in row.cells) == (request == 2)
            ],
            self._outlets,
        )

    # -- what is put right ---------------------------------------------------------------------

    def quoted(self, chosen: Chosen) -> Quoted:
        """Return a sentence by its words."""
        (place,) = chosen.item.places
        return Quoted(place.article_id, place.span.of(self._bodies[place.article_id]))

    def _is_cell(self) -> bool:
        return self.table.chosen_cell() is not None and self.is_one_row()

    def _are_sentences_of_one_row(self) -> bool:
        chosen = self.table.chosen_items()
        rows = {each.row.key: each.row for each in chosen}
        if len(rows) != 1:
            return False
        (row,) = rows.values()
        return len(chosen) < sum(len(cell.items) for cell in row.cells)

    def _split(self) -> None:
        chosen = self.table.chosen_items()
        title = chosen[0].item.text
        short = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"
        sentences = tuple(self.quoted(each) for each in chosen)
        self.corrected.emit((SplitFact(FactId(chosen[0].row.key), sentences, short),))

    def _want_sentence(self) -> None:
        chosen = self.table.chosen_cell()
        if chosen is not None:
            row, cell = chosen
            self.sentenceWanted.emit(FactId(row.key), cell.article_id)
