"""Buttons and labels with all that a person needs to know of them, made in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import label

_Widget = TypeVar("_Widget", bound=QWidget)
_Button = TypeVar("_Button", bound=QAbstractButton)


def named(widget: _Widget, name: str = "", tells: str = "", *, tip: str = "") -> _Widget:
    """Return a widget with its accessible name, what it is for, and its tip."""
    if name:
        widget.setAccessibleName(name)
    if tells:
        widget.setAccessibleDescription(tells)
    if tip:
        set_tip(widget, tip)
    return widget


def button(
    text: str,
    tells: str,
    on_click: Callable[..., Any] | SignalInstance | None = None,
    *,
    kind: str = "",
    name: str = "",
    tip: str = "",
    checkable: bool = False,
    default: bool = False,
) -> QPushButton:
    """Return a push button; `tells` says what it does, for screen readers.

    `kind` is one of the style sheet's ("primary", "quiet"); the `default` one is pressed by Enter
    in a dialog. Its text is its accessible name where it has no other `name`.
    """
    made = _set_up(QPushButton(text), on_click, kind, checkable=checkable)
    made.setDefault(default)
    return named(made, name, tells, tip=tip)


def tool(
    name: str,
    tells: str,
    on_click: Callable[..., Any] | SignalInstance | None = None,
    *,
    kind: str = "quiet",
    tip: str = "",
    checkable: bool = False,
) -> QToolButton:
    """Return a button that shows an icon; its tip is what it does, where it has no other."""
    made = _set_up(QToolButton(), on_click, kind, checkable=checkable)
    return named(made, name, tells, tip=tip or tells)


def _set_up(
    made: _Button,
    on_click: Callable[..., Any] | SignalInstance | None,
    kind: str,
    *,
    checkable: bool,
) -> _Button:
    if kind:
        made.setProperty("kind", kind)
    made.setCheckable(checkable)
    if on_click is not None:
        made.clicked.connect(on_click)
    return made


def paragraph(text: str = "", role: str = "") -> QLabel:
    """Return plain text that goes on in further lines where it is too long for one."""
    made = label(text, role)
    made.setWordWrap(True)
    return made
