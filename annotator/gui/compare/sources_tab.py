"""Who gets to speak in each article, in how many words, and on which side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.domain.comparisons import ArticleSpan, Comparison, Speaker
from annotator.domain.corrections import CorrectQuotedSource, DropQuotedSource, Quoted
from annotator.domain.identifiers import ArticleId
from annotator.gui.compare.chart_content import kind_name, kinds_chart, sides_chart, sides_of
from annotator.gui.compare.charts import Chart, ChartView
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, scrolled, stretched
from annotator.services.comparing import ComparedLesson
from annotator.translation import N_, _

HINT = N_(
    "Click a source to see what it says; click again for the next statement. Who “he” "
    "or “they” is, is a guess. Give a source a side, such as “government”, and the "
    "chart counts it in every article."
)
EMPTY = N_("No article passes on what somebody said, as far as rules can see.")
HEADINGS = (
    *(N_("Outlet"), N_("Source"), N_("Kind"), N_("Statements"), N_("Words")),
    N_("Side"),
)
SOURCE = 1
#: In letters.
WIDTHS = (18, 20, 11, 10, 6, 14)
CHARTS_WIDTH = 400


@dataclass(frozen=True, slots=True)
class QuotedSourceRow:
    """One source of one article."""

    article_id: ArticleId
    outlet: str
    speaker: Speaker

    def shown(self, number: int, *, is_first: bool) -> TableRow:
        """Return the row as it is shown; only the first one of an article names its outlet."""
        each = self.speaker
        cells = (
            *(self.outlet if is_first else "", each.name, kind_name(each.kind)),
            *(str(each.statements), str(each.words), each.side or "–"),
        )
        spoken = (self.outlet, *cells[1:])
        return TableRow(str(number), cells, spoken=spoken)


class QuotedSourcesTable(RowsTable):
    """The list of sources; a click, Enter or Space shows the next statement."""

    placeRequested = Signal(object)
    choiceChanged = Signal()

    def __init__(self) -> None:
        """Show no sources yet."""
        super().__init__(_("Sources"), _(HINT), several=True, says_headers=True)
        self.sources: tuple[QuotedSourceRow, ...] = ()
        self._next: dict[str, int] = {}
        self.setAlternatingRowColors(False)
        self.rowActivated.connect(self._open_next)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(self.choiceChanged)

    def chosen(self) -> tuple[QuotedSourceRow, ...]:
        """Return the sources that are chosen."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.sources[number] for number in numbers)

    def show_sources(self, sources: Sequence[QuotedSourceRow]) -> None:
        """Show these sources, article by article; what was chosen stays chosen."""
        articles = [each.article_id for each in sources]
        rows = [
            each.shown(n, is_first=n == 0 or articles[n - 1] != each.article_id)
            for n, each in enumerate(sources)
        ]
        self.sources = tuple(sources)
        self._next.clear()
        self.show_rows([*map(_, HEADINGS)], rows, widths=WIDTHS, stretch=SOURCE, centred=(3, 4))
        self.choiceChanged.emit()

    def _on_clicked(self) -> None:
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._open_next(self.key)

    def _open_next(self, key: str) -> None:
        source, at = self.sources[int(key)], self._next.get(key, 0)
        places = source.speaker.places
        if places:
            self._next[key] = at + 1
            self.placeRequested.emit(ArticleSpan(source.article_id, places[at % len(places)]))


class QuotedSourcesTab(QWidget):
    """The sources with their sides at the left, charts of them at the right."""

    corrected = Signal(object)
    placeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.table = QuotedSourcesTable()
        name, about = (
            _("Side of the chosen sources"),
            _("What you call the side, such as government"),
        )
        self.side = named(QComboBox(), name, about)
        self.side.setEditable(True)
        self.side.setMinimumWidth(230)
        line = self.side.lineEdit()
        assert line is not None
        named(line, name, about).setPlaceholderText(_("for example: government"))
        line.setMaxLength(60)
        line.returnPressed.connect(self._set_side)
        self.set_side = button(
            _("Set side"), _("Put the chosen sources on this side"), self._set_side
        )
        self.no_side = button(
            _("No side"),
            _("Take the side of the chosen sources away"),
            self._clear_side,
            kind="quiet",
        )
        self.no_source = button(
            _("Not a source"),
            _("Take the chosen rows away: nobody speaks there"),
            self._drop,
            kind="quiet",
        )
        self.kinds, self.sides = ChartView(), ChartView()
        self._empty = paragraph(_(EMPTY), "muted")
        charts = QWidget()
        edges = (SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column(self.kinds, self.sides, STRETCH, inside=charts, spacing=SPACE_6, margins=edges)
        area = scrolled(charts)
        area.setFixedWidth(CHARTS_WIDTH)
        tools = (self.side, self.set_side, self.no_side, self.no_source)
        column(
            row(label(_("Side:")), *tools, STRETCH, spacing=SPACE_2),
            stretched(row(stretched(self.table), stretched(self._empty), area, spacing=SPACE_3)),
            paragraph(_(HINT), "small"),
            inside=self,
            spacing=SPACE_2,
            margins=0,
        )
        self.table.placeRequested.connect(self.placeRequested)
        self.table.choiceChanged.connect(self._note_choice)
        self._note_choice()

    def show_comparison(self, comparison: Comparison, compared: ComparedLesson) -> None:
        """Show the sources of a comparison."""
        names = dict(zip(comparison.articles, compared.outlets, strict=True))
        sources = [
            QuotedSourceRow(article_id, names[article_id], speaker)
            for article_id in comparison.articles
            for speaker in comparison.speakers.get(article_id, ())
        ]
        self.table.show_sources(sources)
        self.table.setVisible(bool(sources))
        self._empty.setVisible(not sources)
        typed = self.side.currentText()
        self.side.clear()
        self.side.addItems(list(sides_of(comparison)))
        self.side.setCurrentText(typed)
        self.kinds.show_chart(kinds_chart(comparison, names.__getitem__))
        self.sides.show_chart(sides_chart(comparison, names.__getitem__))

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts as they are shown."""
        return tuple(each.chart for each in (self.kinds, self.sides) if each.chart.bars)

    def _note_choice(self) -> None:
        chosen = self.table.chosen()
        self.set_side.setEnabled(bool(chosen))
        self.no_source.setEnabled(bool(chosen))
        self.no_side.setEnabled(any(each.speaker.side for each in chosen))

    def _set_side(self) -> None:
        side = " ".join(self.side.currentText().split())
        if side:
            self._tag(side)

    def _clear_side(self) -> None:
        self._tag("")

    def _drop(self) -> None:
        self.corrected.emit(
            tuple(
                DropQuotedSource(Quoted(each.article_id, each.speaker.name))
                for each in self.table.chosen()
            )
        )

    def _tag(self, side: str) -> None:
        names = dict.fromkeys(each.speaker.name for each in self.table.chosen())
        if names:
            self.corrected.emit(tuple(CorrectQuotedSource(name, side) for name in names))
