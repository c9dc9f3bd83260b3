"""How tall the rows of a list are: all alike, or each as its own words need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QTableView

from annotator.gui.lists.row import ROW, Row
from annotator.gui.lists.row_delegate import RowDelegate
from annotator.gui.lists.row_model import Index

#: So many rows are measured at once, those that are seen first, so that nothing waits for them.
BATCH = 120


class RowHeights(QObject):
    """Gives the rows of a view their heights."""

    def __init__(
        self,
        view: QTableView,
        delegate: RowDelegate,
        still: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """Measure with the delegate that draws; what is seen stays in its place `still`."""
        super().__init__(view)
        self._view, self._delegate, self._still = view, delegate, still
        self._unmeasured: list[int] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._measure_some)

    def follow(self, model: QAbstractItemModel) -> None:
        """Measure what a model has, and what comes and changes in it."""
        if self._delegate.shape.fits:
            model.rowsInserted.connect(self._on_rows_inserted)
            model.dataChanged.connect(self._on_data_changed)
            model.layoutChanged.connect(self.measure_all)
            model.modelReset.connect(self.measure_all)
        self.measure_all()

    def measure_all(self) -> None:
        """Measure anew, as in another width or font."""
        view = self._view
        if view.model() is None:
            return
        if not self._delegate.shape.fits:
            height = self._delegate.height(None, 0, view.font())
            view.verticalHeader().setDefaultSectionSize(height)
            return
        first = max(0, view.rowAt(0))
        self._unmeasured = [*range(first, view.model().rowCount()), *range(first)]
        self._measure_some()

    def _measure_some(self) -> None:
        rows, self._unmeasured = self._unmeasured[:BATCH], self._unmeasured[BATCH:]
        with self._still():
            self._measure(rows)
        if self._unmeasured:
            self._later.start()

    def _measure(self, rows: Iterable[int]) -> None:
        view = self._view
        for number in rows:
            row = view.model().index(number, 0).data(ROW)
            if isinstance(row, Row):
                height = self._delegate.height(row, view.viewport().width(), view.font())
                view.verticalHeader().resizeSection(number, height)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last - first < BATCH and not self._unmeasured:
            self._measure(range(first, last + 1))
        else:
            self.measure_all()

    def _on_data_changed(self, top: Index, bottom: Index) -> None:
        self._on_rows_inserted(QModelIndex(), top.row(), bottom.row())
