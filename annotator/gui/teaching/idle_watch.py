"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)
MINUTE = 60_000


class IdleWatch(QObject):
    """Looks at what reaches a window of the system, which is little, not at every widget."""

    grewIdle = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._window: QWindow | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_clock_timeout)

    @property
    def is_watching(self) -> bool:
        """Return whether the clock runs."""
        return self._clock.isActive()

    def start(self, window: QWindow | None, minutes: float) -> None:
        """Wait for so many minutes without a touch."""
        self.stop()
        self._window = window
        if window is not None:
            window.installEventFilter(self)
        self._clock.start(round(minutes * MINUTE))

    def stop(self) -> None:
        """Watch no more."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the time anew with every touch."""
        if event.type() in _TOUCHES and self._clock.isActive():
            self._clock.start()
        return super().eventFilter(watched, event)

    def _on_clock_timeout(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.property("busy"):
            self._clock.start()  # what stands in a dialog would be lost
            return
        self.grewIdle.emit()
