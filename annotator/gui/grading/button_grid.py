"""Buttons side by side where there is room for the longest, else below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from annotator.gui.look.theme import SPACE_1


class ButtonGrid(QWidget):
    """Two buttons in a row at most; each is as wide as its words."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        """Put the buttons below each other."""
        super().__init__(parent)
        self._buttons = buttons
        self._in_row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_1)
        self._fit(0)

    def minimumSizeHint(self) -> QSize:
        """Return the room of one column: what is beside it gives way to that."""
        return QSize(self._widest, super().minimumSizeHint().height())

    @property
    def _widest(self) -> int:
        return max((each.sizeHint().width() for each in self._buttons), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the buttons into the new width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        in_row = 2 if 2 * self._widest + SPACE_1 <= width else 1
        if in_row != self._in_row:
            self._in_row = in_row
            for number, each in enumerate(self._buttons):
                self._grid.addWidget(each, number // in_row, number % in_row)
