"""What the keys do in an article: annotate, remove, write, and move by sense."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from annotator.domain.lessons import Article
from annotator.domain.scheme import Category
from annotator.gui.articles import caret_moves
from annotator.gui.articles.article_annotating import ArticleAnnotating

KEEP = QTextCursor.MoveMode.KeepAnchor
MOVE = QTextCursor.MoveMode.MoveAnchor
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
OWN_KEYS = (
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_N,
    Qt.Key.Key_P,
)
#: Shift and Alt with these: which end of the chosen annotation moves, and which way.
RESIZE = {
    Qt.Key.Key_Left: (False, -1),
    Qt.Key.Key_Right: (False, 1),
    Qt.Key.Key_Up: (True, -1),
    Qt.Key.Key_Down: (True, 1),
}
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
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


class ArticleKeys:
    """The keyboard of one article view."""

    def __init__(
        self, view: Reader, marking: ArticleAnnotating, categories: Iterable[Category]
    ) -> None:
        """Act on a view; each category has its own key."""
        self._view = view
        self._marking = marking
        self._categories = {category.key: category for category in categories}

    def is_ours(self, event: QKeyEvent) -> bool:
        """Return whether the key means something here: alone, with Alt, or with Ctrl."""
        modifiers = event.modifiers() & ~KEYPAD
        category = self._category(event)
        if modifiers == CONTROL:
            return category is not None
        if event.key() == Qt.Key.Key_Escape:
            return modifiers == NO_MODIFIER
        if modifiers != ALT and not (modifiers == NO_MODIFIER and self._view.single_keys):
            return False
        return category is not None or event.key() in OWN_KEYS

    def _category(self, event: QKeyEvent) -> Category | None:
        """Return the category whose key it is, also where a modifier hides what is typed."""
        found = self._categories.get(event.text().upper())
        key = int(event.key())
        return found or (self._categories.get(chr(key)) if key < 128 else None)

    def handle(self, event: QKeyEvent) -> bool:
        """Do what the key asks for; return whether it asks for anything."""
        if self.is_ours(event):
            self._act(event)
            return True
        return self._resize(event) or self._move(event)

    def _act(self, event: QKeyEvent) -> None:
        category = self._category(event)
        if category is not None:
            if event.modifiers() & CONTROL:
                self._marking.highlighter.toggle(category)
            else:
                self._marking.request_highlight(category)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._marking.request_removal()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._marking.enter_popup():
                self._marking.request_note()
        elif event.key() == Qt.Key.Key_Escape:
            self._marking.escape()
        else:
            self._marking.go_to_neighbour(1 if event.key() == Qt.Key.Key_N else -1)

    def _resize(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~KEYPAD != ALT | SHIFT or event.key() not in RESIZE:
            return False
        of_start, step = RESIZE[Qt.Key(event.key())]
        return self._marking.resize_by_word(step, of_start=of_start)

    def _move(self, event: QKeyEvent) -> bool:
        """Move the caret by sentence or paragraph; return whether the key asks for that."""
        modifiers = event.modifiers() & ~KEYPAD
        mode = KEEP if modifiers & SHIFT else MOVE
        modifiers &= ~SHIFT
        step = STEPS.get(Qt.Key(event.key()), 0)
        at, article = self._view.caret(), self._view.article
        if step and modifiers == ALT:
            length = len(article.body)
            target = caret_moves.sentence_step(article.sentences, at, step, length)
        elif modifiers == CONTROL and event.key() in UP_DOWN:
            target = caret_moves.paragraph_step(article.body, at, step)
        else:
            return False
        self._view.move_caret(target, mode)
        return True
