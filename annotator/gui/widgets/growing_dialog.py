"""A dialog whose lines are never cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

#: What a screen keeps free above and below, for a title bar and a task bar.
MARGIN = 96


class GrowingDialog(QDialog):
    """Becomes as large as its lines need, also when they change; never smaller."""

    def showEvent(self, event: QShowEvent) -> None:
        """Become as high as the wrapped lines need at this width."""
        super().showEvent(event)
        self.grow()

    def event(self, event: QEvent) -> bool:
        """Follow what appears and becomes longer."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.grow()
        return handled

    def grow(self) -> None:
        """Become larger where that is needed and the screen has room."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        room = self.screen().availableSize() - QSize(MARGIN, MARGIN)
        width = max(self.width(), min(room.width(), layout.totalMinimumSize().width()))
        needed = layout.totalHeightForWidth(width)
        self.resize(width, max(self.height(), min(room.height(), needed)))
