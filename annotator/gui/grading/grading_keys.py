"""The keys of the grading screen: which key somebody pressed, and the list that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.translation import N_

LISTED = (
    ("J, K", N_("Next and previous student, or answer group")),
    ("U", N_("Next ungraded")),
    ("N, P", N_("Next and previous item of this hand-in")),
    (N_("1 to 9"), N_("Level of the current criterion; the same again takes it back")),
    (N_("[ and ]"), N_("Previous and next criterion")),
    ("A", N_("Accept here")),
    ("Shift+A", N_("Accept for all: into the key, after showing whose points change")),
    ("R", N_("Reject")),
    ("I", N_("Ignore")),
    ("C", N_("Write a comment on what is chosen; Ctrl+Enter or Esc ends it")),
    ("O", N_("Write the comment on the whole work")),
    (N_("Ctrl+1 to Ctrl+9"), N_("Put in this comment of the bank")),
    ("F", N_("Flag, to come back to it")),
    ("D", N_("Graded: go on with the next ungraded one")),
    ("H", N_("What was decided about this hand-in, when and by whom")),
    ("Shift+R", N_("What other credit rules would change; nothing is changed before you say so")),
    ("G", N_("Go over between students and answer groups")),
    (N_("Space"), N_("In an answer group: take a student out, or in again")),
    (N_("F2, Del"), N_("In the comment bank: edit or delete the chosen comment")),
    ("F6", N_("Next article")),
    (N_("Ctrl+Z, Ctrl+Shift+Z"), N_("Undo and redo decisions, also after closing the program")),
    ("F1", N_("This list")),
)


def pressed_key(event: QKeyEvent) -> str:
    """Return a key with its modifiers, as "Shift+A" or "Ctrl+1"; the keypad is like the rest."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeyCombination(modifiers, Qt.Key(event.key()))
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)
