"""How the pages of a class are laid out: buttons, a table, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.theme import SPACE_2, SPACE_3


def lay_out_page(
    page: QWidget, above: Sequence[QWidget], middle: Sequence[QWidget], below: Sequence[QWidget]
) -> None:
    """Put buttons above and below what is in the middle; the last of it takes the room."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_3)
    column.addLayout(_row(above))
    for widget in middle[:-1]:
        column.addWidget(widget)
    column.addWidget(middle[-1], 1)
    column.addLayout(_row(below))
    column.addStretch(0)


def _row(widgets: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
