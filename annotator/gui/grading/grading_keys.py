"""The keys of the grading screen: which gesture each asks for, and the list that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_K = Qt.Key

#: Gestures by key; the names are methods of the grading screen.
GESTURES = {
    (_K.Key_J, _NONE): "next_entry",
    (_K.Key_K, _NONE): "previous_entry",
    (_K.Key_U, _NONE): "next_ungraded",
    (_K.Key_N, _NONE): "next_item",
    (_K.Key_P, _NONE): "previous_item",
    (_K.Key_A, _NONE): "accept",
    (_K.Key_A, _SHIFT): "accept_for_all",
    (_K.Key_R, _NONE): "reject",
    (_K.Key_I, _NONE): "ignore",
    (_K.Key_F, _NONE): "flag",
    (_K.Key_C, _NONE): "write_comment",
    (_K.Key_O, _NONE): "write_overall_comment",
    (_K.Key_D, _NONE): "mark_graded",
    (_K.Key_H, _NONE): "show_history",
    (_K.Key_G, _NONE): "switch_view",
    (_K.Key_BracketLeft, _NONE): "previous_criterion",
    (_K.Key_BracketRight, _NONE): "next_criterion",
    (_K.Key_Z, _CONTROL): "undo",
    (_K.Key_Z, _CONTROL | _SHIFT): "redo",
    (_K.Key_Y, _CONTROL): "redo",
    (_K.Key_F1, _NONE): "show_keys",
}
_FIRST, _LAST = int(_K.Key_1), int(_K.Key_9)

LISTED = (
    ("J, K", "Next and previous student, or answer group"),
    ("U", "Next ungraded"),
    ("N, P", "Next and previous item of this hand-in"),
    ("1 to 9", "Level of the current criterion; the same again takes it back"),
    ("[ and ]", "Previous and next criterion"),
    ("A", "Accept here"),
    ("Shift+A", "Accept for all: into the key, after showing whose points change"),
    ("R", "Reject"),
    ("I", "Ignore"),
    ("C", "Write a comment on what is chosen; Ctrl+Enter or Esc ends it"),
    ("O", "Write the comment on the whole work"),
    ("Ctrl+1 to Ctrl+9", "Put in this comment of the bank"),
    ("F", "Flag, to come back to it"),
    ("D", "Graded: go on with the next ungraded one"),
    ("H", "What was decided about this hand-in, when and by whom"),
    ("G", "Go over between students and answer groups"),
    ("Space", "In an answer group: take a student out, or in again"),
    ("F2, Del", "In the comment bank: edit or delete the chosen comment"),
    ("F6", "Next article"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo and redo decisions, also after closing the program"),
    ("F1", "This list"),
)


def gesture_of(event: QKeyEvent) -> str:
    """Return the name of the gesture that a key asks for, or nothing."""
    modifiers = event.modifiers() & ~_KEYPAD
    return GESTURES.get((Qt.Key(event.key()), modifiers), "")


def level_of(event: QKeyEvent) -> int:
    """Return the number of a rubric level, or 0."""
    is_plain = event.modifiers() & ~_KEYPAD == _NONE
    return event.key() - _FIRST + 1 if is_plain and _FIRST <= event.key() <= _LAST else 0


def bank_number_of(event: QKeyEvent) -> int:
    """Return the number of a comment of the bank, or 0."""
    is_control = event.modifiers() & ~_KEYPAD == _CONTROL
    return event.key() - _FIRST + 1 if is_control and _FIRST <= event.key() <= _LAST else 0
