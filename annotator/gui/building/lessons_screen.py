"""The tab of lessons: what is published here, what is being built, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.errors import Interaction
from annotator.gui.theme import Theme
from annotator.gui.widgets.labels import label

if TYPE_CHECKING:
    from annotator.wiring.house import House


class LessonsScreen(QWidget):
    """Every lesson and draft of this machine."""

    builderRequested = Signal(str)
    compareRequested = Signal(str)
    printRequested = Signal(str)

    def __init__(
        self, house: House, theme: Theme, interaction: Interaction, parent: QWidget | None = None
    ) -> None:
        """Start empty; `enter` reads the lessons."""
        super().__init__(parent)
        self._house = house
        self._theme = theme
        self._interaction = interaction
        column = QVBoxLayout(self)
        column.addWidget(label("Lessons", "title"))
        column.addStretch(1)

    def offer(self, *, compare: bool, printing: bool) -> None:
        """Offer to compare and to print, where the program has screens for that."""

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme

    def enter(self) -> None:
        """Read the lessons anew."""

    def leave(self) -> bool:
        """Return that nothing waits to be stored."""
        return True
