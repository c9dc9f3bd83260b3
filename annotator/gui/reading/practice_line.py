"""The score of a practice lesson and the way to a fresh start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.labels import label
from annotator.services.feedback import NO_ANSWERS, PracticeScore


class PracticeLine(QWidget):
    """How many sentences are labelled; at the end, how many of them are right."""

    startAgainRequested = Signal()

    def __init__(self, *, has_answers: bool, parent: QWidget | None = None) -> None:
        """Show the start, or who has the answers."""
        super().__init__(parent)
        self.words = label("" if has_answers else NO_ANSWERS)
        self.words.setWordWrap(True)
        self.start_again = QPushButton("Start again")
        self.start_again.setAccessibleDescription("Remove all annotations; undo brings them back")
        self.start_again.setToolTip("Removes all annotations; undo brings them back")
        self.start_again.hide()
        self._was_complete = True
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self.words, 1)
        row.addWidget(self.start_again)
        self.start_again.clicked.connect(self.startAgainRequested)
        self.setAccessibleName("Practice")

    def show_score(self, score: PracticeScore) -> None:
        """Show the score; the last label is announced with it."""
        text = f"Done: {score.text}." if score.is_complete else score.text
        self.words.setText(text)
        self.setAccessibleDescription(text)
        self.start_again.setVisible(score.labelled > 0 or score.found > 0)
        if score.is_complete and not self._was_complete:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._was_complete = score.is_complete
