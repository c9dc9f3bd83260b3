"""Why these articles: the set in a small table, and sentences on what is uneven about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.labels import label
from annotator.services.balance import ArticleBalance, BalanceRemark, LessonBalance

_COLUMNS = ("Article", "Words", "Grade", "Quoted", "Keys per 100 words", "Missing")
_EVEN = "Nothing about the set is uneven."


class BalancePanel(QWidget):
    """A readable table of the articles with remarks below it."""

    articleRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty table."""
        super().__init__(parent)
        self.table = QTableWidget(0, len(_COLUMNS))
        self._summary = label("", "")
        self._remarks = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self._summary.setWordWrap(True)
        self._build_table()
        heading = label("What is uneven", "heading")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        column.addWidget(label("Why these articles?", "heading"))
        column.addWidget(self._summary)
        column.addWidget(self.table)
        column.addWidget(heading)
        self._remarks.setSpacing(SPACE_2)
        column.addLayout(self._remarks)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        # The sheet below shows through.
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _build_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        table.setAccessibleName("Balance of the set")
        table.setAccessibleDescription("One row for each article; Enter opens the article")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.itemActivated.connect(self._on_item_activated)

    def show_balance(self, balance: LessonBalance) -> None:
        """Show a set."""
        self._summary.setText(balance.summary)
        self._balance = balance
        self.table.setRowCount(len(balance.articles))
        for number, row in enumerate(balance.articles):
            for place, text in enumerate(_cells(row)):
                item = QTableWidgetItem(text)
                end = Qt.AlignmentFlag.AlignLeft if place in (0, 5) else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(end | Qt.AlignmentFlag.AlignVCenter)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_COLUMNS[place]}: {text}")
                self.table.setItem(number, place, item)
        self.table.setVisible(bool(balance.articles))
        self._fit_table()
        self._show_remarks(balance.remarks)

    def _fit_table(self) -> None:
        self.table.resizeRowsToContents()
        rows = sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows + header + 2 * self.table.frameWidth() + 4)

    def _show_remarks(self, remarks: tuple[BalanceRemark, ...]) -> None:
        while (item := self._remarks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for remark in remarks:
            self._remarks.addWidget(self._remark_row(remark))
        if not remarks:
            self._remarks.addWidget(label(_EVEN, "muted"))

    def _remark_row(self, remark: BalanceRemark) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_3)
        told = label(remark.message)
        told.setWordWrap(True)
        line.addWidget(told, 1)
        if remark.article_id is not None:
            ids = [each.article_id for each in self._balance.articles]
            name = f"Open article {ids.index(remark.article_id) + 1}"
            button = QPushButton(name)
            button.setProperty("kind", "quiet")
            button.setAccessibleDescription(remark.message)
            button.clicked.connect(partial(self.articleRequested.emit, remark.article_id))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_item_activated(self, item: QTableWidgetItem) -> None:
        self.articleRequested.emit(self._balance.articles[item.row()].article_id)


def _cells(row: ArticleBalance) -> tuple[str, ...]:
    grade, share = row.measure.grade, row.measure.quote_share
    density = row.keys_per_100
    return (
        f"{row.number}  {row.outlet}",
        f"{row.measure.words:,}",
        "–" if grade is None else f"{grade:.1f}",
        "–" if share is None else f"{share:.0%}",
        "–" if density is None else f"{density:.1f}",
        ", ".join(row.lacking) or "nothing",
    )
