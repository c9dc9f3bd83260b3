"""A click beside a sheet that lies over the window, which puts the sheet away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class ClickOutside(QObject):
    """Tells of a press of the mouse beside a sheet, as long as the sheet is seen."""

    clicked = Signal()

    def __init__(self, sheet: QWidget) -> None:
        """Watch beside a sheet, which is not the sheet's own pop-ups."""
        super().__init__(sheet)
        self._sheet = sheet
        self._spared: QWidget | None = None
        sheet.installEventFilter(self)

    def spare(self, button: QWidget) -> None:
        """Leave a button alone that opens and closes the sheet itself."""
        self._spared = button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the whole program while the sheet is seen, and only then."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            if (
                isinstance(watched, QWidget)
                and isinstance(event, QMouseEvent)
                and not self._is_ours(watched, event.globalPosition().toPoint())
            ):
                self.clicked.emit()
        elif watched is self._sheet and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            program = QCoreApplication.instance()
            if program is not None:
                # Never twice: Qt moves a filter that is there already to the front.
                watch = program.installEventFilter
                (watch if kind == QEvent.Type.Show else program.removeEventFilter)(self)
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
