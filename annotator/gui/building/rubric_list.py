"""All criteria of the rubric, and the rubrics that one can begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.building.item_sheets import SheetList
from annotator.gui.building.rubric_sheets import CriterionSheet
from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.layouts import row, stretched
from annotator.services.rubrics import RubricPreset
from annotator.translation import N_, _

EMPTY = N_("There is no rubric yet. Begin with one of those above, or add a criterion of your own.")


class RubricList(SheetList):
    """The criteria in their order below a choice of rubrics."""

    presetRequested = Signal(object)

    def __init__(self, presets: Sequence[RubricPreset], parent: QWidget | None = None) -> None:
        """Offer some rubrics to begin with."""
        self._presets = {preset.id: preset for preset in presets}
        self.preset = ChoiceBox(_("Rubric to begin with"))
        self.preset.fill([(preset.name, preset.id) for preset in presets])
        self.use = button(_("Use this rubric"), "")
        self.described = paragraph("", "small")
        head = row(self.preset, self.use, stretched(self.described), spacing=SPACE_2)
        super().__init__(CriterionSheet, _(EMPTY), head, parent)
        self.preset.currentIndexChanged.connect(self._describe)
        self.use.clicked.connect(self._on_use_clicked)
        self._describe()

    def _describe(self) -> None:
        chosen = self._presets.get(self.preset.currentData())
        self.described.setText(chosen.description if chosen is not None else "")

    def _on_use_clicked(self) -> None:
        if chosen := self._presets.get(self.preset.currentData()):
            self.presetRequested.emit(chosen)
