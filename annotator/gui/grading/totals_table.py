"""Students with their totals side by side, as a table that is read and not changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from annotator.gui.widgets.controls import named

ROW, HEAD, HIGHEST = 34, 40, 300


def totals_table(
    name: str, tells: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> QTableWidget:
    """Return a table with the students first; `tells` says what each row has."""
    table = named(QTableWidget(len(rows), len(heads)), name, tells)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.setItem(number, place, QTableWidgetItem(text))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(left)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setMinimumHeight(min(HIGHEST, HEAD + ROW * len(rows)))
    return table
