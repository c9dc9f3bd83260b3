"""The blocks of an imported page as a list model: kept or dropped, what they are, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.imports import ImportedBlock, ImportedPage
from annotator.domain.lessons import BlockKind

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1

KIND_NAMES = {
    BlockKind.PARAGRAPH: "Paragraph",
    BlockKind.SUBHEADING: "Subheading",
    BlockKind.CAPTION: "Caption",
}


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block as the teacher's decisions leave it, beside what the program chose."""

    block: ImportedBlock
    program: ImportedBlock
    is_decided: bool

    @property
    def text(self) -> str:
        """Return the words of the block, or how it stood on the page where none are left."""
        return self.block.text or " ".join(self.block.raw.split())

    @property
    def reason(self) -> str:
        """Return why it is kept or dropped, and what the program chose where it was overruled."""
        if not self.is_decided:
            return self.program.reason
        chose = "kept it" if self.program.keep else "dropped it"
        if self.program.keep == self.block.keep:
            chose = f"took it for a {KIND_NAMES[self.program.kind].lower()}"
        return f"your decision; the program {chose}: {self.program.reason}"

    @property
    def was_changed(self) -> bool:
        """Return whether the cleaning changed the words of the block."""
        return " ".join(self.block.raw.split()) != self.block.text


class CleaningModel(QAbstractListModel):
    """The rows of one page."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a page."""
        super().__init__(parent)
        self._rows: tuple[BlockRow, ...] = ()

    @property
    def rows(self) -> tuple[BlockRow, ...]:
        """Return the rows in the order of the page."""
        return self._rows

    def set_page(self, page: ImportedPage | None) -> bool:
        """Show a page; return whether it is another one than before, so that all is new."""
        rows = _rows_of(page) if page is not None else ()
        same = len(rows) == len(self._rows) and all(
            one.program is other.program or one.program == other.program
            for one, other in zip(rows, self._rows, strict=True)
        )
        if not same:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return True
        changed = [n for n, (a, b) in enumerate(zip(rows, self._rows, strict=True)) if a != b]
        self._rows = rows
        for number in changed:
            index = self.index(number)
            self.dataChanged.emit(index, index)
        return False

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many blocks the page has."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Return that each block can be chosen."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text, the row, or what a screen reader says of a block."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "Kept" if row.block.keep else "Dropped"
            return f"{state}, {KIND_NAMES[row.block.kind].lower()}, {row.reason}: {row.text}"
        return None


def _rows_of(page: ImportedPage) -> tuple[BlockRow, ...]:
    pairs = zip(page.blocks, page.current, strict=True)
    return tuple(
        BlockRow(current, program, number in page.decisions)
        for number, (program, current) in enumerate(pairs)
    )
