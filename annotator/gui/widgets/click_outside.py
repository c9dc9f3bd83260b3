"""A click beside a sheet that lies over the window, which puts the sheet away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class ClickOutside(QObject):
    """Tells of a press of the mouse beside a sheet, between `watch` and `rest`.

    The sheet calls them when it comes and goes: while it is out of sight nothing of the
    program passes through here.
    """

    clicked = Signal()

    def __init__(self, sheet: QWidget) -> None:
        """Rest until the sheet is seen."""
        super().__init__(sheet)
        self._sheet = sheet
        self._spared: QWidget | None = None

    def spare(self, button: QWidget) -> None:
        """Leave a button alone that opens and closes the sheet itself."""
        self._spared = button

    def watch(self) -> None:
        """Watch where the mouse is pressed."""
        program = QCoreApplication.instance()
        if program is not None:
            program.installEventFilter(self)

    def rest(self) -> None:
        """Watch no more."""
        program = QCoreApplication.instance()
        if program is not None:
            program.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a press that is beside the sheet; let everything go where it went."""
        if event.type() != QEvent.Type.MouseButtonPress:
            return False
        if (
            isinstance(watched, QWidget)
            and isinstance(event, QMouseEvent)
            and not self._is_ours(watched, event.globalPosition().toPoint())
        ):
            self.clicked.emit()
        return False

    def _is_ours(self, widget: QWidget, place: QPoint) -> bool:
        """Return whether a press is on the sheet, on its button, or in one of its pop-ups.

        A press that the sheet lets through is told of the widgets behind it too: so the
        place counts, not only the widget.
        """
        for mine in (self._sheet, self._spared):
            if mine is not None and mine.rect().contains(mine.mapFromGlobal(place)):
                return True
        above: QObject | None = widget
        while above is not None and above is not self._sheet:
            above = above.parent()
        return above is self._sheet
