"""The fields of one value: shown, read back, and told of when somebody pauses or leaves.

What is typed stays until the stored value of that very field is another one: storing, undo and
news from elsewhere never take words from under a hand. What means the same as what is stored is
what is stored, such as the space just typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.exact_value import exact_value
from annotator.gui.widgets.note_field import NoteField


class ValueField(QWidget):
    """A widget of several parts that holds one value, as one field of a form."""

    changed = Signal()
    typing = Signal()

    def value(self) -> Any:
        """Return what it holds."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Hold another value without telling anybody."""
        raise NotImplementedError


class Form(QObject):
    """Fields by the names of a value's attributes; `edited` brings the value as they have it.

    An item of a choice that has no data stands for None.
    """

    edited = Signal(object)

    def __init__(
        self,
        parent: QObject,
        fields: Mapping[str, QWidget],
        may_store: Callable[[Any], bool] | None = None,
    ) -> None:
        """Watch fields; a pause in typing tells of what `may_store`, leaving a field of all."""
        super().__init__(parent)
        self._fields = fields
        self._may_store = may_store
        #: What is stored; None before it is shown, and while it is.
        self.value: Any = None
        self._clock = DelayedSave(self)
        self._clock.due.connect(self._on_clock_due)
        for field in fields.values():
            self.watch(field)

    def watch(self, field: QWidget) -> None:
        """Note what is typed in a field, and when it is left."""
        if isinstance(field, QLineEdit | NoteField):
            self._clock.watch(field)
        elif isinstance(field, ValueField):
            field.typing.connect(self._clock.touch)
        if isinstance(field, QDoubleSpinBox):
            field.valueChanged.connect(self._clock.touch)
        for told in _told_by(field):
            told.connect(self.flush)

    def show(self, value: Any, *, anew: bool = False) -> None:
        """Show what is stored; `anew` takes the place of what is typed too."""
        before, self.value = self.value, None
        for name, field in self._fields.items():
            stored = getattr(value, name)
            is_typed = before is not None and _typed(field, getattr(before, name)) != stored
            if anew or not is_typed or stored != getattr(before, name):
                _fill(field, stored)
        self.value = value

    def typed(self) -> Any:
        """Return the value as the fields have it, or None before one is shown."""
        stored = self.value
        read = {name: _typed(field, getattr(stored, name)) for name, field in self._fields.items()}
        return replace(stored, **read)

    @property
    def is_changed(self) -> bool:
        """Return whether something is typed that is not stored."""
        return self.value is not None and self.typed() != self.value

    def flush(self) -> None:
        """Tell of the value now, where it is another one."""
        self._clock.stop()
        if self.is_changed:
            self.edited.emit(self.typed())

    def _on_clock_due(self) -> None:
        # What cannot be stored as it is, is said when the field is left.
        if self.is_changed and (self._may_store is None or self._may_store(self.typed())):
            self.flush()


def _told_by(field: QWidget) -> tuple[SignalInstance, ...]:
    """Return what a field says when it is left or a choice is made in it."""
    match field:
        case QLineEdit():
            return (field.editingFinished,)
        case NoteField():
            return field.left, field.finished
        case QComboBox():
            return (field.activated,)
        case QCheckBox():
            return (field.clicked,)
        case QSpinBox():
            return (field.valueChanged,)
        case QDoubleSpinBox():
            return (field.editingFinished,)
        case ValueField():
            return (field.changed,)
    raise TypeError(f"{type(field).__name__} is no field of a form.")


def _typed(field: QWidget, stored: Any) -> Any:
    """Return what a field holds, as the kind of value that is stored."""
    match field:
        case QLineEdit():
            return words_typed(field.text(), stored)
        case NoteField():
            return words_typed(field.toPlainText(), stored)
        case QComboBox():
            chosen = field.currentData() or None  # Qt hands a word back as plain text
            return type(stored)(chosen) if isinstance(stored, Enum) else chosen
        case QCheckBox():
            return field.isChecked()
        case QDoubleSpinBox():
            return exact_value(field, stored)
        case QSpinBox():
            return field.value()
    assert isinstance(field, ValueField)
    return field.value()


def words_typed(typed: str, stored: str) -> str:
    """Return what is typed, or what is stored where that says the same."""
    return stored if typed.split() == stored.split() else typed


def _fill(field: QWidget, stored: Any) -> None:
    match field:
        case QLineEdit() | NoteField():
            show_text(field, stored)
        case QComboBox():
            field.setCurrentIndex(max(0, field.findData(stored or "")))
        case QCheckBox():
            field.setChecked(stored)
        case QSpinBox() | QDoubleSpinBox():
            field.setValue(stored)
        case ValueField():
            field.show_value(stored)
