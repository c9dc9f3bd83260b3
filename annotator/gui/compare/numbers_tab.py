"""The figures of a comparison: what outlets count differently, and how each of them tells it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.comparisons import Comparison, OutletFigures
from annotator.domain.identifiers import ArticleId
from annotator.gui.compare.chart_content import loaded_chart, opinion_chart
from annotator.gui.compare.charts import Chart, ChartView
from annotator.gui.compare.comparison_table import ComparisonTable
from annotator.gui.compare.table_content import number_rows
from annotator.gui.compare.table_tab import TableTab
from annotator.gui.look.theme import SPACE_3, SPACE_4, SPACE_8
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.services.comparing import ComparedLesson
from annotator.translation import N_, _

HINT = N_(
    "Click a figure to see it in its article. Figures stand side by side when they count the "
    "same kind of thing in sentences that tell the same fact: check that they do."
)
EMPTY = N_("No two articles give a figure for the same thing.")
COUNTED = (N_("Counted from the suggestions"), N_("Counted from the answer key"))
ROUGH = N_("Rules counted this: it is a rough measure, and no verdict on an outlet.")
OF_KEY = N_("Counted from the answer key, traps left out.")


class NumbersTab(TableTab):
    """Rows of figures over two charts of the outlets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        table = ComparisonTable(_("Numbers"), _("What is counted"), can_rename=False, parent=parent)
        super().__init__(table, _(HINT), _(EMPTY), parent)
        self._comparison: Comparison | None = None
        self._key_figures: tuple[OutletFigures, ...] = ()
        self._outlets: tuple[str, ...] = ()
        self.only_different = CheckBox(_("Only figures that differ"))
        self.only_different.setChecked(True)
        self.only_different.setAccessibleDescription(
            _("Leave out what every outlet counts in the same way")
        )
        self.only_different.toggled.connect(self._show_numbers)
        self.counted = ChoiceBox(_("Where the charts come from"))
        self.counted.addItems([*map(_, COUNTED)])
        self.counted.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.counted.currentIndexChanged.connect(self._show_charts)
        self.bar.insertWidget(0, self.only_different)
        self.opinion, self.loaded = ChartView(), ChartView()
        self._said = paragraph("", "small")
        self.column.addWidget(self._charts())

    def _charts(self) -> QFrame:
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        column(
            row(label(_("How each outlet tells it"), "heading"), STRETCH, self.counted),
            row(self.opinion, self.loaded, spacing=SPACE_8),
            self._said,
            inside=sheet,
            spacing=SPACE_3,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
        )
        return sheet

    def show_comparison(self, comparison: Comparison, compared: ComparedLesson) -> None:
        """Show the figures of a comparison; those of the key where there is one."""
        is_first = self._comparison is None
        self._comparison, self._key_figures = comparison, compared.key_figures
        self._outlets = compared.outlets
        self.counted.setVisible(bool(self._key_figures))
        if is_first and self._key_figures:
            self.counted.setCurrentIndex(1)
        self._show_numbers()
        self._show_charts()

    def _show_numbers(self) -> None:
        if self._comparison is not None:
            only = self.only_different.isChecked()
            self.show_rows(number_rows(self._comparison, only_different=only), self._outlets)

    def _show_charts(self) -> None:
        if self._comparison is None:
            return
        of_key = self.counted.currentIndex() == 1 and bool(self._key_figures)
        figures = self._key_figures if of_key else self._comparison.figures
        self._said.setText(_(OF_KEY) if of_key else _(ROUGH))
        self.opinion.show_chart(opinion_chart(figures, self._name))
        self.loaded.show_chart(loaded_chart(figures, self._name))

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts as they are shown."""
        return self.opinion.chart, self.loaded.chart

    def _name(self, article_id: ArticleId) -> str:
        assert self._comparison is not None
        return self._outlets[self._comparison.articles.index(article_id)]
