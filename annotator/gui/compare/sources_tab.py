"""Who gets to speak in each article, in how many words, and on which side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.comparisons import ArticleSpan, Comparison, Speaker
from annotator.domain.corrections import CorrectQuotedSource, DropQuotedSource, Quoted
from annotator.domain.identifiers import ArticleId
from annotator.gui.compare.chart_content import kind_name, kinds_chart, sides_chart, sides_of
from annotator.gui.compare.charts import Chart, ChartView
from annotator.gui.compare.comparison_model import Index
from annotator.gui.compare.comparison_table import OPENING
from annotator.gui.plain_text import plain
from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, Theme
from annotator.gui.widgets.labels import label

HINT = (
    "Click a source to see what it says; click again for the next statement. Who “he” or “they” "
    "is, is a guess. Give a source a side, such as “government”, and the chart counts it in "
    "every article."
)
EMPTY = "No article passes on what somebody said, as far as rules can see."
HEADINGS = ("Outlet", "Source", "Kind", "Statements", "Words", "Side")
SOURCE, SIDE = 1, 5
CHARTS_WIDTH = 400
#: Column widths follow so many rows.
MEASURED_ROWS = 30


@dataclass(frozen=True, slots=True)
class QuotedSourceRow:
    """One source of one article."""

    article_id: ArticleId
    outlet: str
    speaker: Speaker

    @property
    def values(self) -> tuple[str, ...]:
        """Return the row as it is shown."""
        each = self.speaker
        numbers = (str(each.statements), str(each.words))
        return (self.outlet, each.name, kind_name(each.kind), *numbers, each.side or "–")


class QuotedSourcesModel(QAbstractTableModel):
    """The sources of all articles, article by article, the most heard first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self.rows: tuple[QuotedSourceRow, ...] = ()

    def show(self, rows: Sequence[QuotedSourceRow]) -> None:
        """Hold these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many sources there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of headings."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the text of a cell."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(row.values[index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            first = index.row() and self.rows[index.row() - 1].article_id == row.article_id
            return "" if index.column() == 0 and first else row.values[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[index.column()]}: {row.values[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (3, 4):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class QuotedSourcesTable(QTableView):
    """The list of sources; a click, Enter or Space shows the next statement."""

    placeRequested = Signal(object)
    choiceChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no sources yet."""
        super().__init__(parent)
        self.rows = QuotedSourcesModel(self)
        self._next: dict[int, int] = {}
        self.setModel(self.rows)
        self.setAccessibleName("Sources")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # A long list is measured by its first rows, or every change would take as long as all.
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(self.choiceChanged)

    def chosen(self) -> tuple[QuotedSourceRow, ...]:
        """Return the sources that are chosen."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.rows[number] for number in numbers)

    def show_rows(self, rows: Sequence[QuotedSourceRow]) -> None:
        """Show these sources; what was chosen stays chosen."""
        at, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        same = len(rows) == len(self.rows.rows)
        self.rows.show(rows)
        self._next.clear()
        if same and at >= 0:
            self.selectRow(at)
        self.verticalScrollBar().setValue(scrolled)
        self.choiceChanged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the next statement with Enter or Space."""
        if event.key() in OPENING and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._open_next(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the next statement of the source that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and plain and index.isValid():
            self._open_next(index.row())

    def _open_next(self, number: int) -> None:
        if not 0 <= number < len(self.rows.rows):
            return
        row = self.rows.rows[number]
        at = self._next.get(number, 0)
        if row.speaker.places:
            self._next[number] = at + 1
            place = row.speaker.places[at % len(row.speaker.places)]
            self.placeRequested.emit(ArticleSpan(row.article_id, place))


class QuotedSourcesTab(QWidget):
    """The sources with their sides at the left, charts of them at the right."""

    corrected = Signal(object)
    placeRequested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.table = QuotedSourcesTable()
        self.table.setAccessibleDescription(HINT)
        self.side = QComboBox()
        self.side.setEditable(True)
        self.side.setMinimumWidth(230)
        self.side.setAccessibleName("Side of the chosen sources")
        line = self.side.lineEdit()
        assert line is not None
        line.setPlaceholderText("for example: government")
        line.setMaxLength(60)
        self.side.setAccessibleDescription("What you call the side, such as government")
        line.setAccessibleName(self.side.accessibleName())
        line.setAccessibleDescription(self.side.accessibleDescription())
        self.set_side = QPushButton("Set side")
        self.set_side.setAccessibleDescription("Put the chosen sources on this side")
        self.no_side = QPushButton("No side")
        self.no_side.setProperty("kind", "quiet")
        self.no_side.setAccessibleDescription("Take the side of the chosen sources away")
        self.no_source = QPushButton("Not a source")
        self.no_source.setProperty("kind", "quiet")
        self.no_source.setAccessibleDescription("Take the chosen rows away: nobody speaks there")
        self.kinds, self.sides = ChartView(theme), ChartView(theme)
        self._empty = label(EMPTY, "muted")
        self._empty.setWordWrap(True)
        self._build()
        self.set_side.clicked.connect(self._set_side)
        line.returnPressed.connect(self._set_side)
        self.no_side.clicked.connect(self._clear_side)
        self.no_source.clicked.connect(self._drop)
        self.table.placeRequested.connect(self.placeRequested)
        self.table.choiceChanged.connect(self._note_choice)
        self._note_choice()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_2)
        bar.addWidget(label("Side:"))
        bar.addWidget(self.side)
        bar.addWidget(self.set_side)
        bar.addWidget(self.no_side)
        bar.addWidget(self.no_source)
        bar.addStretch(1)
        charts = QWidget()
        inner = QVBoxLayout(charts)
        inner.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        inner.setSpacing(SPACE_6)
        inner.addWidget(self.kinds)
        inner.addWidget(self.sides)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidget(charts)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(CHARTS_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_3)
        middle.addWidget(self.table, 1)
        middle.addWidget(self._empty, 1)
        middle.addWidget(area)
        hint = label(HINT, "small")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(bar)
        column.addLayout(middle, 1)
        column.addWidget(hint)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self.kinds.set_theme(theme)
        self.sides.set_theme(theme)

    def show_comparison(self, comparison: Comparison, outlets: Sequence[str]) -> None:
        """Show the sources of a comparison."""
        names = dict(zip(comparison.articles, outlets, strict=True))
        rows = [
            QuotedSourceRow(article_id, names[article_id], speaker)
            for article_id in comparison.articles
            for speaker in comparison.speakers.get(article_id, ())
        ]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
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
        self.no_side.setEnabled(any(row.speaker.side for row in chosen))

    def _set_side(self) -> None:
        side = " ".join(self.side.currentText().split())
        if side:
            self._tag(side)

    def _clear_side(self) -> None:
        self._tag("")

    def _drop(self) -> None:
        self.corrected.emit(
            tuple(
                DropQuotedSource(Quoted(row.article_id, row.speaker.name))
                for row in self.table.chosen()
            )
        )

    def _tag(self, side: str) -> None:
        names = dict.fromkeys(row.speaker.name for row in self.table.chosen())
        if names:
            self.corrected.emit(tuple(CorrectQuotedSource(name, side) for name in names))
