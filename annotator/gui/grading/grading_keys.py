"""The keys of the grading screen: which key somebody pressed, and the list that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

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


def pressed_key(event: QKeyEvent) -> str:
    """Return a key with its modifiers, as "Shift+A" or "Ctrl+1"; the keypad is like the rest."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeyCombination(modifiers, Qt.Key(event.key()))
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)
