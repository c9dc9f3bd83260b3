"""Escape in an article, where it means to leave something larger than a selection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.gui.articles.article_view import ArticleView


class EscapeKey(QObject):
    """Takes Escape from the articles it watches while it is on and nothing is selected."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Let every key through."""
        super().__init__(parent)
        self.is_on = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of Escape instead of handing it on."""
        if (
            self.is_on
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, ArticleView)
            and not watched.selection()
        ):
            self.pressed.emit()
            return True
        return super().eventFilter(watched, event)
