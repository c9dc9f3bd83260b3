"""The rows of a list for Qt; only what differs is touched, so choice and place stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.domain.sequence_change import change_between
from annotator.gui.lists.row import ITEM, ROW, Row
from annotator.gui.plain_text import plain

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_DRAGGED = "application/x-annotator-row"


def itself(row: Row) -> Row:
    """Return the row: where rows are made beforehand."""
    return row


class RowModel(QAbstractListModel):
    """Items with an id, and the row that each is shown as, made when it is asked for."""

    rowEdited = Signal(str, str)
    moveRequested = Signal(int, int)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        key: Callable[[Any], str] = attrgetter("id"),
        moves: bool = False,
        edits: bool = False,
    ) -> None:
        """Start empty; `key` tells an item's id, rows may be dragged, titles written anew."""
        super().__init__(parent)
        self._key = key
        self._row: Callable[[Any], Row] = itself
        self._items: tuple[Any, ...] = ()
        self._moves, self._edits = moves, edits

    @property
    def items(self) -> tuple[Any, ...]:
        """Return the items in their order."""
        return self._items

    def set_items(self, items: Sequence[Any], row: Callable[[Any], Row] = itself) -> None:
        """Show exactly these items; `row` makes the row of one."""
        wanted = tuple(items)
        is_other, self._row = row != self._row, row
        change = change_between(self._items, wanted)
        if change.old or change.new:
            self._take(change.start, change.old, wanted[change.start : change.start + change.new])
        if is_other and wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))

    def _take(self, first: int, old: int, new: Sequence[Any]) -> None:
        """Put new items into the place of some: rows go, change places, come and change."""
        wanted = [self._key(item) for item in new]
        stay, were = set(wanted), {self._key(item) for item in self._items[first : first + old]}
        if len(stay) < len(wanted) or len(were) < old:
            stay = set()  # ids that are there twice tell nothing
        for start, end in _runs(
            n
            for n in range(first + old - 1, first - 1, -1)
            if self._key(self._items[n]) not in stay
        ):
            self.beginRemoveRows(QModelIndex(), end, start)
            self._items = self._items[:end] + self._items[start + 1 :]
            self.endRemoveRows()
            old -= start - end + 1
        here = {self._key(item) for item in self._items[first : first + old]}
        self._arrange(first, [key for key in wanted if key in here])
        for start, end in _runs(n for n, key in enumerate(wanted) if key not in here):
            self.beginInsertRows(QModelIndex(), first + start, first + end)
            place = first + start
            self._items = self._items[:place] + tuple(new[start : end + 1]) + self._items[place:]
            self.endInsertRows()
        differ = [n for n, item in enumerate(new, first) if item != self._items[n]]
        self._items = self._items[:first] + tuple(new) + self._items[first + len(wanted) :]
        for start, end in _runs(iter(differ)):
            self.dataChanged.emit(self.index(start), self.index(end))

    def _arrange(self, first: int, wanted: list[str]) -> None:
        """Bring rows that stay into another order."""
        there = self._items[first : first + len(wanted)]
        if [self._key(item) for item in there] == wanted:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {key: n for n, key in enumerate(wanted, first)}
        rows = [
            places[self._key(there[index.row() - first])]
            if first <= index.row() < first + len(there)
            else index.row()
            for index in before
        ]
        arranged = tuple(sorted(there, key=lambda item: places[self._key(item)]))
        self._items = self._items[:first] + arranged + self._items[first + len(there) :]
        self.changePersistentIndexList(before, [self.index(row) for row in rows])
        self.layoutChanged.emit()

    def index_of(self, wanted: str) -> QModelIndex:
        """Return the place of an item by its id; an invalid index if it is not there."""
        found = (n for n, item in enumerate(self._items) if self._key(item) == wanted)
        return self.index(next(found, -1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return that rows are one column; Qt hides this from Python in lists."""
        return 0 if parent.isValid() else 1

    def headerData(
        self, _section: int, _way: Qt.Orientation, _role: int = _ROLE.DisplayRole
    ) -> None:
        """Return nothing: a number before each row is not worth hearing."""

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return the row, its item, or what is said of it."""
        if not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        row = self._row(item)
        if role == ROW:
            return row
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return row.title
        if role == _ROLE.AccessibleTextRole:
            return row.described
        if role == _ROLE.ToolTipRole:
            return plain(row.tip or row.described)
        if role == _ROLE.CheckStateRole and row.is_checked is not None:
            return Qt.CheckState.Checked if row.is_checked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Tell of a title that was written anew; whoever owns the list changes it."""
        if not index.isValid() or role != _ROLE.EditRole:
            return False
        self.rowEdited.emit(self._key(self._items[index.row()]), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be chosen, checked where they have a box, and perhaps moved."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled if self._moves else flag.NoItemFlags
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        if self._edits:
            flags |= flag.ItemIsEditable
        if self._moves:
            flags |= flag.ItemIsDragEnabled
        if self._row(self._items[index.row()]).is_checked is not None:
            flags |= flag.ItemIsUserCheckable
        return flags

    def mimeTypes(self) -> list[str]:
        """Return what a dragged row is."""
        return [_DRAGGED]

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that a row can be moved."""
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the number of the dragged row."""
        data = QMimeData()
        data.setData(_DRAGGED, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the move; return False, so that the view takes nothing away itself."""
        if not data.hasFormat(_DRAGGED):
            return False
        source = int(bytes(data.data(_DRAGGED).data()).decode())
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._items)
        target = place - 1 if place > source else place
        if target != source:
            self.moveRequested.emit(source, target)
        return False


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield stretches of neighbours, up or down, as their first and last number."""
    start = end = None
    for number in numbers:
        if start is None or end is None:
            start = end = number
        elif abs(number - end) == 1:
            end = number
        else:
            yield start, end
            start = end = number
    if start is not None and end is not None:
        yield start, end
