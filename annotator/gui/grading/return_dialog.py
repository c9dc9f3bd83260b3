"""Give hand-ins back: whose, and into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from annotator.gui.errors import Interaction
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.plain_text import set_tip
from annotator.gui.task import TaskSlot, busy
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.growing_dialog import GrowingDialog
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, centred, column, row
from annotator.gui.widgets.leaving import Leaving
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.services.grading_session import GradingEntry
from annotator.services.returning import Returned, returnable
from annotator.session.grading import GradingSession
from annotator.translation import N_, _
from annotator.use_cases.grading import Grading

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError

TITLE = N_("Return")
EXPLAINED = N_(
    "Each student gets two files: the graded worksheet as a PDF, and a feedback file "
    "that opens in the student’s own Annotator. Both hold that student’s work only. "
    "Give them to that student alone, not into a folder that everybody reads."
)
MISSED = N_(
    "Good to learn from once everybody has handed in. Leave it off while somebody "
    "still works on the lesson: whoever handed in an empty page would get almost the "
    "whole answer key."
)
NOTHING = N_("Nothing is graded and waiting to go back. Mark hand-ins as graded first (D).")

STILL_WRITING = N_(
    "The files are still being written. It stops after the next student; what was returned stays "
    "returned. Close once more to leave now."
)


class ReturnDialog(GrowingDialog):
    """Returns one hand-in or all that are graded; files are whole or not there."""

    returned = Signal()

    def __init__(
        self,
        grading: Grading,
        session: GradingSession,
        entries: Sequence[GradingEntry],
        current: GradingEntry | None,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Offer what of `entries` waits to go back; `current` is the hand-in on the screen."""
        super().__init__(parent)
        self._grading = grading
        self._session = session
        self._interaction = interaction
        self._current = current
        self._waiting = returnable(entries)
        self._folder = grading.return_folder(session.lesson.id)
        self.setWindowTitle(_(TITLE))
        self.setMinimumWidth(520)
        self.everybody = named(
            QRadioButton(_("All that are graded and wait: {number}", number=len(self._waiting))),
            tells=_("Everybody whose work is graded and not returned"),
        )
        self.one = named(
            QRadioButton(_("Only the one on the screen")),
            tells=_("The hand-in that is shown, if it is graded"),
        )
        choices = QButtonGroup(self)
        choices.addButton(self.everybody)
        choices.addButton(self.one)
        self.everybody.setEnabled(bool(self._waiting))
        self.everybody.setChecked(bool(self._waiting))
        self.one.setEnabled(current is not None and current.status.is_done)
        self.one.setChecked(not self._waiting and self.one.isEnabled())
        has_any = bool(self._waiting) or self.one.isEnabled()
        missed = CheckBox(_("Also tell what was &missed, with the key's explanations"))
        self.with_missed = named(missed, tells=_(MISSED), tip=_(MISSED))
        self.place = ElidedLabel("", lines=2)
        self._show_place()
        self.choose = button(
            _("Choose…"), _("Choose the folder that the files go to"), self.choose_folder
        )
        self._bar = ThinProgressBar()
        self._bar.hide()
        self.said = paragraph("" if has_any else _(NOTHING), "muted")
        self.go = button(
            _("Return"),
            _("Write the files and mark the hand-ins as returned"),
            self.start,
            kind="primary",
            default=True,
        )
        self.go.setEnabled(has_any)
        self.close_button = button(
            _("Close"), _("Close this; what was returned stays returned"), self.reject
        )
        self._returning = TaskSlot(self, _("giving work back"), in_turn=True)
        self._returning.progressed.connect(self._on_returning_progressed)
        busy(self, self._returning)
        self._leaving = Leaving(self._returning, self.said.setText, _(STILL_WRITING))
        self._arrange()

    def _arrange(self) -> None:
        missed = paragraph(_(MISSED), "small")
        missed.setIndent(28)
        column(
            label(_("Give graded work back"), "heading"),
            paragraph(_(EXPLAINED), "small"),
            *(self.everybody, self.one, self.with_missed, missed),
            row(label(_("Into")), centred(self.place, 1), self.choose, spacing=SPACE_2),
            *(self._bar, self.said, row(STRETCH, self.close_button, self.go)),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )

    def choose_folder(self) -> None:
        """Ask for the folder that the files go to."""
        start = self._folder if self._folder.is_dir() else None
        chosen = self._interaction.choose_folder(_("Where do the files go?"), start)
        if chosen is not None:
            self._folder = chosen
            self._show_place()

    def _show_place(self) -> None:
        self.place.setText(str(self._folder))
        set_tip(self.place, str(self._folder))
        self.place.setAccessibleName(_("Folder: {folder}", folder=self._folder))

    @property
    def wanted(self) -> Sequence[GradingEntry]:
        """Return whose work goes back."""
        if self.one.isChecked() and self._current is not None:
            return (self._current,)
        return self._waiting

    def start(self) -> None:
        """Write the files beside the interface."""
        wanted = tuple(self.wanted)
        self.go.setEnabled(False)
        self._bar.setRange(0, len(wanted))
        self._bar.setValue(0)
        self._bar.show()
        self.said.setText(_("Writing…"))
        folder: Path = self._folder
        work = partial(
            self._grading.give_back,
            self._session,
            wanted,
            folder,
            with_missed=self.with_missed.isChecked(),
        )
        self._returning.start_job(work, self._on_done, self._on_failed)

    def reject(self) -> None:
        """Close; while files are written, first ask to stop after the next one."""
        if not self._leaving.may_leave():
            return
        if self._returning.is_busy:
            self.returned.emit()
        super().reject()

    def _on_returning_progressed(self, done: int, wanted: int) -> None:
        self._bar.setRange(0, wanted)
        self._bar.setValue(done)

    def _on_done(self, done: Returned) -> None:
        returned = _(
            "{number} returned. The files are in “{folder}”.", number=done.done, folder=self._folder
        )
        waiting = _("Stopped: {number} still wait.", number=done.wanted - done.done)
        self.said.setText(f"{returned} {waiting}" if done.is_stopped else returned)
        self.returned.emit()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.said.setText(str(trouble))
        self.go.setEnabled(True)
        self.returned.emit()
