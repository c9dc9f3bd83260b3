"""Why these articles: the set in a small table, and sentences on what is uneven about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import (
    STRETCH,
    clear,
    column,
    holding,
    row,
    scrolled,
    stretched,
)
from annotator.services.balance import ArticleBalance, BalanceRemark, LessonBalance
from annotator.translation import N_, _

_COLUMNS = (
    N_("Article"),
    N_("Words"),
    N_("Grade"),
    N_("Quoted"),
    N_("Keys per 100 words"),
    N_("Missing"),
)
_EVEN = N_("Nothing about the set is uneven.")


class BalancePanel(QWidget):
    """A readable table of the articles with remarks below it."""

    articleRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty table."""
        super().__init__(parent)
        self.table = QTableWidget(0, len(_COLUMNS))
        self._summary = paragraph()
        self._remarks = column(spacing=SPACE_2)
        self._build_table()
        page = column(
            label(_("Why these articles?"), "heading"),
            self._summary,
            self.table,
            label(_("What is uneven"), "heading"),
            self._remarks,
            STRETCH,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_3,
        )
        column(scrolled(holding(page)), inside=self, margins=0)

    def _build_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([_(name) for name in _COLUMNS])
        named(
            table, _("Balance of the set"), _("One row for each article; Enter opens the article")
        )
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
        for number, article in enumerate(balance.articles):
            for place, text in enumerate(_cells(article)):
                item = QTableWidgetItem(text)
                end = Qt.AlignmentFlag.AlignLeft if place in (0, 5) else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(end | Qt.AlignmentFlag.AlignVCenter)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(_COLUMNS[place])}: {text}")
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
        clear(self._remarks)
        for remark in remarks:
            self._remarks.addWidget(self._remark_row(remark))
        if not remarks:
            self._remarks.addWidget(label(_(_EVEN), "muted"))

    def _remark_row(self, remark: BalanceRemark) -> QWidget:
        line = row(stretched(paragraph(remark.message)), margins=0, spacing=SPACE_3)
        if remark.article_id is not None:
            ids = [each.article_id for each in self._balance.articles]
            go_there = partial(self.articleRequested.emit, remark.article_id)
            number = ids.index(remark.article_id) + 1
            made = button(
                _("Open article {number}", number=number), remark.message, go_there, kind="quiet"
            )
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return holding(line)

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
        ", ".join(_(each) for each in row.lacking) or _("nothing"),
    )
