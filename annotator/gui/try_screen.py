"""A lesson as students see it, under a line that says that nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from annotator.gui.errors import Interaction
from annotator.gui.look.theme import SPACE_1, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.gui.reading.reading_room import ReadingRoom
    from annotator.use_cases.trial import TrialLesson

TITLE = N_("Try as a student")
NO_HAND_IN = N_(
    "Here students hand in: the program says what is missing and writes a sealed file. "
    "While you try the lesson, nothing is handed in."
)


class TryScreen(QWidget):
    """The reading room on a lesson that is being built."""

    backRequested = Signal()

    def __init__(
        self,
        room: ReadingRoom,
        trial: TrialLesson,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Show a room on a trial; the trial ends when the screen is closed."""
        super().__init__(parent)
        self._room = room
        self._trial: TrialLesson | None = trial
        self._interaction = interaction
        self.setAccessibleName(_(TITLE))
        says = _("End the trial; nothing of it is kept")
        self.back_button = button(_("Back to the builder"), says, self.backRequested)
        said = label(_("You see the lesson as a student. Nothing that you do here is kept."))
        strip = QFrame()
        ends = (SPACE_4, SPACE_1, SPACE_4, SPACE_1)
        row(stretched(said), self.back_button, inside=strip, margins=ends, spacing=SPACE_3)
        column(strip, stretched(room), inside=self, margins=0, spacing=0)
        self._connect()

    def _connect(self) -> None:
        room = self._room
        room.closeRequested.connect(self.backRequested)
        room.handInRequested.connect(self._on_room_hand_in_requested)
        room.troubleRaised.connect(self._on_room_trouble_raised)
        for keys, slot in (("Ctrl+Z", room.undo), ("Ctrl+Shift+Z", room.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def enter(self) -> None:
        """Put the keyboard into the lesson."""
        self._room.setFocus()

    def leave(self) -> bool:
        """Return that the trial can always be left: nothing of it is kept."""
        self._room.flush()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the trial."""
        super().closeEvent(event)
        trial, self._trial = self._trial, None
        if trial is not None:
            self._room.flush()
            self._room.close()
            trial.close()

    def _on_room_hand_in_requested(self) -> None:
        self._interaction.tell(_(TITLE), _(NO_HAND_IN))

    def _on_room_trouble_raised(self, text: str) -> None:
        self._interaction.tell(_(TITLE), text)
