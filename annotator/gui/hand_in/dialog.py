"""Hand in: first the check, then the sealed file, then the receipt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError, UnreadableFile
from annotator.gui.errors import Interaction
from annotator.gui.hand_in.check_page import CheckPage
from annotator.gui.hand_in.receipt_page import ReceiptPage
from annotator.gui.hand_in.wording import (
    Jump,
    ReceiptCard,
    complete_line,
    missing_groups,
    receipt_card,
    receipt_code,
)
from annotator.gui.look.theme import SPACE_3, SPACE_6, SPACE_12
from annotator.gui.preferences import Preferences
from annotator.gui.task import TaskSlot, busy
from annotator.gui.widgets.labels import ElidedLabel
from annotator.gui.widgets.leaving import Leaving
from annotator.session.reading import ReadingSession
from annotator.translation import N_, _

#: Asks for a folder, starting at one; None where the student chooses none.
FolderChooser = Callable[[Path | None], Path | None]

STILL_HANDING_IN = N_(
    "Your work is on its way to the class folder, but the folder is slow. Wait a "
    "little. If you close this once more, look later whether your work has arrived."
)


class HandInDialog(QDialog):
    """One dialog with two pages; the work is only ever added to, so closing loses nothing."""

    folderChosen = Signal(object)
    handedIn = Signal(object)
    jumpRequested = Signal(object)

    def __init__(
        self,
        session: ReadingSession,
        folder: Path | None,
        choose_folder: FolderChooser,
        *,
        may_choose_folder: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Check the work; `choose_folder` is asked where no folder is known."""
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._choose_folder = choose_folder
        self._handing_in = TaskSlot(self, _("handing in"), in_turn=True)
        self.setWindowTitle(_("Hand in"))
        self.setMinimumWidth(max(520, 60 * self.fontMetrics().averageCharWidth()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        self._column.setSpacing(SPACE_3)
        self._title = ElidedLabel(
            _("Hand in “{title}”", title=session.lesson.title), lines=2, role="title"
        )
        self._column.addWidget(self._title)
        self._check = CheckPage(
            missing_groups(session.shown_lesson, session.missing(), session.unplaced),
            complete_line(session.progress),
            may_choose_folder=may_choose_folder,
        )
        self._check.show_folder(folder)
        self._check.backRequested.connect(self.reject)
        self._check.folderRequested.connect(self._on_check_folder_requested)
        self._check.handInRequested.connect(self._on_check_hand_in_requested)
        self._check.jumpRequested.connect(self._on_check_jump_requested)
        self._handing_in.busyChanged.connect(self._check.show_working)
        busy(self, self._handing_in)
        self._leaving = Leaving(self._handing_in, self._check.show_trouble, _(STILL_HANDING_IN))
        self._column.addWidget(self._check, 1)
        self._check.focus_default()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped lines need at this width."""
        self._column.activate()
        width = max(self.width(), self.minimumWidth())
        most = self.screen().availableSize().height() - SPACE_12
        self.resize(width, min(self._column.totalHeightForWidth(width), most))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once more, now that the lines know how wide they are."""
        super().showEvent(event)
        self._fit()

    def reject(self) -> None:
        """Close; while the file is being written, say that it is still on its way."""
        if self._leaving.may_leave():
            super().reject()

    def _on_check_jump_requested(self, jump: Jump) -> None:
        if not self._handing_in.is_busy:
            self.reject()
            self.jumpRequested.emit(jump)

    def _on_check_folder_requested(self) -> None:
        self._ask_for_folder()

    def _on_check_hand_in_requested(self) -> None:
        if self._folder is None and not self._ask_for_folder():
            return
        self._handing_in.start(self._hand_in, self._on_handed_in, self._on_hand_in_failed)

    def _ask_for_folder(self) -> bool:
        chosen = self._choose_folder(self._folder)
        if chosen is None:
            return False
        self._folder = chosen
        self._check.show_folder(chosen)
        self._fit()
        self.folderChosen.emit(chosen)
        return True

    def _hand_in(self) -> ReceiptCard:
        """Write the file; runs in another thread, because a share can be slow."""
        assert self._folder is not None
        receipt = self._session.hand_in(self._folder)
        try:
            code = receipt_code(receipt.path)
        except OSError as trouble:
            raise UnreadableFile(
                "Your work was written to “{file}”, but the file cannot be read back. "
                "It is kept on this machine too. Check the folder, then hand in again.",
                file=receipt.path.name,
            ) from trouble
        return receipt_card(self._session.lesson, receipt, code)

    def _on_handed_in(self, card: ReceiptCard) -> None:
        page = ReceiptPage(card)
        page.doneRequested.connect(self.accept)
        self._column.replaceWidget(self._check, page)
        self._check.hide()
        page.show()
        self._check.deleteLater()
        self.setWindowTitle(_("Handed in"))
        self._title.setText(_("Handed in"))
        page.done.setFocus()
        self._fit()
        self.handedIn.emit(card)

    def _on_hand_in_failed(self, trouble: AnnotatorError) -> None:
        self._check.show_trouble(
            _("{trouble}\nYour work on this machine is as it was.", trouble=trouble)
        )
        if self._folder is not None:
            self._check.show_folder(self._folder)
        self._fit()


def hand_in_dialog(
    session: ReadingSession, preferences: Preferences, interaction: Interaction, parent: QWidget
) -> HandInDialog:
    """Return the dialog for a session, handing in where and as it is preferred here."""
    dialog = HandInDialog(
        session,
        preferences.drop_folder,
        partial(interaction.choose_folder, _("Where does your class hand in?")),
        may_choose_folder=preferences.may_choose_drop_folder,
        parent=parent,
    )
    dialog.folderChosen.connect(preferences.set_drop_folder)
    return dialog
