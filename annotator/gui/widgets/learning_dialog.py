"""Whether suggestions follow a teacher's own choices: the switch, and how well it does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.rankings import HeldOut, LearnedRanking
from annotator.gui.look.theme import SPACE_3, SPACE_4, SPACE_6
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.language_worker import Answer, LanguageWorker
from annotator.gui.widgets.layouts import column
from annotator.services.reranking import FEWEST, FEWEST_OF_A_KIND, can_learn, learning_request
from annotator.translation import N_, _
from annotator.use_cases.drafting import SuggestionRanking

ABOUT = N_(
    "Annotator can put first the kind of suggestion that you usually accept. It learns "
    "only from what you accepted, changed and dismissed on this machine, and what it "
    "learns stays in your database. It changes the order of suggestions, never a grade."
)
LEARNING = N_("Learning from your choices…")
NOT_MEASURED = "–"
WIDTH = 600


class LearningDialog(QDialog):
    """Learns an order when asked, shows how it does on what was left out, and switches it."""

    changed = Signal()

    def __init__(
        self, ranking: SuggestionRanking, worker: LanguageWorker, parent: QWidget | None = None
    ) -> None:
        """Show what was learned so far."""
        super().__init__(parent)
        self._ranking = ranking
        self._worker = worker
        self.setWindowTitle(_("Order of suggestions"))
        self.setMinimumWidth(WIDTH)
        self.counted = paragraph("", "muted")
        self.learn = button(
            _("Learn from my choices"),
            _("Fit the order to what you accepted and dismissed"),
            self._learn,
        )
        self.use = named(
            CheckBox(_("Put first what I usually accept")),
            tells=_("Use the learned order from now on"),
        )
        self.use.clicked.connect(self._switch)
        self.said = paragraph("", "muted")
        self.figures = QWidget()
        self._numbers = [[label("") for _unused in range(2)] for _unused in range(2)]
        self.close_button = button(_("Close"), _("Keep what is set here"), self.accept)
        self._fill_figures()
        made = column(
            paragraph(_(ABOUT)),
            self.counted,
            self.learn,
            self.said,
            self.figures,
            self.use,
            self.close_button,
            inside=self,
            margins=(SPACE_6, SPACE_4, SPACE_6, SPACE_4),
            spacing=SPACE_3,
        )
        # The figures come later, and nothing may be cut off for them.
        made.setSizeConstraint(made.SizeConstraint.SetMinimumSize)
        self.refresh()

    def _fill_figures(self) -> None:
        grid = QGridLayout(self.figures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_6)
        grid.addWidget(label(_("Of those put first, you had accepted"), "muted"), 1, 0)
        grid.addWidget(label(_("Of all you had accepted, put first"), "muted"), 2, 0)
        for place, name in enumerate((_("Learned order"), _("Usual order")), 1):
            grid.addWidget(label(name, "heading"), 0, place)
            for row in range(2):
                grid.addWidget(self._numbers[row][place - 1], row + 1, place)

    def refresh(self) -> None:
        """Read anew how many choices there are and what was learned."""
        choices = self._ranking.choices()
        ready = can_learn(choices)
        needed = (
            ""
            if ready
            else _(
                "It takes {fewest} at least, {fewest_of_a_kind} of them accepted and "
                "{fewest_of_a_kind} dismissed.",
                fewest=FEWEST,
                fewest_of_a_kind=FEWEST_OF_A_KIND,
            )
        )
        self.counted.setText(
            " ".join(
                (_("You have made {number} choices so far.", number=len(choices)), needed)
            ).rstrip()
        )
        self.learn.setEnabled(ready)
        self._show(self._ranking.find(), len(choices))

    def _show(self, ranking: LearnedRanking | None, count: int) -> None:
        self.figures.setVisible(ranking is not None)
        self.use.setEnabled(ranking is not None)
        self.use.setChecked(ranking is not None and ranking.is_on)
        if ranking is None:
            self.said.setText(_("Nothing was learned yet."))
            return
        more = count - ranking.choices
        since = (
            _("You have made {more} more since: learn again to count them.", more=more)
            if more > 0
            else ""
        )
        learned = _(
            "Learned from {choices} choices and measured on choices that were left out.",
            choices=ranking.choices,
        )
        self.said.setText(f"{learned} {since}".rstrip())
        self._show_figures(ranking.held_out)
        self.adjustSize()

    def _show_figures(self, held_out: HeldOut) -> None:
        numbers = (
            (held_out.precision, held_out.plain_precision),
            (held_out.recall, held_out.plain_recall),
        )
        for row, pair in enumerate(numbers):
            for place, number in enumerate(pair):
                text = NOT_MEASURED if number is None else f"{number:.0%}"
                self._numbers[row][place].setText(text)

    # -- learning ------------------------------------------------------------------------------

    def _learn(self) -> None:
        try:
            request = learning_request(self._ranking.choices())
        except AnnotatorError as trouble:
            self.said.setText(str(trouble))
            return
        self.learn.setEnabled(False)
        self.said.setText(_(LEARNING))
        was_on = self.use.isChecked()
        self._worker.ask(request, partial(self._on_learned, was_on), self._on_failed)

    def _on_learned(self, was_on: bool, answer: Answer) -> None:
        self._ranking.learn(answer)
        if was_on:
            self._ranking.switch(on=True)
        self.refresh()
        if was_on:
            self.changed.emit()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.refresh()
        self.said.setText(str(trouble))

    def _switch(self) -> None:
        self._ranking.switch(on=self.use.isChecked())
        self.refresh()
        self.changed.emit()
