"""The Grading tab: lessons with hand-ins, how far each is, and the way to the grading screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.errors import Interaction
from annotator.gui.look.theme import SPACE_1, SPACE_3, SPACE_4, SPACE_6, SPACE_12
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, centred, column, row, scrolled
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.services.grading_session import GradingProgress
from annotator.translation import N_, _, ngettext
from annotator.use_cases.grading import Grading

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError
    from annotator.services.grading_session import LessonToGrade

TITLE = N_("Grading")
EMPTY = N_(
    "Nothing has been collected yet. Assign a lesson to a class, let the class hand in, and "
    "collect on the Classes tab: each lesson with hand-ins then has a card here."
)
NO_KEY = N_("no answer key on this machine: grade it where the lesson was made")
WIDEST = 860


class GradingProgressCard(Card):
    """One lesson with its progress; a click opens the grading screen."""

    def __init__(self, found: LessonToGrade, parent: QWidget | None = None) -> None:
        """Show a lesson and how far its hand-ins are."""
        super().__init__(parent)
        progress = found.progress
        self.lesson_id: str = found.lesson.id
        counted = _("{done} of {total} graded", done=progress.done, total=progress.total)
        self.told = label(counted, "heading")
        bar = ThinProgressBar()
        bar.setRange(0, progress.total)
        bar.setValue(progress.done)
        bar.setAccessibleName(counted)
        details = described(progress)
        if not found.has_key:
            details = _(NO_KEY)
            self.setEnabled(False)
        title = ElidedLabel(found.lesson.title, role="heading")
        self._details = paragraph(details, "small")
        column(
            row(centred(title, 1), self.told),
            bar,
            self._details,
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_1,
        )
        self.setAccessibleName(f"{found.lesson.title}: {counted}")
        self.setAccessibleDescription(
            _("{details}. Opens the grading of this lesson", details=details)
        )
        for each in (title, self.told, bar, self._details):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def described(progress: GradingProgress) -> str:
    """Return how far hand-ins are, in a few words."""
    parts = [
        (progress.returned, N_("{number} returned")),
        (progress.graded, N_("{number} graded and not returned")),
        (progress.in_progress, N_("{number} in progress")),
        (progress.flagged, N_("{number} flagged")),
        (progress.requests, N_("{number} asking to look again")),
    ]
    said = [_(sentence, number=number) for number, sentence in parts if number]
    return " · ".join(said) if said else _("not begun")


class GradingOverview(QWidget):
    """Every lesson that somebody handed in."""

    gradingRequested = Signal(str)

    def __init__(
        self,
        grading: Grading,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Start empty; `enter` reads the lessons."""
        super().__init__(parent)
        self._grading = grading
        self._interaction = interaction
        self.cards: list[GradingProgressCard] = []
        self._looking = TaskSlot(self, _("looking for requests"))
        self.setAccessibleName(_(TITLE))
        self._empty = paragraph(_(EMPTY), "muted")
        self.notice = label("", "muted")
        self.notice.hide()
        page = QWidget()
        self._column = column(
            *(label(_(TITLE), "title"), self.notice, self._empty, STRETCH),
            inside=page,
            margins=(SPACE_6, SPACE_6, SPACE_6, SPACE_12),
            spacing=SPACE_3,
        )
        column(scrolled(page, WIDEST), inside=self, margins=0)

    def enter(self) -> None:
        """Read the lessons anew; requests of students are looked for beside that."""
        self.show_lessons(self._grading.overview())
        folder = self._grading.drop_folder
        if folder is not None:
            looking = partial(self._grading.look_for_requests, folder)
            self._looking.start(looking, self._on_requests_found, self._on_requests_failed)

    def leave(self) -> bool:
        """Return that nothing waits to be stored."""
        return True

    def show_lessons(self, found: Sequence[LessonToGrade]) -> None:
        """Show a card for each of these lessons."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [GradingProgressCard(each) for each in found]
        for number, card in enumerate(self.cards):
            card.clicked.connect(self._on_card_clicked)
            self._column.insertWidget(3 + number, card)
        self._empty.setVisible(not self.cards)
        if self.cards:
            self.setFocusProxy(self.cards[0])

    def _on_card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, GradingProgressCard):
            self.gradingRequested.emit(card.lesson_id)

    def _on_requests_found(self, number: int) -> None:
        if not number:
            return

        self.notice.setText(
            ngettext(
                "{number} student asks to look again; it is shown where the lesson is graded.",
                "{number} students ask to look again; it is shown where the lesson is graded.",
                number,
            )
        )
        self.notice.show()
        self.show_lessons(self._grading.overview())

    def _on_requests_failed(self, trouble: AnnotatorError) -> None:
        self.notice.setText(str(trouble))
        self.notice.show()
