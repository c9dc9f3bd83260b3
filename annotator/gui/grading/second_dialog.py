"""Two gradings of the same hand-ins side by side: how far they agree, and what to settle."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.domain.grading import CreditOverride, CriterionScore, Verdict
from annotator.domain.identifiers import AuthorId
from annotator.domain.wording import coefficient_text, points_text
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.grading_items import VERDICT_SIGNS
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.lists.row import TWO_LINES, Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.scoring.class_results import agreement_in_words
from annotator.services.ports import Ports
from annotator.services.second_opinion import DecisionDifference, GraderAgreement, compare, settled
from annotator.session.grading import GradingSession

TITLE = "Compare with a colleague"
ALIKE = "There is nothing left to settle."


class SecondDialog(GrowingDialog):
    """Lists what the two decided otherwise; each is settled by choosing a side."""

    def __init__(
        self,
        ports: Ports,
        session: GradingSession,
        author_id: AuthorId,
        interaction: Interaction,
        *,
        names: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Compare with the opinions of one colleague."""
        super().__init__(parent)
        self._ports = ports
        self._session = session
        self._author_id = author_id
        self._interaction = interaction
        self._names = names
        self._kept: set[str] = set()
        self._differences: dict[str, DecisionDifference] = {}
        self.setWindowTitle(TITLE)
        self.resize(640, 520)
        self._words, self._numbers = paragraph(role="heading"), paragraph(role="small")
        self.list = RowView(
            "What the two decided otherwise", "Choose one, then a side", shape=TWO_LINES
        )
        self.keep = button("Keep ours", "Our decision stays as it is", self.keep_ours)
        self.take = button("Take theirs", "The colleague's decision becomes ours", self.take_theirs)
        closing = button("Close", "Leave the rest for later", self.accept)
        column(
            self._words,
            self._numbers,
            stretched(self.list),
            row(self.keep, self.take, STRETCH, closing, spacing=SPACE_2),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )
        self.read()

    def read(self) -> None:
        """Compare anew and list what is left to settle."""
        graded = [entry.graded for entry in self._session.entries]
        found = compare(self._ports, self._session.lesson, graded, self._author_id)
        self._words.setText(_in_words(found))
        self._numbers.setText(_in_numbers(found))
        left = {_key(each): each for each in found.differences}
        self._differences = {k: d for k, d in left.items() if k not in self._kept}
        self.list.set_rows([self._row(k, d) for k, d in self._differences.items()])
        if self._differences and not self.list.current:
            self.list.choose_at(0)
        for each in (self.keep, self.take):
            each.setEnabled(bool(self._differences))
        if not self._differences:
            self._numbers.setText(f"{_in_numbers(found)} {ALIKE}")

    def _row(self, key: str, difference: DecisionDifference) -> Row:
        entry = self._session.entry(difference.hand_in_id)
        return Row(
            key,
            f"{shown_name(entry, names=self._names)}: {difference.about}",
            f"ours: {_said(difference.ours)} · theirs: {_said(difference.theirs)}",
        )

    def keep_ours(self) -> None:
        """Settle the chosen one as it is."""
        if self.list.current:
            self._kept.add(self.list.current)
            self.read()

    def take_theirs(self) -> None:
        """Settle the chosen one as the colleague has it."""
        difference = self._differences.get(self.list.current)
        if difference is None:
            return
        request = settled(difference, self._session.grader, self._ports)
        if request is not None:
            with told(self._interaction, TITLE):
                self._session.settle([request])
        self.read()


def _key(difference: DecisionDifference) -> str:
    return f"{difference.hand_in_id}/{difference.about}"


def _said(decision: Verdict | CreditOverride | CriterionScore | None) -> str:
    match decision:
        case Verdict():
            return VERDICT_SIGNS[decision.kind].value
        case CreditOverride():
            return f"credit {points_text(decision.credit)}"
        case CriterionScore():
            return "1 point" if decision.points == 1 else f"{points_text(decision.points)} points"
        case None:
            return "nothing"


def _in_words(found: GraderAgreement) -> str:
    number, alike = found.rubric_pairs
    noun = "hand-in was" if found.hand_ins == 1 else "hand-ins were"
    both = f"{found.hand_ins} {noun} graded twice. "
    if not number:
        return both + "No criterion has points from both yet."
    how = agreement_in_words(found.rubric_kappa)
    return f"{both}On the rubric the two agree {alike} of {number} times, {how}."


def _in_numbers(found: GraderAgreement) -> str:
    verdicts, alike = found.verdict_pairs
    return (
        f"Cohen’s kappa of the rubric: {coefficient_text(found.rubric_kappa)}; of verdicts: "
        f"{coefficient_text(found.verdict_kappa)} ({alike} of {verdicts} alike). "
        f"{len(found.differences)} differences."
    )
