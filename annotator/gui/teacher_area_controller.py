"""The way between the students' screens and the teacher's area."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget

from annotator.domain.parts import need_teacher_set
from annotator.gui.errors import Interaction, told
from annotator.gui.preferences import Preferences
from annotator.gui.room_controller import RoomMaker
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.gui.teacher_area import TeacherArea
    from annotator.gui.teaching.idle_watch import IdleWatch
    from annotator.gui.teaching.teacher_sign_in import TeacherSignIn
    from annotator.services.teacher_access import WayIn
    from annotator.use_cases.access import TeacherAccess
    from annotator.use_cases.application import Application

TITLE = N_("For teachers")
#: Afterwards only whoever looks after the machine can.
SET_UP_FIRST = N_(
    "Teachers: choose “For teachers” and set up this computer before the first student signs in."
)


class TeacherAreaController(QObject):
    """Opens the teacher's area in the stack of the window, and closes it again.

    With a passphrase the area stays as it was behind the sign-in, and the key to the hand-ins is
    forgotten until the passphrase is given again; without one it is closed for good.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        preferences: Preferences,
        interaction: Interaction,
        make_room: RoomMaker,
        parent: QObject,
    ) -> None:
        """Stand before a stack of screens; nothing of the area is loaded yet."""
        super().__init__(parent)
        self._stack = stack
        self._preferences = preferences
        self._interaction = interaction
        self._make_room = make_room
        #: What is taught with; the window says so once it is there.
        self.application: Application | None = None
        self._is_protected = False
        self._area: TeacherArea | None = None
        self._sign_in_page: TeacherSignIn | None = None
        self._watch: IdleWatch | None = None

    @property
    def is_open(self) -> bool:
        """Return whether the teacher's area or its sign-in page is in view."""
        shown = self._stack.currentWidget()
        return shown is not None and shown in (self._area, self._sign_in_page)

    def advice(self) -> tuple[str, ...]:
        """Return what a teacher should do before students come; nothing where that is done."""
        from annotator.domain.errors import AnnotatorError
        from annotator.services.teacher_access import WayIn

        with suppress(AnnotatorError):  # nothing to teach with, or a damaged key, told of later
            need_teacher_set()
            if self._way_in() in (WayIn.CHOICE, WayIn.MUST_CHOOSE):
                return (_(SET_UP_FIRST),)
        return ()

    # -- in --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the teacher's area, or what stands in the way: a passphrase to give or choose."""
        if self.is_open or self.application is None:
            return
        with told(self._interaction, _(TITLE)):
            need_teacher_set()
            self._let_in()

    def _let_in(self) -> None:
        """Show the area where the way is open, else what stands in it."""
        from annotator.services.teacher_access import WayIn
        from annotator.use_cases.access import why_closed

        way = self._way_in()
        if way is WayIn.OPEN:
            self._show_area()
        elif way is WayIn.ASKED:
            self._show_sign_in().ask()
        elif way in (WayIn.CHOICE, WayIn.MUST_CHOOSE):
            self._show_sign_in().choose(is_first=True, may_skip=way is WayIn.CHOICE)
        else:
            self._show_sign_in().refuse(why_closed(way))

    def _way_in(self) -> WayIn:
        return self._access.way_in(self._preferences.settings, self._preferences.policy)

    @property
    def _access(self) -> TeacherAccess:
        assert self.application is not None
        return self.application.access

    def _show_sign_in(self) -> TeacherSignIn:
        from annotator.gui.teaching.teacher_sign_in import TeacherSignIn

        if self._sign_in_page is None:
            sign_in_page = TeacherSignIn(self._access, self._interaction)
            sign_in_page.backRequested.connect(self._on_sign_in_back_requested)
            sign_in_page.opened.connect(self._on_sign_in_opened)
            sign_in_page.skipped.connect(self._on_sign_in_skipped)
            self._sign_in_page = sign_in_page
            self._stack.addWidget(sign_in_page)
        self._stack.setCurrentWidget(self._sign_in_page)
        self.opened.emit()
        return self._sign_in_page

    def _on_sign_in_opened(self) -> None:
        self._preferences.set_no_passphrase(False)
        self._show_area()

    def _on_sign_in_skipped(self) -> None:
        self._preferences.set_no_passphrase(True)
        self._show_area()

    def _on_sign_in_back_requested(self) -> None:
        if self._area is not None and not self._access.is_locked:
            self._show_area()  # another passphrase was not chosen after all
        else:
            self._leave()

    def _show_area(self) -> None:
        from annotator.gui.teacher_area import TeacherArea

        self._is_protected = self._access.has_passphrase
        if self._area is None:
            assert self.application is not None
            area = TeacherArea(self.application, self._interaction, self._make_room)
            area.lockRequested.connect(self.close)
            area.passphraseRequested.connect(self._on_area_passphrase_requested)
            area.namesForgotten.connect(self._preferences.forget_names)
            area.folderChosen.connect(self._preferences.set_drop_folder)
            self._area = area
            self._stack.addWidget(area)
        else:
            self._area.resume()
        self._area.show_protection(has_passphrase=self._is_protected)
        self._stack.setCurrentWidget(self._area)
        if self._is_protected:
            self._watch_idle()
        self.opened.emit()

    def _watch_idle(self) -> None:
        from annotator.gui.teaching.idle_watch import IdleWatch

        if self._watch is None:
            self._watch = IdleWatch(self)
            self._watch.grewIdle.connect(self.lock)
        handle = self._stack.window().windowHandle()
        self._watch.start(handle, self._preferences.settings.lock_after)

    def _on_area_passphrase_requested(self) -> None:
        if self.may_close():
            is_first = not self._access.has_passphrase
            self._show_sign_in().choose(is_first=is_first, may_skip=False)

    # -- out -------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Return whether everything typed in the area is stored."""
        return self._area is None or self._area.leave()

    def close(self) -> None:
        """Leave the area once everything typed is stored."""
        if self.may_close():
            self.lock()

    def lock(self) -> None:
        """Leave the area at once; what could not be stored waits behind the passphrase."""
        area = self._area
        if not self.is_open:
            return
        if area is not None:
            area.leave()
            for dialog in area.findChildren(QDialog):
                dialog.done(QDialog.DialogCode.Rejected)  # whatever it is busy with
        if area is not None and not self._is_protected:
            self._area = None
            self._stack.removeWidget(area)
            area.hide()
            area.deleteLater()
        self._leave()

    def _leave(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        if self.application is not None:
            self._access.lock()
        sign_in_page, self._sign_in_page = self._sign_in_page, None
        self.closed.emit()
        if sign_in_page is not None:
            self._stack.removeWidget(sign_in_page)
            sign_in_page.deleteLater()
