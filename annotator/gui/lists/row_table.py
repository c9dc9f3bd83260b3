"""A table of one column that shows rows: how tall they are, and where they stay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.gui.lists.row import ROW, Row, Shape
from annotator.gui.lists.row_delegate import RowDelegate
from annotator.gui.lists.row_heights import RowHeights
from annotator.gui.lists.row_model import Index
from annotator.gui.look.theme import SPACE_3
from annotator.gui.look.wearing import current_theme


class RowTable(QTableView):
    """Shows the rows of any model that offers a Row under the role ROW.

    A table, because Qt lays a list view out anew, row by row, at each change.
    """

    def __init__(self, shape: Shape, empty: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; `empty` stands where there is no row."""
        super().__init__(parent)
        self._empty = empty
        self._delegate = RowDelegate(shape, self)
        self._heights = RowHeights(self, self._height_of, self.still)
        self.setItemDelegate(self._delegate)
        self._dress()

    def _dress(self) -> None:
        # The ground of a chosen row is part of its picture.
        bare = QPalette()
        bare.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(bare)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(60)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        super().setModel(model)
        if model is not None and self._delegate.shape.fits:
            model.rowsInserted.connect(self._on_rows_inserted)
            model.dataChanged.connect(self._on_data_changed)
            model.layoutChanged.connect(self._measure)
            model.modelReset.connect(self._measure)
        self._measure()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Keep the first row that is seen in its place while rows come and go."""
        bar, top = self.verticalScrollBar(), self.indexAt(QPoint(0, 0))
        row = top.row()
        key, offset = self.id_of(top), self.rowViewportPosition(row) if top.isValid() else 0
        yield
        at = self.index_of(key).row() if key and bar.value() else -1
        if at >= 0 and (at != row or self.rowViewportPosition(at) != offset):
            self.updateGeometries()
            bar.setValue(bar.value() + self.rowViewportPosition(at) - offset)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows that are shown."""
        model = self.model()
        return tuple(model.index(n, 0).data(ROW) for n in range(model.rowCount()))

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return self.model().rowCount()

    def id_of(self, index: QModelIndex) -> str:
        """Return the id of a row, or nothing."""
        row = index.data(ROW) if index.isValid() else None
        return row.id if isinstance(row, Row) else ""

    def index_of(self, wanted: str) -> QModelIndex:
        """Return the place of a row by its id; an invalid index if it is not there."""
        model: Any = self.model()
        if hasattr(model, "index_of"):
            index: QModelIndex = model.index_of(wanted)
            return index
        places = (model.index(n, 0) for n in range(model.rowCount()))
        return next((index for index in places if self.id_of(index) == wanted), QModelIndex())

    def _measure(self) -> None:
        if self._delegate.shape.fits and self.model() is not None:
            self._heights.measure_all()
        else:
            height = self._delegate.height(None, 0, self.font())
            self.verticalHeader().setDefaultSectionSize(height)

    def _height_of(self, number: int) -> int:
        row = self.model().index(number, 0).data(ROW)
        return self._delegate.height(row, self.viewport().width(), self.font())

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._heights.measure(first, last)

    def _on_data_changed(self, top: Index, bottom: Index) -> None:
        self._heights.measure(top.row(), bottom.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew in another width; keep the chosen row in view."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()
        if self.currentIndex().isValid() and self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Break the words anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or that there is none."""
        super().paintEvent(event)
        if self._empty and not self.count:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_theme().muted))
            area = self.viewport().rect().adjusted(SPACE_3, SPACE_3, -SPACE_3, -SPACE_3)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty)
            painter.end()
