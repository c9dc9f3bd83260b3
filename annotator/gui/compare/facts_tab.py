"""The facts of a comparison: who tells them, who leaves them out, and what to put right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.comparisons import ArticleSpan, Comparison
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
from annotator.gui.compare.table_tab import TableTab
from annotator.gui.theme import Theme
from annotator.gui.widgets.choice_box import ChoiceBox

HINT = (
    "Click a sentence to see it in its article. Underlined: other words for the same thing. "
    "Bold: figures that differ. Sentences were matched by rules: “not mentioned” means that "
    "none was found."
)
EMPTY = (
    "No sentences of two articles tell the same, as far as rules can see. The articles may be "
    "about different things, or very short."
)
SHOWN = ("All facts", "Left out by some outlet", "Told by every outlet")
#: A row that is split off is called by the beginning of its sentence.
LONGEST_TITLE = 48


class FactsTab(TableTab):
    """Rows of facts; rows and sentences are put right by hand."""

    #: Emitted with a fact and an article in which a sentence is to be chosen for it.
    sentenceWanted = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        table = ComparisonTable("Facts", "Fact", theme, can_rename=True, parent=parent)
        super().__init__(table, HINT, EMPTY, parent)
        self._known = FactRows()
        self._outlets: tuple[str, ...] = ()
        self._bodies: Bodies = {}
        self.rename = self.add_action(
            "Rename", "Give the chosen row another title (F2)", self._rename, self._is_one_row
        )
        self.merge = self.add_action(
            "Merge rows",
            "Make the chosen rows one: choose cells of two or more rows with Ctrl",
            self._merge,
            self._are_rows,
        )
        self.split = self.add_action(
            "Split off",
            "Give the chosen sentences a row of their own",
            self._split,
            self._are_sentences_of_one_row,
        )
        self.move_to = self.add_row_menu(
            "Move to…", "Put the chosen sentences into another row", self._move, self._are_sentences
        )
        self.take_out = self.add_action(
            "Take out",
            "The chosen sentences do not tell this fact",
            self._take_out,
            self._are_sentences,
        )
        self.add_sentence = self.add_action(
            "Add a sentence",
            "Choose a sentence of the article in the chosen column that tells this fact too",
            self._want_sentence,
            self._is_cell,
        )
        self.not_same = self.add_action(
            "Not the same",
            "The sentences of the chosen rows do not tell the same fact: take the rows away",
            self._drop,
            self._is_row,
        )
        self.shown = ChoiceBox("Facts shown", theme)
        self.shown.addItems(SHOWN)
        self.shown.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.shown.currentIndexChanged.connect(self._show)
        self.bar.addWidget(self.shown)
        # Later: the rows are shown anew, and the field is still open.
        later = Qt.ConnectionType.QueuedConnection
        self.table.rows.renamed.connect(self._on_rows_renamed, later)

    def know(self, known: FactRows) -> None:
        """Take rows that were made beforehand."""
        self._known = known

    def show_comparison(
        self, comparison: Comparison, bodies: Bodies, outlets: Sequence[str]
    ) -> None:
        """Show the facts of a comparison."""
        self._known = fact_rows(comparison, bodies, self._known)
        self._outlets = tuple(outlets)
        self._bodies = bodies
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

    # -- what is chosen ------------------------------------------------------------------------

    def _is_row(self) -> bool:
        return bool(self.table.chosen_rows())

    def _is_one_row(self) -> bool:
        return len(self.table.chosen_rows()) == 1

    def _are_rows(self) -> bool:
        return len(self.table.chosen_rows()) > 1

    def _is_cell(self) -> bool:
        return self.table.chosen_cell() is not None and self._is_one_row()

    def _are_sentences(self) -> bool:
        return bool(self.table.chosen_items())

    def _are_sentences_of_one_row(self) -> bool:
        chosen = self.table.chosen_items()
        rows = {each.row.key: each.row for each in chosen}
        if len(rows) != 1:
            return False
        (row,) = rows.values()
        return len(chosen) < sum(len(cell.items) for cell in row.cells)

    # -- what is put right ---------------------------------------------------------------------

    def _on_rows_renamed(self, key: str, title: str) -> None:
        self.corrected.emit((RenameFact(FactId(key), title),))

    def _rename(self) -> None:
        (row,) = self.table.chosen_rows()
        self.table.edit(self.table.row_index(row.key))

    def _merge(self) -> None:
        first, *others = self.table.chosen_rows()
        into = FactId(first.key)
        self.corrected.emit(tuple(MergeFacts(into, FactId(other.key)) for other in others))

    def _split(self) -> None:
        chosen = self.table.chosen_items()
        title = chosen[0].item.text
        short = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"
        sentences = tuple(self._quoted(each) for each in chosen)
        self.corrected.emit((SplitFact(FactId(chosen[0].row.key), sentences, short),))

    def _move(self, key: str) -> None:
        self.corrected.emit(
            tuple(
                MoveSentence(self._quoted(each), FactId(each.row.key), FactId(key))
                for each in self.table.chosen_items()
            )
        )

    def _take_out(self) -> None:
        self.corrected.emit(
            tuple(
                RemoveSentence(self._quoted(each), FactId(each.row.key))
                for each in self.table.chosen_items()
            )
        )

    def _drop(self) -> None:
        self.corrected.emit(tuple(DropFact(FactId(row.key)) for row in self.table.chosen_rows()))

    def _want_sentence(self) -> None:
        chosen = self.table.chosen_cell()
        if chosen is not None:
            row, cell = chosen
            self.sentenceWanted.emit(FactId(row.key), cell.article_id)

    def _quoted(self, chosen: Chosen) -> Quoted:
        (place,) = chosen.item.places
        return _quoted(place, self._bodies)


def _quoted(place: ArticleSpan, bodies: Bodies) -> Quoted:
    return Quoted(place.article_id, place.span.of(bodies[place.article_id]))
