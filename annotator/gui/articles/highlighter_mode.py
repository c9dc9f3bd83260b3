"""The pen: a category that each drag or click annotates with, until it is put down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.domain.scheme import Category
from annotator.gui.look.icons import themed_icon
from annotator.gui.plain_text import set_tip
from annotator.translation import _


class HighlighterMode(QObject):
    """Which category the pen holds, if it is taken up; one pen serves all articles."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with the pen on the board."""
        super().__init__(parent)
        self.category: Category | None = None

    def take(self, category: Category) -> None:
        """Take the pen up with a category, or change the category that it holds."""
        self._set(category)

    def toggle(self, category: Category) -> None:
        """Take the pen up with a category, or put it down if it holds just that."""
        self._set(None if category == self.category else category)

    def put_down(self) -> None:
        """Let drags select and clicks choose again."""
        self._set(None)

    def _set(self, category: Category | None) -> None:
        if category != self.category:
            self.category = category
            self.changed.emit(category)


class HighlighterButton(QToolButton):
    """Takes the pen up with the category of last time, and puts it down."""

    def __init__(
        self,
        highlighter: HighlighterMode,
        categories: Sequence[Category],
        parent: QWidget | None = None,
    ) -> None:
        """Show whether the pen is up."""
        super().__init__(parent)
        self._highlighter = highlighter
        self._last = categories[0] if categories else None
        self.setProperty("kind", "quiet")
        self.setIcon(themed_icon("highlighter"))
        self.setCheckable(True)
        self.setEnabled(self._last is not None)
        self.setIconSize(QSize(20, 20))
        # A click must not take the keyboard away from the text.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Pen"))
        self.clicked.connect(self._on_clicked)
        highlighter.changed.connect(self._on_highlighter_changed)
        self._on_highlighter_changed(highlighter.category)

    def _on_clicked(self) -> None:
        if self._last is not None:
            self._highlighter.toggle(self._highlighter.category or self._last)
        self.setChecked(self._highlighter.category is not None)

    def _on_highlighter_changed(self, category: Category | None) -> None:
        self._last = category or self._last
        self.setChecked(category is not None)
        if category is not None:
            name = category.name
            text = (
                _(
                    "Pen: {category}. Each sentence that you click or drag over is marked. Esc "
                    "ends.",
                    category=name,
                )
                if category.is_sentence
                else _(
                    "Pen: {category}. Each word that you click or drag over is marked. Esc ends.",
                    category=name,
                )
            )
        else:
            text = _("Pen: choose a category, then each drag or click marks at once (Ctrl+1 to 5)")
        set_tip(self, text)
        self.setAccessibleDescription(text)
