"""What a screen reader would find in a window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QWidget

ROLE = QAccessible.Role
#: What a person can use, and what therefore needs a name.
CONTROLS = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.List,
    ROLE.MenuItem,
    ROLE.PageTab,
    ROLE.ProgressBar,
    ROLE.RadioButton,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.Table,
    ROLE.Tree,
}
#: What needs a word on what it does; a menu and a tab say it with their name.
DESCRIBED = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.Table,
}


def found(window: QWidget) -> Iterator[tuple[QAccessible.Role, str, QAccessibleInterface]]:
    """Return role, name and interface of everything that can be seen in a window."""
    waiting = [QAccessible.queryAccessibleInterface(window)]
    while waiting:
        face = waiting.pop()
        if face is None or not face.isValid() or face.state().invisible:
            continue
        yield face.role(), face.text(QAccessible.Text.Name), face
        waiting += [face.child(n) for n in range(face.childCount())]


def unnamed(window: QWidget) -> list[str]:
    """Return the controls of a window that a screen reader could not name."""
    nameless = []
    for role, name, face in found(window):
        if role in CONTROLS and not name.strip():
            thing = face.object()
            nameless.append(f"{role.name} {type(thing).__name__} {thing and thing.objectName()}")
    return nameless


def undescribed(window: QWidget) -> list[str]:
    """Return the controls that say nothing beyond their name of what they do or hold."""
    silent = []
    for role, name, face in found(window):
        told = face.text(QAccessible.Text.Description) or face.text(QAccessible.Text.Value)
        if role in DESCRIBED and face.state().focusable and not told.strip():
            thing = face.object()
            silent.append(f"{role.name} {type(thing).__name__} {name!r}")
    return silent


def names(window: QWidget, role: QAccessible.Role) -> list[str]:
    """Return the names of everything with a role."""
    return [name for each, name, _ in found(window) if each == role]


def too_small(window: QWidget, side: int = 24) -> list[str]:
    """Return the focusable controls that are smaller than a finger needs."""
    return [
        f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()} {widget.size()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy()
        and not isinstance(widget, QLabel)  # words to select, and no target
        and min(widget.width(), widget.height()) < side
    ]
