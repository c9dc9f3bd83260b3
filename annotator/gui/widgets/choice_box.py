"""A drop-down list with an arrow in the colour of the text."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.gui.theme import SPACE_2, Theme
from annotator.gui.widgets.icons import themed_icon

ARROW = 16


class ChoiceBox(QComboBox):
    """A combo box that the style sheet frames; the arrow is drawn here."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty list with an accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._arrow = themed_icon("chevron-down", theme.muted, ARROW)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = QPoint(self.width() - ARROW - SPACE_2, (self.height() - ARROW) // 2)
        painter.drawPixmap(place, self._arrow.pixmap(ARROW, ARROW))
        painter.end()
