"""A field for some sentences that says when somebody leaves it or is done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class NoteField(QPlainTextEdit):
    """Plain text of any length; Tab leaves it, Ctrl+Enter and Escape finish."""

    left = Signal()
    finished = Signal()

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        """Make an empty field that shows some lines."""
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._lines = lines
        self.fit()

    def fit(self) -> None:
        """Make room for the lines in the font of the moment."""
        height = self.fontMetrics().lineSpacing() * self._lines
        self.setFixedHeight(height + 2 * round(self.document().documentMargin()) + 12)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the lines in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish with Ctrl+Enter or Escape; everything else is typing."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and control) or event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
            event.accept()
            return
        super().keyPressEvent(event)
