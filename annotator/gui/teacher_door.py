"""The door between the students' screens and the teacher's area."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.errors import Interaction
from annotator.gui.preferences import Preferences
from annotator.gui.theme import Theme

if TYPE_CHECKING:
    from annotator.gui.teacher_area import TeacherArea
    from annotator.session.reading import ReadingSession
    from annotator.wiring.house import House


class TeacherDoor(QObject):
    """Opens the teacher's area in the stack of the window, and closes it again."""

    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        preferences: Preferences,
        interaction: Interaction,
        make_room: Callable[[ReadingSession, Theme], QWidget],
        parent: QObject,
    ) -> None:
        """Stand before a stack of screens; nothing of the area is loaded yet."""
        super().__init__(parent)
        self._stack = stack
        self._preferences = preferences
        self._interaction = interaction
        self._make_room = make_room
        self._area: TeacherArea | None = None
        preferences.themeChanged.connect(self._on_preferences_theme_changed)

    @property
    def is_open(self) -> bool:
        """Return whether the teacher's area is in view."""
        return self._area is not None

    def open(self, house: House) -> None:
        """Show the teacher's area."""
        from annotator.gui.teacher_area import TeacherArea

        if self._area is not None:
            return
        area = TeacherArea(house, self._preferences.theme, self._interaction, self._make_room)
        area.lockRequested.connect(self.close)
        self._area = area
        self._stack.addWidget(area)
        self._stack.setCurrentWidget(area)
        self.opened.emit()

    def may_close(self) -> bool:
        """Return whether everything typed in the area is stored."""
        return self._area is None or self._area.leave()

    def close(self) -> None:
        """Leave the area once everything typed is stored."""
        area = self._area
        if area is None or not area.leave():
            return
        self._area = None
        self._stack.removeWidget(area)
        area.hide()
        area.deleteLater()
        self.closed.emit()

    def _on_preferences_theme_changed(self, theme: Theme) -> None:
        if self._area is not None:
            self._area.set_theme(theme)
