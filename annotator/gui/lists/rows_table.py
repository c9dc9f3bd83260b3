"""A table of plain rows: what to show is given as data, the keyboard moves by rows or cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.look.theme import SPACE_2, TARGET
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROLE = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its key, its cells, and the tones ("muted", "warning", "danger") of some cells."""

    key: str
    cells: tuple[str, ...]
    tone: str = ""
    tones: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    tip: str = ""
    #: What a screen reader says of the cells, where that is not what they show.
    spoken: tuple[str, ...] = ()


def _said(text: str, role: int) -> str:
    return plain(text) if role == _ROLE.ToolTipRole else text


class RowsModel(QAbstractTableModel):
    """The rows as Qt asks for them."""

    def __init__(self, parent: QWidget, *, says_headers: bool) -> None:
        """Start without rows; a screen reader may hear the header with each cell."""
        super().__init__(parent)
        self._says_headers = says_headers
        self._headers: tuple[str, ...] = ()
        self._centred: frozenset[int] = frozenset()
        self.rows: tuple[TableRow, ...] = ()

    def show(
        self, headers: Sequence[str], rows: Sequence[TableRow], centred: Sequence[int] = ()
    ) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._headers, self.rows = tuple(headers), tuple(rows)
        self._centred = frozenset(centred)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return the name of a column."""
        if way == Qt.Orientation.Horizontal and section < len(self._headers):
            if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
                return _said(self._headers[section], role)
            if role == _ROLE.TextAlignmentRole:
                return int(_MIDDLE if section in self._centred else _LEFT)
        if way == Qt.Orientation.Vertical and section < len(self.rows):
            if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
                return _said(self.rows[section].cells[0], role)
            if role == _ROLE.TextAlignmentRole:
                return int(_LEFT)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows, or how."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        text = row.cells[column] if column < len(row.cells) else ""
        if role == _ROLE.AccessibleTextRole and self._says_headers:
            return f"{self._headers[column]}: {row.spoken[column] if row.spoken else text}"
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return text
        if role == _ROLE.ToolTipRole:
            return plain(row.tip or text)
        if role == _ROLE.TextAlignmentRole:
            return int(_MIDDLE if column in self._centred else _LEFT)
        if role == _ROLE.ForegroundRole:
            tone = row.tones.get(column, row.tone)
            return QColor(getattr(current_theme(), tone)) if tone else None
        return None


class RowsTable(QTableView):
    """A table that is read and chosen from, never typed into.

    By cells, the first cell of each row stands still at the left while the others scroll.
    """

    rowChosen = Signal(str)
    rowActivated = Signal(str)

    def __init__(
        self,
        name: str,
        about: str,
        *,
        by_cells: bool = False,
        several: bool = False,
        says_headers: bool = False,
    ) -> None:
        """Make an empty table; `by_cells` lets single cells be chosen, `several` more rows."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self._by_cells = by_cells
        self.rows = RowsModel(self, says_headers=says_headers)
        self.setModel(self.rows)
        unit = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(unit.SelectItems if by_cells else unit.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(by_cells)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAlternatingRowColors(not by_cells)
        self.verticalHeader().setVisible(by_cells)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = max(TARGET, self.fontMetrics().height() + 2 * SPACE_2)
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_rows(
        self,
        headers: Sequence[str],
        rows: Sequence[TableRow],
        *,
        widths: Sequence[int] = (),
        stretch: int = -1,
        centred: Sequence[int] = (),
    ) -> None:
        """Show other rows; the chosen row stays chosen where it is there still.

        `widths` are in letters of the font, one a column.
        """
        key, column = self.key, max(0, self.currentIndex().column())
        self.rows.show(headers, rows, centred)
        header = self.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        for number in range(len(headers)):
            way = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                number, way.Stretch if number == stretch else way.Interactive
            )
            if number < len(widths) and number != stretch:
                width = widths[number] * letter + 4 * SPACE_2
                # A lesson's title over a column of cells may be cut, the name of a column not.
                named = 0 if self._by_cells else header.sectionSizeHint(number)
                header.resizeSection(number, max(width, named))
        if self._by_cells and headers:
            self.setColumnHidden(0, True)
            self.verticalHeader().setFixedWidth(widths[0] * letter if widths else 24 * letter)
            column = max(1, column)
        if rows:
            place = next((n for n, row in enumerate(rows) if row.key == key), 0)
            self.setCurrentIndex(self.rows.index(place, min(column, len(headers) - 1)))
        self.rowChosen.emit(self.key)

    @property
    def key(self) -> str:
        """Return the key of the chosen row, or an empty text."""
        row = self.currentIndex().row()
        return self.rows.rows[row].key if 0 <= row < len(self.rows.rows) else ""

    @property
    def column(self) -> int:
        """Return the chosen column, or -1."""
        return self.currentIndex().column()

    def choose(self, key: str) -> None:
        """Choose the row with a key, if it is there."""
        for number, row in enumerate(self.rows.rows):
            if row.key == key:
                self.setCurrentIndex(self.rows.index(number, max(0, self.column)))

    def currentChanged(self, now: Index, before: Index) -> None:
        """Tell which row is chosen now."""
        super().currentChanged(now, before)
        self.rowChosen.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and Space do what a double click does."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.key:
            self.rowActivated.emit(self.key)
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.rowActivated.emit(self.key)
