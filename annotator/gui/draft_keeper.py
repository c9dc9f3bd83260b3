"""Keeps a copy of unfinished work in the drop folder, beside the interface."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.gui.errors import Interaction
from annotator.gui.task import Crashed, TaskSlot
from annotator.translation import _

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError
    from annotator.gui.preferences import Preferences
    from annotator.session.reading import ReadingSession
    from annotator.use_cases.home import SharedMachine

#: How long after a change the draft goes to the drop folder, in milliseconds.
DRAFT_PAUSE = 8000


class DraftKeeper(QObject):
    """Saves drafts of the open lesson a while after a change, one after the other."""

    def __init__(self, preferences: Preferences, interaction: Interaction, parent: QObject) -> None:
        """Wait for a student and a lesson."""
        super().__init__(parent)
        #: Who is here, on which machine; nobody's drafts are kept without.
        self.machine: SharedMachine | None = None
        self._preferences = preferences
        self._interaction = interaction
        self._session: ReadingSession | None = None
        self._is_keeping = False
        self._saving = TaskSlot(self, _("saving your work in the class folder"), in_turn=True)
        self._clock = QTimer(self, singleShot=True, interval=DRAFT_PAUSE)
        self._clock.timeout.connect(self.save)

    def follow(self, session: ReadingSession) -> None:
        """Keep drafts of a session that was opened, where that is wanted."""
        self._session = session
        # Asked once: every gesture comes by here afterwards.
        self._is_keeping = self.machine is not None and self.machine.keeps_drafts(session.lesson.id)

    def touch(self) -> None:
        """Note that the work changed; its draft follows a little later."""
        if self._is_keeping and not self._clock.isActive():
            self._clock.start()

    def save(self) -> None:
        """Put the work of the open lesson into the drop folder."""
        self._clock.stop()
        machine, session, folder = self.machine, self._session, self._preferences.drop_folder
        if machine is None or session is None or folder is None or not self._is_keeping:
            return
        saving = partial(machine.save, session.lesson, folder)
        self._saving.start(saving, failed=self._on_save_failed)

    def end(self) -> None:
        """Save the last draft of a lesson that closes."""
        if self._clock.isActive():
            self.save()
        self._session = None
        self._is_keeping = False

    def reseal(self, folder: Path, before: SharedMachine) -> None:
        """Seal the drafts anew after the PIN became another."""
        if self.machine is not None:
            sealing = partial(self.machine.reseal, folder, before)
            self._saving.start(sealing, failed=self._on_save_failed)

    def forget(self, session: ReadingSession) -> None:
        """Take the draft of handed-in work away."""
        self._clock.stop()
        folder = self._preferences.drop_folder
        if self.machine is not None and folder is not None:
            forgetting = partial(self.machine.forget_draft, session.lesson, folder)
            self._saving.start(forgetting, failed=self._on_forget_failed)

    def _on_save_failed(self, trouble: AnnotatorError) -> None:
        if isinstance(trouble, Crashed):
            self._interaction.tell(_("Your work in the class folder"), str(trouble))
        # The work is stored on this machine; the share may be back with the next change.
        elif self._session is not None:
            self._clock.start()

    def _on_forget_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Hand in"), str(trouble))
