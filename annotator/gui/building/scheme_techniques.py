"""The techniques of a category: switched on and off, and a teacher's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.scheme import Technique
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_1, SPACE_2
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.services.schemes import LONGEST_NAME

NONE_YET = "This category has no techniques. Add one, or leave it without."


class _Tick(QCheckBox):
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
        self._list: QWidget | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of a technique of your own")
        self.name.setPlaceholderText("A technique of your own")
        self.name.setMaxLength(LONGEST_NAME)
        self.definition = QLineEdit()
        self.definition.setAccessibleName("What the technique is")
        self.definition.setPlaceholderText("What it is, in one sentence")
        self.definition.setMaxLength(300)
        self.add = QPushButton("Add")
        self.add.setAccessibleName("Add the technique")
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.name, 2)
        row.addWidget(self.definition, 3)
        row.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self._column.addLayout(row)
        self.add.clicked.connect(self._on_add)
        self.definition.returnPressed.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)

    def ticks(self) -> list[QCheckBox]:
        """Return the ticks in order."""
        return self._list.findChildren(QCheckBox) if self._list is not None else []

    def show_techniques(self, every: Sequence[Technique], on: frozenset[str]) -> None:
        """Show all techniques and which of them are on."""
        if (tuple(every), on) == self._shown:
            return
        focused = next((n for n, tick in enumerate(self.ticks()) if tick.hasFocus()), None)
        self._shown = (tuple(every), on)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not every:
            column.addWidget(label(NONE_YET, "muted"))
        for technique in every:
            tick = _Tick(technique, on=technique.id in on)
            tick.switched.connect(self.switched)
            meaning = ElidedLabel(technique.definition, 2, "small")
            meaning.setContentsMargins(0, 0, 0, 0)
            set_tip(meaning, technique.example)
            indented = QHBoxLayout()
            indented.setContentsMargins(30, 0, 0, SPACE_1)
            indented.addWidget(meaning)
            column.addWidget(tick)
            column.addLayout(indented)
        if self._list is not None:
            self._column.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = page
        self._column.insertWidget(0, page)
        if focused is not None and focused < len(self.ticks()):
            self.ticks()[focused].setFocus()

    def clear_own(self) -> None:
        """Empty the two fields, once what they held is stored."""
        self.name.clear()
        self.definition.clear()

    def _on_add(self) -> None:
        if self.name.text().strip():
            self.addRequested.emit(self.name.text(), self.definition.text())
        else:
            self.name.setFocus()
