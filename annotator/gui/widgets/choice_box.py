"""A drop-down list that is no wider than it must be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceBox(QComboBox):
    """A combo box that the style sheet draws; it and its list have an accessible name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list with an accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def fill(self, items: Iterable[tuple[str, object] | tuple[QIcon, str, object]]) -> None:
        """Offer these texts with their data; what is chosen stays where it is among them."""
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for item in items:
                self.addItem(*item)
            self.choose(chosen)

    def choose(self, data: object) -> None:
        """Choose the item with this data, the first one where there is none; nobody is told."""
        self.setCurrentIndex(max(0, self.findData(data)))
