"""The rows of a comparison as Qt's tables want them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.gui.compare.table_content import ComparisonCell, ComparisonRow

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ComparisonModel(QAbstractTableModel):
    """Rows of one kind: the first column names them, the others are outlets."""

    renamed = Signal(str, str)

    def __init__(self, heading: str, *, can_rename: bool, parent: QObject | None = None) -> None:
        """Hold nothing yet; `heading` stands over the first column."""
        super().__init__(parent)
        self._heading = heading
        self._can_rename = can_rename
        self._outlets: tuple[str, ...] = ()
        self.rows: tuple[ComparisonRow, ...] = ()

    def show(self, rows: Sequence[ComparisonRow], outlets: Sequence[str]) -> None:
        """Hold these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self._outlets = tuple(outlets)
        self.endResetModel()

    def cell(self, index: Index) -> ComparisonCell | None:
        """Return what an outlet has of a row; None in the first column."""
        if not index.isValid() or index.column() == 0:
            return None
        return self.rows[index.row()].cells[index.column() - 1]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return one more than there are outlets."""
        return 0 if parent.isValid() else len(self._outlets) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the heading, or an outlet."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._heading if section == 0 else self._outlets[section - 1]

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the text of a cell, also as a screen reader says it."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if role == Qt.ItemDataRole.EditRole:
            return row.title if cell is None else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if cell is None else cell.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if cell is None:
                return f"{row.title}, {row.note}"
            return f"{self._outlets[index.column() - 1]}: {cell.spoken}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that titles can be written anew."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_title = index.isValid() and index.column() == 0
        return usual | Qt.ItemFlag.ItemIsEditable if is_title and self._can_rename else usual

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Tell of a title that was written anew; the row keeps its own until it is shown again."""
        row = self.rows[index.row()]
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not title or title == row.title:
            return False
        self.renamed.emit(row.key, title)
        return True
