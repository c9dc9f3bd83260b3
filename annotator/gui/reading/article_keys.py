"""What the keys do in an article: annotate, remove, write, and move by sense."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from annotator.domain.lessons import Article
from annotator.domain.scheme import Category
from annotator.gui.reading import caret_moves

KEEP = QTextCursor.MoveMode.KeepAnchor
MOVE = QTextCursor.MoveMode.MoveAnchor
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
OWN_KEYS = (
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
)
UP_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Reader(Protocol):
    """What the keys need of the view."""

    article: Article
    single_keys: bool

    def caret(self) -> int:
        """Return the place of the caret."""

    def place_caret(self, position: int) -> None:
        """Put the caret somewhere."""

    def move_caret(self, position: int, mode: QTextCursor.MoveMode) -> None:
        """Move the caret, with or without its anchor, and keep it in view."""

    def request_highlight(self, category: Category) -> None:
        """Ask to annotate."""

    def request_removal(self) -> None:
        """Ask to remove."""

    def request_note(self) -> None:
        """Ask to write."""

    def go_to_neighbour(self, step: int) -> None:
        """Go to another annotation."""


class ArticleKeys:
    """The keyboard of one article view."""

    def __init__(self, view: Reader, categories: Iterable[Category]) -> None:
        """Act on a view; each category has its own key."""
        self._view = view
        self._categories = {category.key: category for category in categories}

    def is_ours(self, event: QKeyEvent) -> bool:
        """Return whether the key, without modifiers, means something here."""
        if event.modifiers() not in (NO_MODIFIER, Qt.KeyboardModifier.KeypadModifier):
            return False
        typed = event.text().upper()
        single = typed in self._categories or typed in ("N", "P")
        return event.key() in OWN_KEYS or (self._view.single_keys and single)

    def handle(self, event: QKeyEvent) -> bool:
        """Do what the key asks for; return whether it asks for anything."""
        if self.is_ours(event):
            self._act(event)
            return True
        return self._move(event)

    def _act(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._view.request_removal()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._view.request_note()
        elif event.key() == Qt.Key.Key_Escape:
            self._view.place_caret(self._view.caret())
        elif typed in self._categories:
            self._view.request_highlight(self._categories[typed])
        else:
            self._view.go_to_neighbour(1 if typed == "N" else -1)

    def _move(self, event: QKeyEvent) -> bool:
        """Move the caret by sentence or paragraph; return whether the key asks for that."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        mode = KEEP if modifiers & Qt.KeyboardModifier.ShiftModifier else MOVE
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
        step = STEPS.get(Qt.Key(event.key()), 0)
        at, article = self._view.caret(), self._view.article
        if step and modifiers == Qt.KeyboardModifier.AltModifier:
            length = len(article.body)
            target = caret_moves.sentence_step(article.sentences, at, step, length)
        elif modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in UP_DOWN:
            target = caret_moves.paragraph_step(article.body, at, step)
        else:
            return False
        self._view.move_caret(target, mode)
        return True
