"""A table of a comparison: choose rows and sentences, jump to where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.domain.comparisons import ArticleSpan
from annotator.gui.compare.cell_delegate import CellDelegate
from annotator.gui.compare.comparison_model import ComparisonModel, Index
from annotator.gui.compare.table_content import CellItem, ComparisonCell, ComparisonRow
from annotator.gui.lists.row_heights import RowHeights

TITLE_WIDTH = 190
NARROWEST = 168
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence or some words that are chosen, and the row they stand in."""

    row: ComparisonRow
    item: CellItem


class ComparisonTable(QTableView):
    """Rows by outlets; a click, Enter or Space shows the place in the article."""

    placeRequested = Signal(object)
    choiceChanged = Signal()
    menuRequested = Signal(object)

    def __init__(
        self, name: str, heading: str, *, can_rename: bool, parent: QWidget | None
    ) -> None:
        """Show no rows yet."""
        super().__init__(parent)
        self.rows = ComparisonModel(heading, can_rename=can_rename, parent=self)
        self._delegate = CellDelegate(self)
        self._item = 0
        self._next_place = 0
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        for mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalHeader().hide()
        self.setCornerWidget(QWidget())
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Heights follow the widths, once for all changes of one moment.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._row_heights = RowHeights(self, self._height_of)
        self._heights: dict[tuple[ComparisonRow, int], int] = {}

    def show_rows(self, rows: Sequence[ComparisonRow], outlets: Sequence[str]) -> None:
        """Show these rows; the row that was chosen stays chosen if it is still there."""
        at, scrolled = self.currentIndex(), self.verticalScrollBar().value()
        key = self.rows.rows[at.row()].key if at.isValid() else None
        column = at.column()
        self.rows.show(rows, outlets)
        self._fit()
        row = next((n for n, each in enumerate(rows) if each.key == key), None)
        if row is not None:
            self.setCurrentIndex(self.rows.index(row, min(column, self.rows.columnCount() - 1)))
        self.verticalScrollBar().setValue(scrolled)
        self.choiceChanged.emit()

    def row_index(self, key: str, column: int = 0) -> QModelIndex:
        """Return the cell of a row by its key; invalid if there is no such row."""
        keys = [row.key for row in self.rows.rows]
        return self.rows.index(keys.index(key), column) if key in keys else QModelIndex()

    # -- what is chosen ------------------------------------------------------------------------

    def chosen_rows(self) -> tuple[ComparisonRow, ...]:
        """Return the rows in which something is chosen, from top to bottom."""
        numbers = sorted({index.row() for index in self.selectedIndexes()})
        return tuple(self.rows.rows[number] for number in numbers)

    def chosen_items(self) -> tuple[Chosen, ...]:
        """Return the chosen sentences: all of each cell, but of a single cell the current one."""
        indexes = sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column()))
        cells = [(index, self.rows.cell(index)) for index in indexes]
        filled = [(index, cell) for index, cell in cells if cell is not None and cell.items]
        if len(filled) == 1 and filled[0][0] == self.currentIndex():
            index, cell = filled[0]
            item = cell.items[min(self._item, len(cell.items) - 1)]
            return (Chosen(self.rows.rows[index.row()], item),)
        return tuple(
            Chosen(self.rows.rows[index.row()], item)
            for index, cell in filled
            for item in cell.items
        )

    def chosen_cell(self) -> tuple[ComparisonRow, ComparisonCell] | None:
        """Return the cell where the keyboard is with its row, or None."""
        cell = self.rows.cell(self.currentIndex())
        return None if cell is None else (self.rows.rows[self.currentIndex().row()], cell)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell what can be done now."""
        super().selectionChanged(selected, deselected)
        self.choiceChanged.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Begin with the first item of a cell."""
        super().currentChanged(current, previous)
        self._go_to_item(0)

    def _go_to_item(self, number: int) -> None:
        self._item, self._next_place = number, 0
        at = self.currentIndex()
        self._delegate.current = (at.row(), at.column(), number) if at.isValid() else None
        self.viewport().update()

    # -- places --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the place with Enter or Space, the next one with the next press."""
        if event.key() in OPENING and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._open_next()
        else:
            super().keyPressEvent(event)

    def _open_next(self) -> None:
        cell = self.rows.cell(self.currentIndex())
        if cell is None or not cell.items:
            return
        if self._next_place >= len(cell.items[self._item].places):
            self._go_to_item((self._item + 1) % len(cell.items))
        self._open_place(cell)

    def _open_place(self, cell: ComparisonCell) -> None:
        places: tuple[ArticleSpan, ...] = cell.items[self._item].places
        place = places[self._next_place % len(places)]
        self._next_place += 1
        self.choiceChanged.emit()
        self.placeRequested.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the place of the sentence or words that were clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        cell = self.rows.cell(index)
        if event.button() != Qt.MouseButton.LeftButton or not plain or cell is None:
            return
        if index != self.currentIndex() or not cell.items or len(self.selectedIndexes()) > 1:
            return
        area = QRectF(self.visualRect(index))
        number = self._delegate.item_at(index, area, event.position(), self.font())
        if number != self._item or self._next_place >= len(cell.items[number].places):
            self._go_to_item(number)
        self._open_place(cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is chosen."""
        self.menuRequested.emit(event.globalPos())
        event.accept()

    # -- size ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the outlets."""
        super().resizeEvent(event)
        self._fitting.start()

    def changeEvent(self, event: QEvent) -> None:
        """Set the rows anew where the type changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._fitting.start()

    def _fit(self) -> None:
        outlets = self.rows.columnCount() - 1
        if outlets < 1:
            return
        room = self.viewport().width() - TITLE_WIDTH
        width = max(NARROWEST, room // outlets)
        self.setColumnWidth(0, TITLE_WIDTH)
        for column in range(1, outlets + 1):
            self.setColumnWidth(column, width)
        self._row_heights.measure_all()

    def _height_of(self, number: int) -> int:
        row, width = self.rows.rows[number], self.columnWidth(1)
        if (row, width) not in self._heights:
            self._heights[row, width] = max(
                self._delegate.height_for(
                    self.rows.index(number, column), self.columnWidth(column), self.font()
                )
                for column in range(self.rows.columnCount())
            )
        return self._heights[row, width]
