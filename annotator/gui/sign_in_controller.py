"""A student at a shared machine: the sign-in with list and PIN, the drop folder, the drafts.

Nothing here is needed before the first paint; what is heavy is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from annotator.gui.draft_keeper import DraftKeeper
from annotator.gui.errors import Interaction, told
from annotator.gui.task import TaskSlot
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.domain.errors import AnnotatorError
    from annotator.domain.hand_ins import Student
    from annotator.domain.sign_in import SignIn
    from annotator.gui.home.name_panel import NamePanel
    from annotator.gui.preferences import Preferences
    from annotator.gui.teaching.idle_watch import IdleWatch
    from annotator.services.draft_copies import TwoWorks
    from annotator.use_cases.home import SharedMachine, StudentHome

OPENING = N_("One moment: Annotator is getting ready…")
LOOKING = N_("Looking for your work in the class folder…")
NO_PIN = N_(
    "Your unfinished work stays on this computer only, because you have no PIN. Press "
    "“PIN…” on the first page and make one. Then you can go on at another computer."
)
FROM_FOLDER, STAY_HERE = N_("The one in the class folder"), N_("The one on this computer")
NOT_LISTED = N_("“{name}” is not on the class list.")
NOT_KNOWN = N_("Nobody called “{name}” has worked on this computer.")
WHO, IS_NEW = N_("Who are you?"), N_("Is this your first time here?")
#: After so many wrong PINs the field waits a while.
TRIES, WAIT = 5, 20_000


class SignInController(QObject):
    """Says who is here and looks after what that means; the window shows the screens."""

    grewIdle = Signal()
    lessonRequested = Signal(str)
    signedIn = Signal(object)
    troubleRaised = Signal(str)

    def __init__(
        self,
        names: NamePanel,
        preferences: Preferences,
        interaction: Interaction,
        window: QWidget,
    ) -> None:
        """Listen to the panel; the application comes with `enter`."""
        super().__init__(window)
        self._names = names
        self._preferences = preferences
        self._interaction = interaction
        self._window = window
        self._students: StudentHome | None = None
        self._told_of_pin = False
        self._classes: tuple[SignIn, ...] = ()
        self._early = ""
        self._waiting = ""
        self._requested = ""
        self._wrong = 0
        self._machine: SharedMachine | None = None
        self.drafts = DraftKeeper(preferences, interaction, self)
        self._looking = TaskSlot(self, _("looking for your work"))
        self._trying = TaskSlot(self, _("trying your PIN"))
        self._preparing = TaskSlot(
            self, _("bringing your work from the class folder"), in_turn=True
        )
        self._watch: IdleWatch | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(WAIT)
        names.field.textEdited.connect(self._withdraw_question)
        names.listRequested.connect(self._on_names_list_requested)
        names.newcomerConfirmed.connect(self._on_names_newcomer_confirmed)
        names.pinGiven.connect(self._on_names_pin_given)
        names.pinRequested.connect(self._on_names_pin_requested)

    def enter(self, students: StudentHome) -> None:
        """Learn which classes lesson files told of."""
        self._students = students
        self.read_classes()
        early, self._early = self._early, ""
        if early:
            self._names.show_message("")
            self.sign_in(early)

    def read_classes(self) -> None:
        """Read anew who may be picked; a lesson file may just have told."""
        if self._students is None:
            return
        with told(self._interaction, _("Class list")):
            self._classes = self._students.classes()
        names = [entry.shown for each in self._classes for entry in each.entries]
        self._names.offer(names, pins=True)

    # -- who is here -----------------------------------------------------------------------------

    def sign_in(self, typed: str) -> None:
        """Sign somebody in, or ask for what is missing: another spelling, or the PIN."""
        self._begin(typed, is_new=False)

    def _on_names_newcomer_confirmed(self, name: str) -> None:
        self._begin(name, is_new=True)

    def _begin(self, typed: str, *, is_new: bool) -> None:
        self._withdraw_question()
        students = self._students
        if students is None:
            self._early = typed
            self._names.show_message(_(OPENING))
            return
        from annotator.domain.errors import NotAllowed

        name = self._picked(typed)
        with told(self._interaction, _("Your name")):
            refusal = students.why_no_student(self._preferences.settings, self._preferences.policy)
            if refusal:
                self._names.ask(refusal)
                return
            try:
                if not is_new and self._is_stranger(students, name):
                    return
            except NotAllowed as trouble:
                self._names.ask(str(trouble))
                return
            folder = self._any_folder(name)
            if folder is None:
                self._go_on(name, students.needs_pin(name))
                return
            # A share can be slow or away, so it is looked at beside the interface.
            self._names.show_message(_(LOOKING))
            looking = partial(students.needs_pin, name, folder)
            self._looking.start(looking, partial(self._go_on, name), self._on_look_failed)

    def withdraw(self) -> None:
        """Forget everything that a folder was asked for: something else is done now."""
        self._withdraw_question()
        self._trying.cancel()
        self._preparing.cancel()

    def _withdraw_question(self) -> None:
        """Forget whoever was looked for: another name is being typed or was given."""
        self._early = ""
        self._looking.cancel()

    def _go_on(self, name: str, must_ask: bool) -> None:
        """Ask for the PIN, or let the student in."""
        if self._students is None or self._machine is not None:
            return
        self._names.show_message("")
        if must_ask:
            self._waiting = name
            self._names.ask_pin(name)
            return
        with told(self._interaction, _("Your name")):
            self._welcome(self._students.sign_in(name), "")

    def _on_look_failed(self, trouble: AnnotatorError) -> None:
        self._names.show_message("")
        self._interaction.tell(_("Your name"), str(trouble))

    def _picked(self, typed: str) -> str:
        """Return the name or code that an entry of the list stands for."""
        for each in self._classes:
            for entry in each.entries:
                if typed.strip() == entry.shown:
                    return entry.signs_in_as
        return typed

    def _is_stranger(self, students: StudentHome, typed: str) -> bool:
        """Ask whether somebody is new here where a name is not known; return whether that was."""
        stranger = students.find_stranger(typed, self._classes)
        if stranger is not None:
            what = _(NOT_LISTED if stranger.has_list else NOT_KNOWN, name=stranger.name)
            question = f"{what} {_(WHO if stranger.likely else IS_NEW)}"
            self._names.ask_newcomer(question, stranger.name, stranger.likely)
        return stranger is not None

    def _any_folder(self, name: str) -> Path | None:
        """Return where drafts of a name may lie before a lesson is open."""
        if self._preferences.policy.drafts_to_drop_folder:
            folder = self._preferences.drop_folder
            if folder is not None:
                return folder
        chosen = self._preferences.settings.drop_folder
        for each in self._classes:
            if each.keeps_drafts and each.knows(name):
                named = Path(each.drop_folder) if each.drop_folder else None
                folder = self._preferences.policy.drop_folder or named or chosen
                if folder is not None:
                    return folder
        return None

    def _on_names_pin_given(self, pin: str) -> None:

        students, name = self._students, self._waiting
        if students is None or not name:
            return
        if self._patience.isActive():
            self._names.ask_pin(
                name, _("That was wrong several times. Wait a little, then try again.")
            )
            return
        if not self._trying.is_busy:
            trying = partial(students.is_right_pin, name, pin, self._any_folder(name))
            self._trying.start(trying, partial(self._on_pin_tried, name, pin), self._on_try_failed)

    def _on_pin_tried(self, name: str, pin: str, is_right: bool) -> None:
        assert self._students is not None
        if not is_right:
            self._wrong += 1
            if self._wrong % TRIES == 0:
                self._patience.start()
            self._names.ask_pin(
                name, _("That is not the PIN. Try again, or ask your teacher if you forgot it.")
            )
            return
        self._wrong = 0
        self._waiting = ""
        with told(self._interaction, _("Your PIN")):
            self._welcome(self._students.sign_in(name), pin)

    def _on_try_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Your PIN"), str(trouble))

    def _welcome(self, student: Student, pin: str) -> None:

        assert self._students is not None
        if pin and not self._students.needs_pin(student.name):
            self._students.set_pin(student, pin)  # a wiped machine learns it from the draft
        self._sit_down(student, pin)
        self._preferences.note_student()
        self._watch_idle()
        self.signedIn.emit(student)
        request, self._requested = self._requested, ""
        if request:
            self._prepare(request)

    def _sit_down(self, student: Student, pin: str) -> None:

        assert self._students is not None
        everywhere = self._preferences.policy.drafts_to_drop_folder
        self._machine = self._students.machine(student, pin, drafts_everywhere=everywhere)
        self._told_of_pin = False
        self.drafts.machine = self._machine

    def request(self, lesson_id: str) -> None:
        """Open a lesson; where nobody is here, as soon as somebody has signed in."""
        if self._machine is not None:
            self._prepare(lesson_id)
            return
        self._requested = lesson_id
        if self._names.typed.strip():
            self.sign_in(self._names.typed)
        else:
            self._names.ask(_("Type your name or code and press Enter; then the lesson opens."))

    def sign_out(self) -> None:
        """Forget who was here."""
        self._machine = self.drafts.machine = None
        self._waiting = self._requested = ""
        self.withdraw()
        self._preferences.lesson_folder = None
        if self._watch is not None:
            self._watch.stop()

    def _on_names_list_requested(self) -> None:
        from annotator.gui.home.class_list_dialog import ClassListDialog

        dialog = ClassListDialog(self._classes, self._window)
        dialog.picked.connect(self._names.nameGiven)
        dialog.open()

    def _on_names_pin_requested(self) -> None:
        from annotator.gui.home.pin_dialog import PinDialog

        if self._students is None or self._machine is None:
            return
        with told(self._interaction, _("Your PIN")):
            has_pin = self._students.needs_pin(self._machine.student.name)
            PinDialog(self._keep_pin, has_pin, self._window).open()

    def _keep_pin(self, pin: str) -> None:

        assert self._students is not None
        assert self._machine is not None
        before, student = self._machine, self._machine.student
        self._students.set_pin(student, pin)
        self._sit_down(student, pin)
        folder = self._any_folder(student.name)
        if folder is not None:
            self.drafts.reseal(folder, before)

    # -- the open lesson -------------------------------------------------------------------------

    def _prepare(self, lesson_id: str) -> None:
        """Find the drop folder of a lesson and bring newer work; then ask for the lesson."""
        from annotator.domain.identifiers import LessonId

        machine = self._machine
        if machine is None:
            return
        self._preparing.cancel()  # another lesson is wanted now
        self._preferences.lesson_folder = None
        wanted = LessonId(lesson_id)
        if not machine.has_shared_work(wanted):
            self.lessonRequested.emit(lesson_id)
            return
        if machine.lacks_pin(wanted) and not self._told_of_pin:
            self._told_of_pin = True
            self._interaction.tell(_("Your PIN"), _(NO_PIN))
        fixed = self._preferences.policy.drop_folder
        finding = partial(machine.prepare, wanted, fixed, self._preferences.settings.drop_folder)
        self._start_preparing(finding, lesson_id)

    def _start_preparing(self, work: Callable[[], TwoWorks | None], lesson_id: str) -> None:
        failed = partial(self._on_prepare_failed, lesson_id)
        self._preparing.start(work, partial(self._on_prepared, lesson_id), failed)

    def _on_prepared(self, lesson_id: str, choice: TwoWorks | None) -> None:
        """Open the lesson; where two works on it differ, first ask which one to go on with."""
        from annotator.gui.home.lesson_text import two_works

        machine = self._machine
        if machine is None:
            return
        self._preferences.lesson_folder = machine.folder
        if choice is None:
            self.lessonRequested.emit(lesson_id)
            return
        asked = two_works(choice, datetime.now(UTC))
        takes = self._interaction.ask(_("Your work"), asked, _(FROM_FOLDER), _(STAY_HERE))
        if self._machine is machine:  # the machine may have locked itself over the question
            self._start_preparing(partial(machine.choose, from_folder=takes), lesson_id)

    def _on_prepare_failed(self, lesson_id: str, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Work from another machine"), str(trouble))
        if self._machine is not None:
            self._preferences.lesson_folder = self._machine.folder
            self.lessonRequested.emit(lesson_id)

    # -- nobody here any more --------------------------------------------------------------------

    def _watch_idle(self) -> None:
        minutes = self._preferences.settings.student_lock_after
        if not minutes:
            return
        from annotator.gui.teaching.idle_watch import IdleWatch

        if self._watch is None:
            self._watch = IdleWatch(self)
            self._watch.grewIdle.connect(self._on_watch_grew_idle)
        self._watch.start(self._window.windowHandle(), minutes)

    def _on_watch_grew_idle(self) -> None:
        """Leave no dialog of the student over a machine that locks, whatever it is busy with."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for dialog in self._window.findChildren(QDialog, options=direct):
            dialog.done(QDialog.DialogCode.Rejected)
        self.grewIdle.emit()
