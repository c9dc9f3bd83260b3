"""The right of the grading screen: the total, what is decided, and the comment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabWidget, QWidget

from annotator.domain.lessons import Lesson
from annotator.domain.wording import points_text
from annotator.gui.grading.answers_panel import AnswersPanel
from annotator.gui.grading.comment_panel import CommentPanel
from annotator.gui.grading.group_panel import GroupPanel
from annotator.gui.grading.item_panel import ItemPanel
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import centred, column, row, stretched
from annotator.scoring.sums import sum_of
from annotator.services.asked_words import counted_words
from annotator.services.grading_session import GradingEntry
from annotator.translation import _, ngettext

WORDS, ANSWERS = 0, 1


class GradingSidePanel(QFrame):
    """Everything that is decided about what is shown in the middle."""

    tabChanged = Signal()
    flagToggled = Signal()
    answerRequested = Signal()

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Build the panels once for the lesson."""
        super().__init__(parent)
        self.items = ItemPanel()
        self.answers = AnswersPanel(lesson)
        self.group = GroupPanel()
        self.comments = CommentPanel()
        self._lesson = lesson
        self._criteria = len(lesson.criteria)
        self._total = label("", "title")
        self.parts = paragraph("", "small")
        self._state = ElidedLabel("", role="muted")
        self.flag = button(
            _("Flag  F"),
            _("Flag this hand-in, to come back to it"),
            self._on_flag_clicked,
            kind="quiet",
            name=_("Flag"),
            checkable=True,
        )
        self.request = button("", _("Read what the student asks, and answer"), self.answerRequested)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.addTab(self.items, _("Words"))
        self.tabs.addTab(self.answers, _("Answers"))
        self.tabs.setCornerWidget(self.items.waiting)
        self.tabs.tabBar().setAccessibleName(_("Words or answers"))
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.answers.currentChanged.connect(self.tabChanged)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tabs)
        self._pages.addWidget(self.group)
        self._head = QWidget()
        self._arrange()

    def _arrange(self) -> None:
        first = row(self._total, centred(self._state, 1), self.flag, spacing=SPACE_2)
        column(first, self.parts, self.request, inside=self._head, margins=0, spacing=SPACE_1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(SPACE_2)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pages)
        split.addWidget(self.comments)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column(
            self._head,
            stretched(split),
            inside=self,
            margins=(SPACE_2, 0, 0, 0),
            spacing=SPACE_1,
        )

    def show_view(self, *, by_groups: bool) -> None:
        """Show the panels of a student, or those of an answer group."""
        self._pages.setCurrentIndex(1 if by_groups else 0)
        self._head.setVisible(not by_groups)

    def show_total(self, entry: GradingEntry, waiting: int) -> None:
        """Show the total of a hand-in, its parts and its state."""
        score = entry.graded.score
        self._total.setText(score.grade.text)
        reached, most = points_text(score.points), points_text(score.maximum)
        parts = _("Highlights {reached} of {most}", reached=reached, most=most)
        if score.rubric_maximum:
            given, full = points_text(score.rubric_points), points_text(score.rubric_maximum)
            parts = _(
                "Highlights {reached} of {most} · rubric {given} of {full}",
                reached=reached,
                most=most,
                given=given,
                full=full,
            )
        added = sum_of(self._lesson, score)
        if added.taken_off:
            parts += " · " + _("taken off {points}", points=points_text(added.taken_off))
        counted = counted_words(self._lesson, score, entry.graded.hand_in.reading_group)
        self.parts.setText(" · ".join([score.grade.beside, parts, *filter(None, [counted])]))
        told = "\n".join(f"{line.name}: {points_text(line.points)}" for line in added.lines)
        set_tip(self.parts, told)
        self.parts.setAccessibleDescription(told)
        self._state.setText(_(entry.status.state.value))
        self.flag.setChecked(entry.status.flagged)
        self.tabs.setTabText(
            WORDS, _("Words · {waiting}", waiting=waiting) if waiting else _("Words")
        )
        self.tabs.setTabToolTip(
            WORDS,
            ngettext(
                "{number} annotation waits for a verdict",
                "{number} annotations wait for a verdict",
                waiting,
            ),
        )
        done = self.answers.graded_count
        self.tabs.setTabText(
            ANSWERS, _("Answers · {done} of {criteria}", done=done, criteria=self._criteria)
        )
        self.tabs.setTabToolTip(
            ANSWERS,
            _("{done} of {criteria} criteria have points", done=done, criteria=self._criteria),
        )
        request = entry.request
        self.request.setVisible(request is not None)
        answered = request is not None and request.answered_at
        self.request.setText(
            _("Asked to look again; answered") if answered else _("Asks to look again…")
        )

    @property
    def shows_group(self) -> bool:
        """Return whether an answer group is in view."""
        return self._pages.currentIndex() == 1

    @property
    def shows_answers(self) -> bool:
        """Return whether the rubric is in view."""
        return self.tabs.currentIndex() == ANSWERS

    def show_answers(self) -> None:
        """Bring the rubric into view."""
        self.tabs.setCurrentIndex(ANSWERS)

    def show_words(self) -> None:
        """Bring the items into view."""
        self.tabs.setCurrentIndex(WORDS)

    def _on_tabs_current_changed(self, _number: int) -> None:
        self.tabChanged.emit()

    def _on_flag_clicked(self) -> None:
        self.flag.setChecked(not self.flag.isChecked())  # it shows what is stored, not the click
        self.flagToggled.emit()
