"""A scroll area that is as high as what it holds, while there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class FittingScroll(QScrollArea):
    """Scrolls its one widget only where that does not fit."""

    def __init__(self, content: QWidget) -> None:
        """Hold a widget."""
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Hold another widget; the one before is deleted."""
        self._content = content
        self.setWidget(content)
        content.installEventFilter(self)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height that the content needs in this width."""
        needed = self._content.heightForWidth(self.width())
        least = self._content.minimumSizeHint().height()
        return QSize(super().sizeHint().width(), max(needed, least))

    def minimumSizeHint(self) -> QSize:
        """Return a height that leaves a field and its label in view."""
        return QSize(0, 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content needs one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
