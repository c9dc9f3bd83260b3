"""The open lesson: its room, handing it in, its steps in the menus, and leaving without loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.gui.draft_keeper import DraftKeeper
from annotator.gui.errors import Interaction, told
from annotator.gui.preferences import Preferences
from annotator.translation import _

if TYPE_CHECKING:  # none of these is needed before the first window is painted
    from annotator.gui.bridge import SessionBridge
    from annotator.gui.hand_in.wording import Jump
    from annotator.gui.reading.reading_room import ReadingRoom
    from annotator.session.reading import ReadingSession

#: Makes the reading room for a session.
RoomMaker = Callable[["ReadingSession"], "ReadingRoom"]


class RoomController(QObject):
    """Opens a lesson's room in the stack of the window, and closes it again."""

    #: The work changed, or another lesson is open, or none.
    changed = Signal()
    #: Emitted with the id of the lesson that was closed.
    left = Signal(str)
    troubleRaised = Signal(str)

    def __init__(
        self,
        stack: QStackedWidget,
        preferences: Preferences,
        interaction: Interaction,
        make_room: RoomMaker,
        drafts: DraftKeeper,
        window: QWidget,
    ) -> None:
        """Wait for a lesson; `drafts` keeps copies of what is not handed in yet."""
        super().__init__(window)
        self._stack = stack
        self._preferences = preferences
        self._interaction = interaction
        self._make_room = make_room
        self._drafts = drafts
        self._window = window
        self._bridge: SessionBridge | None = None
        #: What is open now.
        self.room: ReadingRoom | None = None
        self.session: ReadingSession | None = None

    def enter(self, session: ReadingSession) -> None:
        """Show the room of a session, once what is open is left."""
        from annotator.gui.bridge import SessionBridge

        self.leave()
        room = self._make_room(session)
        room.closeRequested.connect(self.leave)
        room.handInRequested.connect(self.hand_in)
        room.textSizeChanged.connect(self._preferences.set_text_size)
        room.troubleRaised.connect(self.troubleRaised)
        self.room, self.session = room, session
        self._drafts.follow(session)
        self._bridge = SessionBridge(session, self)
        self._bridge.workChanged.connect(self._drafts.touch)
        self._bridge.workChanged.connect(self.changed)
        self._stack.addWidget(room)
        self._stack.setCurrentWidget(room)
        self.changed.emit()
        room.setFocus()

    def flush(self) -> bool:
        """Store what is typed; return whether that worked."""
        return self.room is None or self.room.flush()

    def leave(self) -> None:
        """Go back to the lessons once everything typed is stored; remember the place."""
        if self.flush():
            self.close()

    def close(self) -> None:
        """Go back to the lessons, whatever is stored."""
        room, bridge, session = self.room, self._bridge, self.session
        if room is None or bridge is None or session is None:
            return
        with told(self._interaction, _("Close the lesson")):
            room.remember_place()
        self.room = self._bridge = self.session = None
        self._drafts.end()
        bridge.close()
        bridge.deleteLater()
        self._stack.removeWidget(room)
        room.hide()
        room.deleteLater()
        self.changed.emit()
        self.left.emit(session.lesson.id)

    # -- what a person does ----------------------------------------------------------------------

    def hand_in(self) -> None:
        """Check the work and hand it in."""
        if self.session is None or not self.flush():
            return
        from annotator.gui.hand_in.dialog import hand_in_dialog

        dialog = hand_in_dialog(self.session, self._preferences, self._interaction, self._window)
        dialog.handedIn.connect(self._on_handed_in)
        dialog.jumpRequested.connect(self._on_jump_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_handed_in(self) -> None:
        """Open the room anew where the hand-in brings the hidden outlets to light."""
        room, session = self.room, self.session
        if session is None or room is None:
            return
        self._drafts.forget(session)
        if room.hides_outlets:
            self.leave()
            if self.room is None:
                self.enter(session)

    def _on_jump_requested(self, jump: Jump) -> None:
        if self.room is not None:
            self.room.go_to(jump.place.value, jump.id)

    def undo(self) -> None:
        """Take back the last step of the open lesson."""
        if self.room is not None:
            self.room.undo()

    def redo(self) -> None:
        """Do the step again that was taken back."""
        if self.room is not None:
            self.room.redo()

    def show_scheme(self) -> None:
        """Show what the categories of the open lesson mean, or go back to its text."""
        if self.room is not None:
            self.room.show_scheme()
