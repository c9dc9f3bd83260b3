"""The step that proves the lesson: every problem in a row, and a click leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.building.step import BuilderStep
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import (
    STRETCH,
    clear,
    column,
    holding,
    row,
    scrolled,
    sheet,
    stretched,
)
from annotator.services.publishing import DraftProblem, StepKey, check_draft
from annotator.translation import N_, _, ngettext

_WHERE = {
    StepKey.ARTICLES: N_("Articles"),
    StepKey.SCHEME: N_("Scheme"),
    StepKey.QUESTIONS: N_("Questions"),
    StepKey.KEY: N_("Key"),
    StepKey.PUBLISH: N_("Publish"),
}
PAUSE = 200


class FindingRow(QPushButton):
    """One problem as a wide button: its sign, what is wrong, and the step that corrects it."""

    chosen = Signal(object)

    def __init__(self, problem: DraftProblem, parent: QWidget | None = None) -> None:
        """Show a problem."""
        super().__init__(parent)
        self.problem = problem
        self.setProperty("kind", "jump")
        self.setAutoDefault(True)  # Enter goes there too
        where = _(_WHERE[problem.step])
        kind = _("Problem") if problem.is_error else _("Advice")
        named(self, f"{kind}: {problem.message}", _("Go to {where}", where=where))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._sign = QLabel()
        self._sign.setFixedWidth(22)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        words, place = paragraph(problem.message), label(where, "small")
        for each in (self._sign, words, place):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row(
            self._sign,
            stretched(words),
            place,
            inside=self,
            margins=(SPACE_2, SPACE_2, SPACE_3, SPACE_2),
            spacing=SPACE_3,
        )
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.problem)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow row is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at this width."""
        layout = self.layout()
        return 0 if layout is None else max(38, layout.totalHeightForWidth(width))


class CheckStep(BuilderStep):
    """What must be corrected, what could be better, and the way to each."""

    key: ClassVar[str] = "check"
    help_text: ClassVar[str] = N_(
        "Here stands everything that keeps the lesson from being published, and below it "
        "advice that you can follow or leave.\n\n"
        "A click on a line leads to the place. The list follows every change.\n\n"
        "Sentences without a label cost nobody points: they are not scored."
    )

    def _build(self) -> None:
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._check)
        self._rows: list[FindingRow] = []
        self._summary = paragraph("", "title")
        self._hint = paragraph("", "muted")
        self._errors, self._error_rows = _sheet(_("What must be corrected"))
        self._advice, self._advice_rows = _sheet(_("What could be better"))
        lists = (self._errors, self._advice, STRETCH)
        inside = holding(column(*lists, margins=(0, 0, SPACE_2, 0), spacing=SPACE_4))
        self._area = named(scrolled(inside), _("Problems and advice"))
        self._show(())
        column(
            self._summary,
            self._hint,
            stretched(self._area),
            inside=self,
            margins=(SPACE_4, SPACE_2, SPACE_2, 0),
            spacing=SPACE_2,
        )

    @property
    def rows(self) -> Sequence[FindingRow]:
        """Return the rows as they stand."""
        return tuple(self._rows)

    def show_draft(self) -> None:
        """Check the draft anew, at once where it comes into view."""
        if self._rows or self._summary.text():
            self._clock.start()
        else:
            self._check()

    def _check(self) -> None:
        self._clock.stop()
        found = check_draft(self.session.draft)
        if [row.problem for row in self._rows] != list(found):
            self._show(found)
        errors = sum(problem.is_error for problem in found)
        if errors:
            self._summary.setText(
                ngettext("{number} problem to correct", "{number} problems to correct", errors)
            )
            self._hint.setText(_("A click on a line leads to the place."))
        else:
            self._summary.setText(_("Ready to publish"))
            advice = len(found)
            self._hint.setText(
                _("Nothing stands in the way.")
                if not advice
                else _("Nothing stands in the way. The advice below is yours to follow or leave.")
            )

    def _show(self, found: Sequence[DraftProblem]) -> None:
        place = self._area.verticalScrollBar().value()
        clear(self._error_rows)
        clear(self._advice_rows)
        self._rows = [FindingRow(problem) for problem in found]
        for line in self._rows:
            line.chosen.connect(self._on_row_chosen)
            (self._error_rows if line.problem.is_error else self._advice_rows).addWidget(line)
        self._errors.setVisible(any(problem.is_error for problem in found))
        self._advice.setVisible(any(not problem.is_error for problem in found))
        self._area.verticalScrollBar().setValue(place)

    def _on_row_chosen(self, problem: DraftProblem) -> None:
        self.jumpRequested.emit(problem.step.value, problem.article_id, problem.item_id)


def _sheet(heading: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a sheet with a heading, and the column for what goes below it."""
    rows = column(margins=0, spacing=SPACE_1)
    return sheet(column(label(heading, "heading"), rows, margins=SPACE_3, spacing=SPACE_1)), rows
