"""The annotations as a list: one row each, by article and place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId
from annotator.gui.lists.row import TWO_LINES
from annotator.gui.lists.row_delegate import RowDelegate
from annotator.gui.reading.annotation_filter import AnnotationFilter
from annotator.gui.reading.annotation_list_model import ANNOTATION
from annotator.translation import _


class AnnotationList(QTableView):
    """The list itself: a click or an arrow goes there, Enter writes, Delete removes.

    Several rows are chosen with Ctrl or Shift; that goes nowhere.

    A table of one column, because Qt lays a list view out anew, row by row, at each change.
    """

    chosen = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)
    severalChosen = Signal(int)

    def __init__(self, model: AnnotationFilter, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self._annotations = model
        self.setModel(model)
        self._delegate = RowDelegate(TWO_LINES, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self._fit()
        self.setAccessibleName(_("My annotations"))
        self.setAccessibleDescription(
            _(
                "Arrows and clicks go there, Enter writes the note, Delete removes what is "
                "chosen, Shift or Ctrl choose several"
            )
        )
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def changeEvent(self, event: QEvent) -> None:
        """Give the rows room for two lines in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 15)

    def show_chosen(self, annotation_id: AnnotationId | None) -> None:
        """Select the row of an annotation without telling anybody."""
        index = self._annotations.index_of(annotation_id)
        if not index.isValid():
            self.clearSelection()
        elif not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in view when the note below takes room."""
        super().resizeEvent(event)
        if self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with the arrows, write with Enter, remove with Delete."""
        annotation = self._current()
        if annotation is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.noteRequested.emit(annotation.id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        else:
            super().keyPressEvent(event)
            after = self._current()
            alone = len(self.selectedIndexes()) == 1
            if after is not None and after is not annotation and alone:
                self.chosen.emit(after.id)

    def remove_chosen(self) -> None:
        """Ask to remove every chosen annotation in one step."""
        rows = [index.data(ANNOTATION).id for index in self.selectedIndexes()]
        if rows:
            self.removeRequested.emit(tuple(rows))

    def _current(self) -> Annotation | None:
        index = self.currentIndex()
        return index.data(ANNOTATION) if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selectedIndexes()) == 1:
            self.chosen.emit(index.data(ANNOTATION).id)

    def _on_selection_changed(self) -> None:
        self.severalChosen.emit(len(self.selectedIndexes()))
