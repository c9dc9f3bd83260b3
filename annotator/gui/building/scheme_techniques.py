"""The techniques of a category: switched on and off, and a teacher's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from annotator.domain.scheme import Technique
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import clear, column, holding, row, stretched
from annotator.services.schemes import LONGEST_NAME
from annotator.translation import N_, _

NONE_YET = N_("This category has no techniques. Add one, or leave it without.")


class _Tick(CheckBox):
    """One technique, on or off."""

    switched = Signal(object, bool)

    def __init__(self, technique: Technique, *, on: bool) -> None:
        super().__init__(technique.name.replace("&", "&&"))
        self._technique = technique
        self.setChecked(on)
        self.setAccessibleDescription(technique.definition)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self, on: bool) -> None:
        self.switched.emit(self._technique, on)


class SchemeTechniques(QWidget):
    """A tick for each technique with its meaning, and two fields for one more."""

    switched = Signal(object, bool)
    addRequested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._ticks: list[_Tick] = []
        self.name = named(QLineEdit(), _("Name of a technique of your own"))
        self.name.setPlaceholderText(_("A technique of your own"))
        self.name.setMaxLength(LONGEST_NAME)
        self.definition = named(QLineEdit(), _("What the technique is"))
        self.definition.setPlaceholderText(_("What it is, in one sentence"))
        self.definition.setMaxLength(300)
        self.add = button(_("Add"), "", self._on_add, name=_("Add the technique"))
        self._list = column(margins=0, spacing=0)
        column(
            self._list,
            row(stretched(self.name, 2), stretched(self.definition, 3), self.add, spacing=SPACE_2),
            inside=self,
            margins=0,
            spacing=SPACE_2,
        )
        self.definition.returnPressed.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)

    def ticks(self) -> list[QCheckBox]:
        """Return the ticks in order."""
        return list(self._ticks)

    def show_techniques(self, every: Sequence[Technique], on: frozenset[str]) -> None:
        """Show all techniques and which of them are on."""
        if (tuple(every), on) == self._shown:
            return
        focused = next((n for n, tick in enumerate(self._ticks) if tick.hasFocus()), None)
        self._shown = (tuple(every), on)
        clear(self._list)
        self._ticks = [_Tick(technique, on=technique.id in on) for technique in every]
        if not every:
            self._list.addWidget(label(_(NONE_YET), "muted"))
        for technique, tick in zip(every, self._ticks, strict=True):
            tick.switched.connect(self.switched)
            meaning = named(ElidedLabel(technique.definition, 2, "small"), tip=technique.example)
            self._list.addWidget(tick)
            self._list.addWidget(holding(row(meaning, margins=(30, 0, 0, SPACE_1))))
        if focused is not None and focused < len(self._ticks):
            self._ticks[focused].setFocus()

    def clear_own(self) -> None:
        """Empty the two fields, once what they held is stored."""
        self.name.clear()
        self.definition.clear()

    def _on_add(self) -> None:
        if self.name.text().strip():
            self.addRequested.emit(self.name.text(), self.definition.text())
        else:
            self.name.setFocus()
