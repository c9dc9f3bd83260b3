"""How the pages of a class are laid out: buttons, a table, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.layouts import STRETCH, LayoutItem, column, row, stretched


def lay_out_page(
    page: QWidget, above: Sequence[QWidget], middle: Sequence[QWidget], below: Sequence[QWidget]
) -> None:
    """Put buttons above and below what is in the middle; the last of it takes the room."""
    *first, last = middle
    column(
        row(*above, STRETCH, spacing=SPACE_2),
        *first,
        stretched(last),
        row(*below, STRETCH, spacing=SPACE_2),
        LayoutItem(None),  # the room, where the table is hidden
        inside=page,
        spacing=SPACE_3,
        margins=0,
    )
