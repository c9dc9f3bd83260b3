"""A list of rows: chosen with arrows and clicks, used with Enter, checked with Space."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.gui.lists.row import ITEM, ONE_LINE, ROW, Row, Shape
from annotator.gui.lists.row_model import RowModel, itself
from annotator.gui.lists.row_table import RowTable

_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RowView(RowTable):
    """The list itself: it tells what a person does and changes nothing.

    Any model that offers a Row under the role ROW can be shown, also a sorted or filtered one.
    """

    rowChosen = Signal(str)
    severalChosen = Signal(int)
    rowActivated = Signal(str)
    checkToggled = Signal(str)
    rowEdited = Signal(str, str)
    moveRequested = Signal(int, int)
    removeRequested = Signal(object)

    def __init__(
        self,
        name: str,
        about: str = "",
        *,
        shape: Shape = ONE_LINE,
        empty: str = "",
        several: bool = False,
        moves: bool = False,
        edits: bool = False,
        searches: bool = False,
        model: QAbstractItemModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a list with an accessible name; `about` says what its keys do.

        `empty` stands where there is no row. `several` can be chosen, a row `moves` by dragging
        and Alt with an arrow, `edits` lets `edit_row` open a title; letters go to whoever holds
        the list unless it `searches` them.
        """
        super().__init__(shape, empty, parent)
        self._about = about
        self._searches, self._moves = searches, moves
        self._is_telling = True
        self._was_told = False
        self.setAccessibleName(name)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        if moves:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setDragDropOverwriteMode(False)
        self.setModel(model or RowModel(self, moves=moves, edits=edits))
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        super().setModel(model)
        if model is None:
            return
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        if isinstance(model, RowModel):
            model.rowEdited.connect(self.rowEdited)
            model.moveRequested.connect(self.moveRequested, Qt.ConnectionType.QueuedConnection)
        self._say_what_is_there()

    def _say_what_is_there(self) -> None:
        self.setAccessibleDescription(self._about if self.count else self._empty or self._about)

    # -- what is shown ---------------------------------------------------------

    def set_rows(self, rows: Sequence[Row], current: str | None = None) -> None:
        """Show these rows; nobody is told.

        What is chosen stays chosen where it is there still, unless `current` is given; the first
        row that is seen stays in its place.
        """
        self.set_items(rows, itself, current)

    def set_items(
        self, items: Sequence[Any], row: Callable[[Any], Row], current: str | None = None
    ) -> None:
        """Show items, each as the row that is made of it when it is seen."""
        model = self.model()
        assert isinstance(model, RowModel)
        kept = self.current if current is None else current
        with self._quiet(), self.still():
            model.set_items(items, row)
            self._choose(kept)
        self._say_what_is_there()

    # -- what is chosen --------------------------------------------------------

    @property
    def current(self) -> str:
        """Return the id of the row at hand, or nothing."""
        return self.id_of(self.currentIndex())

    @property
    def current_item(self) -> Any:
        """Return what the row at hand was made of, or None."""
        return self.currentIndex().data(ITEM) if self.currentIndex().isValid() else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the ids of every chosen row, from the top."""
        return tuple(self.id_of(index) for index in self._chosen_indexes())

    @property
    def chosen_items(self) -> tuple[Any, ...]:
        """Return what every chosen row was made of, from the top."""
        return tuple(index.data(ITEM) for index in self._chosen_indexes())

    def _chosen_indexes(self) -> list[QModelIndex]:
        return sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)

    def choose(self, wanted: str | None) -> None:
        """Choose a row by its id, or none; nobody is told."""
        with self._quiet():
            self._choose(wanted or "")

    def choose_at(self, number: int) -> None:
        """Choose the row of that number, or the nearest one; nobody is told."""
        with self._quiet():
            self._go_to(self.model().index(max(0, min(number, self.count - 1)), 0))

    def step(self, by: int) -> bool:
        """Choose the next row, or the previous one below 0; return whether there is one."""
        at = self.currentIndex().row() + by
        if not self.currentIndex().isValid():
            at = 0 if by > 0 else self.count - 1
        if not 0 <= at < self.count:
            return False
        self.setCurrentIndex(self.model().index(at, 0))
        return True

    def edit_row(self, wanted: str) -> None:
        """Let a person write a row's title anew, in its place."""
        index = self.index_of(wanted)
        if index.isValid():
            self.edit(index)

    def _choose(self, wanted: str) -> None:
        index = self.index_of(wanted) if wanted else QModelIndex()
        if not index.isValid():
            self.selectionModel().clear()
        elif index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self._go_to(index)

    def _go_to(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # -- what is told ----------------------------------------------------------

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        before, self._is_telling = self._is_telling, False
        try:
            yield
        finally:
            self._is_telling = before

    def _tell_if_moved(self, before: QModelIndex) -> bool:
        """Tell of the row at hand where it is another one, and the only one that is chosen."""
        has_moved = self.currentIndex() != before
        return has_moved and self._tell()

    def _tell(self) -> bool:
        is_one = len(self.selectionModel().selectedRows()) == 1 and bool(self.current)
        if is_one:
            self.rowChosen.emit(self.current)
        return is_one

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        # Through another way than a key or the pointer, such as a reader of the screen.
        if self._is_telling and index.isValid():
            self.rowChosen.emit(self.id_of(index))

    def _on_selection_changed(self) -> None:
        self.severalChosen.emit(len(self.selectionModel().selectedRows()))

    def _on_clicked(self, _index: QModelIndex) -> None:
        # Also the one that is chosen already: something else may be in view.
        if not self._was_told:
            self._tell()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.rowActivated.emit(self.id_of(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, or check the one whose box is clicked."""
        index = self.indexAt(event.position().toPoint())
        is_check = event.button() == Qt.MouseButton.LeftButton and self._is_on_box(event)
        before = self.currentIndex()
        with self._quiet():
            if is_check:
                self._take_click(index)
            else:
                super().mousePressEvent(event)
        self._was_told = self._tell_if_moved(before)
        if is_check:
            self.checkToggled.emit(self.id_of(index))

    def _is_on_box(self, event: QMouseEvent) -> bool:
        row = self.indexAt(event.position().toPoint()).data(ROW)
        return isinstance(row, Row) and event.position().x() < self._delegate.box_side(row)

    def _take_click(self, index: QModelIndex) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.selectionModel().isSelected(index):
            command = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, command)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click on a box as a click of its own."""
        if self._is_on_box(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Check with Space, use with Enter, remove with Delete, move with Alt and an arrow."""
        key, row = event.key(), self.currentIndex().data(ROW)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if not isinstance(row, Row):
            self._move_by_key(event)
        elif key == Qt.Key.Key_Space and row.is_checked is not None:
            self.checkToggled.emit(row.id)
        elif key in _ENTER:
            self.rowActivated.emit(row.id)
        elif key in _DELETE and self.chosen:
            self.removeRequested.emit(self.chosen)
        elif self._moves and steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(steps)
        else:
            self._move_by_key(event)

    def _move_by_key(self, event: QKeyEvent) -> None:
        is_letter = event.text().isalnum() and not event.modifiers() & _COMMAND
        if is_letter and not self._searches:
            event.ignore()
            return
        before = self.currentIndex()
        with self._quiet():
            super().keyPressEvent(event)
        self._tell_if_moved(before)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first row with Home and to the last with End, as in every list."""
        moves = QAbstractItemView.CursorAction
        if action in (moves.MoveHome, moves.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def move_current(self, steps: int) -> None:
        """Ask to move the row at hand, if there is room."""
        at = self.currentIndex().row()
        if at >= 0 and 0 <= at + steps < self.count:
            self.moveRequested.emit(at, at + steps)
