"""The head of a view on top of the classes: a way back and what this is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.classes.dialog_frame import button
from annotator.gui.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import ElidedLabel, label


class ViewHeader(QWidget):
    """A back button, a title and a line below it; further buttons stand at the right."""

    backRequested = Signal()

    def __init__(self, title: str, about: str, theme: Theme) -> None:
        """Show a title and a line."""
        super().__init__()
        self.back = button("Back", "Back to the class", "quiet")
        self.back.clicked.connect(self.backRequested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_2)
        self._row.addWidget(self.back)
        self._title = ElidedLabel(title, 1, "title")
        self._about = label(about, "muted")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._about)
        self._row.addSpacing(SPACE_3)
        self._row.addLayout(texts, 1)
        self.set_theme(theme)

    def add(self, *buttons: QPushButton) -> None:
        """Put buttons at the right."""
        for each in buttons:
            self._row.addWidget(each)

    @property
    def about(self) -> str:
        """Return the line below the title."""
        return self._about.text()

    def tell(self, about: str) -> None:
        """Show another line below the title."""
        self._about.setText(about)

    def set_theme(self, theme: Theme) -> None:
        """Draw the arrow in another theme."""
        self.back.setIcon(themed_icon("arrow-left", theme.text))
