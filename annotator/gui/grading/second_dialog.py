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
from annotator.services.second_opinion import DecisionDifference, GraderAgreement
from annotator.session.grading import GradingSession
from annotator.translation import N_, _, ngettext
from annotator.use_cases.grading import Grading

TITLE = N_("Compare with a colleague")
ALIKE = N_("There is nothing left to settle.")


class SecondDialog(GrowingDialog):
    """Lists what the two decided otherwise; each is settled by choosing a side."""

    def __init__(
        self,
        grading: Grading,
        session: GradingSession,
        author_id: AuthorId,
        interaction: Interaction,
        *,
        names: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Compare with the opinions of one colleague."""
        super().__init__(parent)
        self._grading = grading
        self._session = session
        self._author_id = author_id
        self._interaction = interaction
        self._names = names
        self._kept: set[str] = set()
        self._differences: dict[str, DecisionDifference] = {}
        self.setWindowTitle(_(TITLE))
        self.resize(640, 520)
        self._words, self._numbers = paragraph(role="heading"), paragraph(role="small")
        self.list = RowView(
            _("What the two decided otherwise"), _("Choose one, then a side"), shape=TWO_LINES
        )
        self.keep = button(_("Keep ours"), _("Our decision stays as it is"), self.keep_ours)
        self.take = button(
            _("Take theirs"), _("The colleague's decision becomes ours"), self.take_theirs
        )
        closing = button(_("Close"), _("Leave the rest for later"), self.accept)
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
        found = self._grading.compare(self._session, graded, self._author_id)
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
            self._numbers.setText(f"{_in_numbers(found)} {_(ALIKE)}")

    def _row(self, key: str, difference: DecisionDifference) -> Row:
        entry = self._session.entry(difference.hand_in_id)
        return Row(
            key,
            f"{shown_name(entry, names=self._names)}: {difference.about}",
            _(
                "ours: {ours} · theirs: {theirs}",
                ours=_said(difference.ours),
                theirs=_said(difference.theirs),
            ),
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
        request = self._grading.settled(difference, self._session.grader)
        if request is not None:
            with told(self._interaction, _(TITLE)):
                self._session.settle([request])
        self.read()


def _key(difference: DecisionDifference) -> str:
    return f"{difference.hand_in_id}/{difference.about}"


def _said(decision: Verdict | CreditOverride | CriterionScore | None) -> str:
    match decision:
        case Verdict():
            return _(VERDICT_SIGNS[decision.kind].value)
        case CreditOverride():
            return _("credit {credit}", credit=points_text(decision.credit))
        case CriterionScore():
            points = points_text(decision.points)
            return ngettext("{points} point", "{points} points", decision.points, points=points)
        case None:
            return _("nothing")


def _in_words(found: GraderAgreement) -> str:
    number, alike = found.rubric_pairs
    both = ngettext(
        "{number} hand-in was graded twice.",
        "{number} hand-ins were graded twice.",
        found.hand_ins,
    )
    if not number:
        return f"{both} {_('No criterion has points from both yet.')}"
    agreed = _(
        "On the rubric the two agree {alike} of {number} times, {agreement}.",
        alike=alike,
        number=number,
        agreement=agreement_in_words(found.rubric_kappa),
    )
    return f"{both} {agreed}"


def _in_numbers(found: GraderAgreement) -> str:
    verdicts, alike = found.verdict_pairs
    return ngettext(
        "Cohen’s kappa of the rubric: {rubric}; of verdicts: {verdict} ({alike} of {verdicts} "
        "alike). {number} difference.",
        "Cohen’s kappa of the rubric: {rubric}; of verdicts: {verdict} ({alike} of {verdicts} "
        "alike). {number} differences.",
        len(found.differences),
        rubric=coefficient_text(found.rubric_kappa),
        verdict=coefficient_text(found.verdict_kappa),
        alike=alike,
        verdicts=verdicts,
    )
