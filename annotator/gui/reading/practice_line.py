"""The score of a practice lesson, what to look at again, and the way to a fresh start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.reading.practice_review import PracticeReview
from annotator.gui.widgets.labels import label
from annotator.services.feedback import NO_ANSWERS, Leftover, PracticeScore
from annotator.translation import _


class PracticeLine(QWidget):
    """How many sentences are labelled; at the end, how many are right and what is not."""

    placeRequested = Signal(object, object)
    reviewToggled = Signal()
    startAgainRequested = Signal()

    def __init__(self, *, has_answers: bool, parent: QWidget | None = None) -> None:
        """Show the start, or who has the answers."""
        super().__init__(parent)
        self.words = label("" if has_answers else _(NO_ANSWERS))
        self.words.setWordWrap(True)
        self.start_again = QPushButton(_("Start again"))
        self.start_again.setAccessibleDescription(
            _("Remove all annotations; undo brings them back")
        )
        self.start_again.setToolTip(_("Removes all annotations; undo brings them back"))
        self.start_again.hide()
        self._was_complete = True
        self.again = QPushButton()
        self.again.setProperty("kind", "quiet")
        self.again.setCheckable(True)
        self.again.setAccessibleDescription(_("Missed words and traps, each with its explanation"))
        self.again.hide()
        #: Stands where the panel has room for it, while `again` is on.
        self.review = PracticeReview()
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.words, 1)
        row.addWidget(self.start_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addLayout(row)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.again.toggled.connect(self.reviewToggled)
        self.review.placeRequested.connect(self.placeRequested)
        self.start_again.clicked.connect(self.startAgainRequested)
        self.setAccessibleName(_("Practice"))

    def show_score(self, score: PracticeScore, leftovers: Sequence[Leftover] = ()) -> None:
        """Show the score; at the end it is announced, with what to look at again below it."""
        text = _("Done: {score}.", score=score.text) if score.is_complete else score.text
        self.words.setText(text)
        self.setAccessibleDescription(text)
        self.start_again.setVisible(score.labelled > 0 or score.found > 0)
        shown = leftovers if score.is_complete else ()
        self.review.show_leftovers(shown)
        self.again.setText(_("Look again at {number}", number=len(shown)))
        self.again.setVisible(bool(shown))
        just_done = score.is_complete and not self._was_complete
        if not shown or just_done:
            self.again.setChecked(bool(shown))
        if just_done:
            more = _("{number} to look at again.", number=len(shown)) if shown else ""
            said = f"{text} {more}".rstrip()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self._was_complete = score.is_complete
