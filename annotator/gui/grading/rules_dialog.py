"""What other credit rules would make of everybody's total, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.grading_session import GradingState
from annotator.domain.identifiers import HandInId
from annotator.domain.lessons import FIRST_CREDIT_RULES, Lesson
from annotator.domain.wording import share_text, signed_points
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.grading.totals_table import totals_table
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.task import TaskSlot, busy
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.scoring.results import HandInScore
from annotator.scoring.rules import EDITIONS, NEWEST
from annotator.services.credit_rules import GradeChange, RulesComparison
from annotator.session.grading import GradingSession
from annotator.translation import N_, _, ngettext
from annotator.use_cases.grading import Grading

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError

TITLE = N_("Credit rules")
READING = N_("Grading everybody by both rules…")
TO_NEWEST = N_("What the newest credit rules would change")
TO_FIRST = N_("What going back to the rules of before would change")
NEWEST_SAYS = N_(
    "They look at how much is marked: about so many words count in each article, labels count as "
    "far as they beat guesses, and optional keys add a limited bonus. Careful work keeps its "
    "points; marking nearly everything earns little."
)
FIRST_SAYS = N_(
    "They count every highlight, however much is marked, and every right label, also a guessed one."
)
NOTHING_YET = N_("Nothing changes until you choose it, and you can go back.")
NO_CHANGE = N_("No total would change.")
GOES = N_("The median goes from {before} to {after}.")
STAYS = N_("The median stays at {before}.")
APPLY_NEWEST, APPLY_FIRST = N_("Grade by the newest rules"), N_("Go back to the rules of before")
KEEP = N_("Keep the rules as they are")


def other_edition(lesson: Lesson) -> int:
    """Return the edition to compare with: the newest, or the one before where that is used."""
    older = [edition for edition in EDITIONS if edition < lesson.credit_rules]
    return NEWEST if lesson.credit_rules < NEWEST else max(older, default=FIRST_CREDIT_RULES)


class RulesDialog(GrowingDialog):
    """Lists each total now and then; the lesson is graded by the other rules if that is chosen."""

    applied = Signal()

    def __init__(
        self,
        grading: Grading,
        session: GradingSession,
        interaction: Interaction,
        *,
        names: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Compare the rules of the open lesson with the other ones, beside the interface."""
        super().__init__(parent)
        self._grading, self._session, self._interaction = grading, session, interaction
        self._names = names
        self.edition = other_edition(session.lesson)
        is_newer = self.edition > session.lesson.credit_rules
        self.setWindowTitle(_(TITLE))
        self.setMinimumWidth(560)
        self.said = paragraph(_(READING))
        self.table: QWidget | None = None
        self.apply = button(
            _(APPLY_NEWEST if is_newer else APPLY_FIRST),
            _("Every hand-in of this lesson is graded by them from now on"),
            self._on_apply_clicked,
        )
        self.apply.setEnabled(False)
        self.keep = button(_(KEEP), _("Change nothing"), self.reject, kind="primary", default=True)
        self._place: QVBoxLayout = column(margins=0)
        column(
            paragraph(_(TO_NEWEST if is_newer else TO_FIRST), "heading"),
            paragraph(_(NEWEST_SAYS if is_newer else FIRST_SAYS), "muted"),
            self.said,
            self._place,
            paragraph(_(NOTHING_YET), "small"),
            row(STRETCH, self.apply, self.keep, spacing=SPACE_2),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )
        self._comparing = TaskSlot(self, _("grading by other rules"))
        busy(self, self._comparing)
        work = partial(grading.preview_rules, session.lesson.id, self.edition)
        self._comparing.start_job(work, self._on_compared, self._on_failed)

    def _on_compared(self, found: RulesComparison) -> None:
        returned = [e.id for e in self._session.entries if e.status.state is GradingState.RETURNED]
        self.said.setText(in_words(found, returned))
        if found.students:
            rows = [
                (
                    self._shown(c),
                    c.graded.score.grade.line,
                    c.after.grade.line,
                    signed_points(c.difference),
                )
                for c in sorted(found.students, key=lambda c: (c.difference, self._shown(c)))
            ]
            self.table = totals_table(
                _("Totals by both rules"),
                _("Each row has a student, the total now, the total then and the difference"),
                (_("Student"), _("Now"), _("Then"), _("Difference")),
                rows,
            )
            self._place.addWidget(self.table)
        self.apply.setEnabled(True)

    def _shown(self, change: GradeChange) -> str:
        hand_in = change.graded.hand_in
        if self._session.holds(hand_in.id):
            return shown_name(self._session.entry(hand_in.id), names=self._names)
        return hand_in.student_name if self._names else "–"

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.said.setText(str(trouble))

    def _on_apply_clicked(self) -> None:
        with told(self._interaction, _(TITLE)):
            self._grading.change_rules(self._session.lesson.id, self.edition)
            self.applied.emit()
            self.accept()


def in_words(found: RulesComparison, returned: list[HandInId]) -> str:
    """Return how many totals change, where the middle of the class goes, and what is out."""
    if not found.changed:
        return _(NO_CHANGE)
    change = ngettext(
        "{number} of {among} totals would change.",
        "{number} of {among} totals would change.",
        len(found.changed),
        among=len(found.students),
    )
    before = _median(found, lambda each: each.graded.score)
    after = _median(found, lambda each: each.after)
    sentence = STAYS if before == after else GOES
    middle = _(sentence, before=before, after=after)
    out = sum(each.graded.hand_in.id in returned for each in found.changed)
    told_of_returned = ngettext(
        "{number} of them is given back already: that sheet stays as it is, the gradebook shows "
        "the new points.",
        "{number} of them are given back already: those sheets stay as they are, the gradebook "
        "shows the new points.",
        out,
    )
    return " ".join([change, middle, *([told_of_returned] if out else [])])


def _median(found: RulesComparison, score: Callable[[GradeChange], HandInScore]) -> str:
    scores = [score(each) for each in found.students]
    return share_text(median(_share(each) for each in scores))


def _share(score: HandInScore) -> float:
    return score.total / score.total_maximum if score.total_maximum else 0.0
