"""Something ready to begin with: a choice, a button that takes it, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.layouts import column, row, stretched


class ReadyThing(NamedTuple):
    """What can be taken: its name, what it is in a sentence, and the thing itself."""

    name: str
    told: str
    thing: Any


class ReadyChoice(QWidget):
    """Offers ready things; it is hidden while there are none."""

    taken = Signal(object)

    def __init__(self, name: str, use: str, *, is_narrow: bool = False) -> None:
        """Name the choice and the button that takes what is chosen."""
        super().__init__()
        self._things: dict[str, ReadyThing] = {}
        self.choice = ChoiceBox(name)
        self.use = button(use, "", self._on_use_clicked)
        self.described = paragraph("", "small")
        if is_narrow:
            tools = row(stretched(self.choice), self.use, margins=0, spacing=SPACE_1)
            column(tools, self.described, inside=self, margins=0, spacing=SPACE_1)
        else:
            parts = (self.choice, self.use, stretched(self.described))
            row(*parts, inside=self, margins=0, spacing=SPACE_2)
        self.choice.currentIndexChanged.connect(self._describe)

    def offer(self, things: Sequence[ReadyThing]) -> None:
        """Offer exactly these; what is chosen stays where it still is there."""
        if [*self._things] != [thing.name for thing in things]:
            self._things = {thing.name: thing for thing in things}
            self.choice.fill([(thing.name, thing.name) for thing in things])
        self.setVisible(bool(things))
        self._describe()

    def _describe(self) -> None:
        chosen = self._things.get(self.choice.currentData())
        self.described.setText(chosen.told if chosen is not None else "")

    def _on_use_clicked(self) -> None:
        chosen = self._things.get(self.choice.currentData())
        if chosen is not None:
            self.taken.emit(chosen.thing)
