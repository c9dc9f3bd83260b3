"""All criteria of the rubric, and the rubrics that one can begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.building.item_sheets import SheetList
from annotator.gui.building.rubric_sheets import CriterionSheet
from annotator.gui.widgets.layouts import row, stretched
from annotator.gui.widgets.ready_choice import ReadyChoice, ReadyThing
from annotator.services.rubrics import RubricPreset
from annotator.translation import N_, _

EMPTY = N_("There is no rubric yet. Begin with one of those above, or add a criterion of your own.")


class RubricList(SheetList):
    """The criteria in their order below a choice of rubrics."""

    presetRequested = Signal(object)

    def __init__(self, presets: Sequence[RubricPreset], parent: QWidget | None = None) -> None:
        """Offer some rubrics to begin with."""
        self.ready = ReadyChoice(_("Rubric to begin with"), _("Use this rubric"))
        self.ready.offer([ReadyThing(each.name, each.description, each) for each in presets])
        head = row(stretched(self.ready), margins=0)
        super().__init__(CriterionSheet, _(EMPTY), head, parent)
        self.ready.taken.connect(self.presetRequested)
