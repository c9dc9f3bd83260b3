"""A line of text that leads somewhere; what does not fit ends in an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.gui.plain_text import set_tip

#: What the button has besides its words: padding and, where it has one, its icon.
PADDING = 20
GAP = 6


class JumpButton(QPushButton):
    """A quiet button as wide as there is room, with all of its words in its tip."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Show as many of the words as fit."""
        super().__init__(parent)
        self.words = words
        self.setProperty("kind", "jump")
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        set_tip(self, words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(_plain(words))

    def sizeHint(self) -> QSize:
        """Return the width of all the words."""
        words = self.fontMetrics().horizontalAdvance(self.words)
        return QSize(words + self._others(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a width that gives way to everything else."""
        few = 8 * self.fontMetrics().averageCharWidth() + self._others()
        return QSize(few, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        room = event.size().width() - self._others()
        fits = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        self.setText(_plain(fits))

    def _others(self) -> int:
        return PADDING + (0 if self.icon().isNull() else self.iconSize().width() + GAP)


def _plain(words: str) -> str:
    """Return words in which no letter is underlined as a key."""
    return words.replace("&", "&&")
