"""Rows and columns of widgets, each put together in one expression.

A part is a widget, a layout, a number of pixels of space, or STRETCH. `stretched` gives a part the
room that is left, `centred` keeps it in the middle of the row's height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_Box = TypeVar("_Box", bound=QBoxLayout)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LayoutItem:
    """A part with its share of the room that is left, and where it stands in its own."""

    part: QWidget | QLayout | None
    stretch: int = 0
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag(0)  # noqa: RUF009 - an immutable value


Part = QWidget | QLayout | LayoutItem | int
#: Takes the room that is left.
STRETCH = LayoutItem(None, 1)


def stretched(part: QWidget | QLayout, by: int = 1) -> LayoutItem:
    """Return a part that takes `by` shares of the room that is left."""
    return LayoutItem(part, by)


def centred(part: QWidget, stretch: int = 0) -> LayoutItem:
    """Return a part in the middle of its row's height, as high as it needs."""
    return LayoutItem(part, stretch, _MIDDLE)


def row(
    *parts: Part,
    inside: QWidget | None = None,
    spacing: int | None = None,
    margins: int | tuple[int, int, int, int] | None = None,
) -> QHBoxLayout:
    """Return parts beside each other; `inside` a widget they become what it shows."""
    return _filled(QHBoxLayout(), parts, inside, spacing, margins)


def column(
    *parts: Part,
    inside: QWidget | None = None,
    spacing: int | None = None,
    margins: int | tuple[int, int, int, int] | None = None,
) -> QVBoxLayout:
    """Return parts below each other; `inside` a widget they become what it shows."""
    return _filled(QVBoxLayout(), parts, inside, spacing, margins)


def _filled(
    box: _Box,
    parts: tuple[Part, ...],
    inside: QWidget | None,
    spacing: int | None,
    margins: int | tuple[int, int, int, int] | None,
) -> _Box:
    """Fill a layout; where no spacing and no margins are named the style's stand."""
    if inside is not None:
        inside.setLayout(box)
    if spacing is not None:
        box.setSpacing(spacing)
    if margins is not None:
        sides = (margins,) * 4 if isinstance(margins, int) else margins
        box.setContentsMargins(*sides)
    for part in parts:
        placed = LayoutItem(part) if isinstance(part, QWidget | QLayout) else part
        match placed:
            case int():
                box.addSpacing(placed)
            case LayoutItem(QWidget() as widget, share, alignment):
                box.addWidget(widget, share, alignment)
            case LayoutItem(QLayout() as layout, share):
                box.addLayout(layout, share)
            case LayoutItem(None, share):
                box.addStretch(share)
    return box


def scrolled(inside: QWidget, widest: int = 0) -> QScrollArea:
    """Return a widget that scrolls up and down only; in the middle, if it has a `widest`.

    The ground below shows through.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if widest:
        inside.setMaximumWidth(widest)
        middle = QWidget()
        row(STRETCH, stretched(inside, 8), STRETCH, inside=middle, margins=0)
        inside = middle
    area.setWidget(inside)
    for ground in (area.viewport(), inside):
        ground.setAutoFillBackground(False)
    return area


def clear(box: QLayout) -> None:
    """Take every widget out of a layout and delete it after the event at hand."""
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def sheet(inside: QLayout | None = None) -> QFrame:
    """Return a sheet of paper with a layout on it."""
    made = QFrame()
    made.setProperty("role", "sheet")
    if inside is not None:
        made.setLayout(inside)
    return made


def holding(inside: QLayout) -> QWidget:
    """Return a widget that is nothing but its layout."""
    made = QWidget()
    made.setLayout(inside)
    return made
