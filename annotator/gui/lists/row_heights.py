"""How tall the rows of a list or table are, where each needs a height of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QTableView

#: Rows are measured for so long at a time, in milliseconds: to break the lines of thousands takes
#: longer than anybody should wait.
LONGEST_STEP = 15


class RowHeights(QObject):
    """Gives the rows of a view their heights, those that are seen at once."""

    def __init__(
        self,
        view: QTableView,
        height_of: Callable[[int], int],
        still: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Measure by `height_of` a row; what is seen stays in its place `still`."""
        super().__init__(view)
        self._view, self._height_of, self._still = view, height_of, still
        self._unmeasured: list[int] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._measure_some)

    def measure_all(self) -> None:
        """Measure anew, as in another width or font, from the first row that is seen."""
        first = max(0, self._view.rowAt(0))
        self._unmeasured = [*range(first, self._view.model().rowCount()), *range(first)]
        self._measure_some()

    def measure(self, first: int, last: int) -> None:
        """Measure rows that came or changed."""
        if self._unmeasured:
            self.measure_all()
        else:
            self._unmeasured = [*range(first, last + 1)]
            self._measure_some()

    def _measure_some(self) -> None:
        clock, header = QElapsedTimer(), self._view.verticalHeader()
        clock.start()
        room, done = self._view.viewport().height(), 0
        with self._still():
            for number in self._unmeasured:
                height = self._height_of(number)
                header.resizeSection(number, height)
                room, done = room - height, done + 1
                if room < 0 and clock.hasExpired(LONGEST_STEP):
                    break
        self._unmeasured = self._unmeasured[done:]
        if self._unmeasured:
            self._later.start()
