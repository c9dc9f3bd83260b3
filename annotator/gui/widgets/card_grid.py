"""Cards of equal width in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.gui.look.theme import SPACE_4


class CardGrid(QWidget):
    """A grid that moves its cards to other columns when it becomes wider or narrower."""

    #: The narrowest card, in pixels and in letters of the font: large type has fewer columns.
    NARROWEST = 300
    NARROWEST_LETTERS = 38

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without cards."""
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_4)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards instead of those before, which are deleted."""
        for card in self._cards:
            self._grid.removeWidget(card)
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Return that one column is enough."""
        return QSize(self.NARROWEST, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Place the cards anew where letters became larger or smaller."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew where another number of columns fits."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        letters = self.NARROWEST_LETTERS * self.fontMetrics().averageCharWidth()
        narrowest = max(self.NARROWEST, letters) + SPACE_4
        columns = max(1, (self.width() + SPACE_4) // narrowest)
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
            # Now, not with the next event: the keyboard may be on its way to a card.
            card.show()
