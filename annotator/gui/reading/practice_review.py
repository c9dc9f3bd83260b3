"""What a practice lesson comes back to at the end: missed answers and traps, explained."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.domain.notes import shortened
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import set_tip
from annotator.gui.reading.remark_card import SIGNS
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.jump_button import JumpButton
from annotator.gui.widgets.labels import IconLabel, label
from annotator.services.feedback import Leftover
from annotator.translation import _

SIGN = 18
LONGEST_QUOTE = 60


class PracticeReview(QWidget):
    """A line for each: what it is, its words to go to, and why."""

    placeRequested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._shown: tuple[Leftover, ...] = ()
        self.ways: list[JumpButton] = []
        self._inside = QWidget()
        self._scroll = FittingScroll(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_1, 0, 0)
        column.addWidget(self._scroll)
        column.addStretch(1)
        self.setAccessibleName(_("What to look at again"))

    def show_leftovers(self, leftovers: Sequence[Leftover]) -> None:
        """Show exactly these."""
        if tuple(leftovers) == self._shown:
            return
        self._shown = tuple(leftovers)
        self.ways = []
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, SPACE_2, 0)
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        for leftover in leftovers:
            self._add(grid, leftover)
        self._scroll.set_content(inside)
        self._inside = inside

    def _add(self, grid: QGridLayout, leftover: Leftover) -> None:
        row = grid.rowCount()
        sign = IconLabel(*SIGNS[leftover.remark.sign], SIGN)
        verdict, why = label(leftover.remark.verdict), label(leftover.remark.explanation, "small")
        for words in (verdict, why):
            words.setWordWrap(True)
        quote = f"“{shortened(leftover.quote, LONGEST_QUOTE)}”"
        way = JumpButton(quote)
        way.setAccessibleDescription(_("{remark} Go there", remark=leftover.remark.spoken))
        set_tip(way, leftover.quote)
        way.clicked.connect(partial(self.placeRequested.emit, leftover.article_id, leftover.span))
        self.ways.append(way)
        grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(verdict, row, 1)
        grid.addWidget(way, row + 1, 1)
        if leftover.remark.explanation:
            grid.addWidget(why, row + 2, 1)
        grid.setRowMinimumHeight(row + 3, SPACE_3)
