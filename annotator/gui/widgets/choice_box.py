"""A drop-down list that is no wider than it must be."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.gui.theme import Theme


class ChoiceBox(QComboBox):
    """A combo box that the style sheet draws; it and its list have an accessible name."""

    def __init__(self, name: str, _theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty list with an accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def set_theme(self, _theme: Theme) -> None:
        """Draw in another theme, which the style sheet does."""
