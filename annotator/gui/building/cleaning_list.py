"""The list of blocks: chosen with the arrows, kept or dropped with Space or a click."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from annotator.domain.lessons import BlockKind
from annotator.gui.building.cleaning_delegate import BOX_SIDE, CleaningDelegate
from annotator.gui.building.cleaning_model import CleaningModel
from annotator.gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_KIND_KEYS = {
    Qt.Key.Key_P: BlockKind.PARAGRAPH,
    Qt.Key.Key_S: BlockKind.SUBHEADING,
    Qt.Key.Key_C: BlockKind.CAPTION,
}


class CleaningList(QListView):
    """The blocks of a page; says what a person decides and changes nothing itself."""

    toggled = Signal()
    kindChosen = Signal(object)
    undecided = Signal()
    currentMoved = Signal()

    def __init__(self, model: CleaningModel, parent: QWidget | None = None) -> None:
        """Show the blocks of a model."""
        super().__init__(parent)
        self._painter = CleaningDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Thousands of blocks are laid out a part at a time, so that nothing waits for them.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(120)
        self.setAccessibleName("Blocks of the page")
        self.setAccessibleDescription(
            "Space keeps or drops, P, S and C say what a block is, Backspace takes the program's "
            "choice, Shift or Ctrl choose several"
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._painter.set_theme(theme)
        self.viewport().update()

    def chosen_rows(self) -> tuple[int, ...]:
        """Return the numbers of the chosen blocks that can be seen, or the current one."""
        rows = {index.row() for index in self.selectedIndexes()}
        if not rows and self.currentIndex().isValid():
            rows = {self.currentIndex().row()}
        return tuple(sorted(row for row in rows if not self.isRowHidden(row)))

    def go_to(self, row: int) -> None:
        """Make a block the current one and bring it into view."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with single keys; the rest is moving and choosing."""
        key = Qt.Key(event.key())
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & control or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in _KIND_KEYS:
            self.kindChosen.emit(_KIND_KEYS[key])
        elif key == Qt.Key.Key_Backspace:
            self.undecided.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep or drop the block whose box is clicked; elsewhere choose it."""
        index = self.indexAt(event.position().toPoint())
        on_box = event.position().x() < BOX_SIDE and event.button() == Qt.MouseButton.LeftButton
        if not (on_box and index.isValid()):
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.selectionModel().isSelected(index):
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
        self.toggled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click on a box as a click of its own."""
        if event.position().x() < BOX_SIDE:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another block is the current one."""
        super().currentChanged(current, previous)
        self.currentMoved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew where the list is wider or narrower."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
