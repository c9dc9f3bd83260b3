"""A quiet line that says by which credit rules a lesson is graded, where those are older."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.lessons import Lesson
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.controls import button
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, row
from annotator.scoring.rules import NEWEST
from annotator.translation import N_, _

OLDER = N_("This lesson is graded by the credit rules that were there before.")
CHANGED = N_("This lesson is graded by the newest credit rules from now on.")
SEE, BACK = N_("See what the newest would change…"), N_("Go back…")


class RulesNote(QWidget):
    """One line with one button; it goes where there is nothing to say."""

    compareRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._was_older = False
        self.words = label("", "small")
        self.see = button(
            "",
            _("Shows everybody's total now and then; nothing changes before you choose it"),
            self.compareRequested,
            kind="quiet",
        )
        row(
            self.words,
            self.see,
            STRETCH,
            inside=self,
            margins=(SPACE_3, SPACE_1, SPACE_3, 0),
            spacing=SPACE_2,
        )
        self.hide()

    def show_lesson(self, lesson: Lesson, *, may_change: bool) -> None:
        """Speak of older rules, and of newer ones where they were changed a moment ago."""
        is_older = lesson.credit_rules < NEWEST
        self.words.setText(_(OLDER if is_older else CHANGED))
        text = _(SEE if is_older else BACK)
        self.see.setText(text)
        self.see.setAccessibleName(text)
        self.setVisible(may_change and (is_older or self._was_older))
        self._was_older = self._was_older or is_older
