"""The pop-up next to a selection: the categories, one click or two keys away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from annotator.domain.scheme import Category
from annotator.gui.articles.category_button import CategoryButton
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.translation import _

STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
CLICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SelectionPopup(QFrame):
    """A small row of category buttons; the keyboard stays in the text until it is asked in."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, categories: Iterable[Category], viewport: QWidget) -> None:
        """Lie hidden over the text of an article."""
        super().__init__(viewport)
        self._viewport = viewport
        self.buttons: list[QToolButton] = []
        self.setObjectName("selection-popup")
        self.setAccessibleName(_("Mark the selection as"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_1, SPACE_1, SPACE_1, SPACE_1)
        row.setSpacing(SPACE_1)
        before: Category | None = None
        for category in categories:
            if before is not None and before.is_sentence != category.is_sentence:
                row.addSpacing(SPACE_2)
            button = CategoryButton(category)
            button.set_short(True)
            # Neither a click nor Tab comes here: the selected words keep the keyboard.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.installEventFilter(self)
            button.clicked.connect(self._on_button_clicked)
            row.addWidget(button)
            self.buttons.append(button)
            before = category
        self.hide()

    def show_beside(self, first: QRect, last: QRect, gap: int = SPACE_2) -> None:
        """Appear below the last line of a selection, or above its first where room is short."""
        area = self._viewport.rect()
        self.adjustSize()
        size = self.size()
        below, above = last.bottom() + gap, first.top() - SPACE_2 - size.height()
        top = below if below + size.height() <= area.height() or above < 0 else above
        left = min(last.left() - size.width() // 2, area.width() - size.width() - SPACE_1)
        self.move(max(SPACE_1, left), min(top, max(0, area.height() - size.height())))
        self.show()
        self.raise_()

    def enter(self) -> None:
        """Take the keyboard; arrows go from button to button, Enter marks, Esc goes back."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Return whether one of the buttons has the keyboard."""
        return any(button.hasFocus() for button in self.buttons)

    def dismiss(self) -> None:
        """Go away and give the keyboard back."""
        had_keyboard = self.has_keyboard
        self.hide()
        if had_keyboard:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from button to button with the arrows, and away with Esc."""
        if isinstance(watched, QToolButton) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return False
            if event.type() == QEvent.Type.KeyPress:
                self._renderer(watched, event)
                return True
        if event.type() == QEvent.Type.FocusOut and not self.has_keyboard:
            self.hide()
        return super().eventFilter(watched, event)

    def _renderer(self, button: QToolButton, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        typed = event.text().upper()
        if step:
            index = (self.buttons.index(button) + step) % len(self.buttons)
            self.buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in CLICKS:
            button.click()
        elif wanted := next((b for b in self.buttons if _key_of(b) == typed), None):
            wanted.click()
        else:
            self.dismiss()

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, CategoryButton):
            self.dismiss()
            self.chosen.emit(button.category)


def _key_of(button: QToolButton) -> str:
    return button.category.key if isinstance(button, CategoryButton) else ""
