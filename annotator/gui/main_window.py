"""The window: the start screen, the reading room and the way into the teacher's area meet here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from annotator import paths
from annotator.domain.notes import shortened
from annotator.gui.actions import ACTIONS, build_actions, paint_actions, show_switches
from annotator.gui.errors import Interaction, told
from annotator.gui.home.screen import HomeScreen
from annotator.gui.lesson_files import LessonFiles
from annotator.gui.preferences import Preferences
from annotator.gui.returned_work_controller import FEEDBACK_ENDING, ReturnedWorkController
from annotator.gui.room_controller import RoomController, RoomMaker
from annotator.gui.sign_in_controller import SignInController
from annotator.gui.task import end_tasks
from annotator.gui.teacher_area_controller import TeacherAreaController
from annotator.translation import N_, _

if TYPE_CHECKING:  # none of these is needed before the first window is painted
    from annotator.domain.hand_ins import Student
    from annotator.services.lesson_entries import LessonEntry
    from annotator.services.lessons import Installed
    from annotator.use_cases.application import Application
    from annotator.use_cases.home import StudentHome

TITLE = "Annotator"
LESSON_ENDING = ".lesson"
#: The pages of the guide that open first.
STUDENTS_PAGE, TEACHERS_PAGE = "student-card.md", "quick-start.md"
#: The smallest window that still shows an article beside the panel.
SMALLEST = QSize(800, 560)
USUAL = QSize(1280, 800)
LONGEST_LABEL = 48
#: What the menu says with a step and without one.
UNDO = N_("&Undo {step}"), N_("&Undo")
REDO = N_("&Redo {step}"), N_("&Redo")
UNSTORED = (
    N_("Close Annotator"),
    N_(
        "What you wrote last could not be stored. Everything before it is kept. Stay to "
        "copy it or to try again, or close and lose it."
    ),
    N_("Close and lose it"),
    N_("Stay"),
)
AT_WORK = (
    N_("Close Annotator"),
    N_(
        "Not finished yet: {work}. A disk or a class folder is slow to answer. What is stored "
        "is kept. Wait a little and close again, or close now and leave it unfinished."
    ),
    N_("Close now"),
    N_("Wait"),
)
ABOUT = N_(
    "Annotator {version}\n\n"
    "Read news articles side by side, highlight how they persuade, and hand your work in.\n\n"
    "Everything stays on this machine and in the folder that your class hands in to: the "
    "program never connects to the internet.\n\n"
    "Typeface: Atkinson Hyperlegible (Braille Institute, OFL). Icons: Lucide (ISC)."
)


class MainWindow(QMainWindow):
    """The frame around the screens: it connects them and decides which one is shown."""

    closing = Signal()
    firstPainted = Signal()
    retryRequested = Signal()

    def __init__(
        self, preferences: Preferences, interaction: Interaction, make_room: RoomMaker
    ) -> None:
        """Show the empty start screen; lessons come with `enter_application`."""
        super().__init__()
        self.preferences = preferences
        self._interaction = interaction
        self._students: StudentHome | None = None
        self._student: Student | None = None
        self._is_painted = False
        self._home = HomeScreen()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._home)
        self.setCentralWidget(self._stack)
        self.teacher_area = TeacherAreaController(
            self._stack, preferences, interaction, make_room, self
        )
        self.files = LessonFiles(interaction, self)
        self.returned = ReturnedWorkController(self._stack, preferences, interaction, self)
        self.sign_in_controller = SignInController(self._home.names, preferences, interaction, self)
        self.room = RoomController(
            self._stack, preferences, interaction, make_room, self.sign_in_controller.drafts, self
        )
        self.setObjectName("annotator")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self._actions = build_actions(self, self.menuBar())
        self._connect()
        _restore_geometry(self, preferences.settings.window)
        self._update_actions()
        self._home.names.suggest(preferences.settings.last_name)
        self._home.names.field.setFocus()

    def _connect(self) -> None:
        """Join the signals of the screens; sorted by sender and signal."""
        self._home.fileRequested.connect(self.files.choose)
        self._home.helpRequested.connect(self.show_keys)
        self._home.lessonRequested.connect(self.sign_in_controller.request)
        self._home.nameGiven.connect(self.sign_in_controller.sign_in)
        self._home.nameWithdrawn.connect(self._on_home_name_withdrawn)
        self._home.retryRequested.connect(self.retryRequested)
        self._home.teacherRequested.connect(self.enter_teacher_area)
        self.room.changed.connect(self._on_room_changed)
        self.room.left.connect(self._on_room_left)
        self.room.troubleRaised.connect(self._on_trouble_raised)
        self.sign_in_controller.grewIdle.connect(self._on_sign_in_grew_idle)
        self.sign_in_controller.lessonRequested.connect(self._open_lesson)
        self.sign_in_controller.signedIn.connect(self._welcome)
        self.teacher_area.closed.connect(self._on_area_closed)
        self.teacher_area.opened.connect(self._on_area_opened)
        self.teacher_area.opened.connect(self.sign_in_controller.withdraw)
        self.files.feedbackGiven.connect(self.returned.open)
        self.files.installed.connect(self._on_files_installed)
        self.files.noticed.connect(self._home.show_notice)
        self.preferences.themeChanged.connect(self._on_preferences_theme_changed)
        self.preferences.troubleRaised.connect(self._on_trouble_raised)

    # -- the application ---------------------------------------------------------

    def paint_icons(self) -> None:
        """Draw the icons, which the first paint does not wait for."""
        paint_actions(self._actions)

    def wait_for_application(self) -> None:
        """Show that the lessons are on their way."""
        self._home.show_waiting()

    def enter_application(self, application: Application) -> None:
        """Show the lessons of the application."""
        self._students = application.student_home
        self.returned.feedback = application.feedback
        self.sign_in_controller.enter(self._students)
        self.teacher_area.application = application
        self._home.show_notice("\n".join([*application.warnings, *self.teacher_area.advice()]))
        self._home.offer_teacher()
        self._show_entries()
        self._update_actions()
        self.files.enter(self._students)

    def show_known(self, entries: Sequence[LessonEntry]) -> None:
        """Show the lessons that were here last while the database is being opened."""
        if entries and self._students is None:
            self._home.show_entries(entries)

    def show_trouble(self, text: str) -> None:
        """Show why there is no application, with a button to try again."""
        self._home.show_trouble(text)

    def _show_entries(self) -> None:
        if self._students is not None:
            with told(self._interaction, _("Lessons")):
                self._home.show_entries(self._students.entries(self._student))

    def enter_teacher_area(self) -> None:
        """Leave the open lesson, if there is one, and go to the teacher's area."""
        self.room.leave()
        if self.room.room is None:
            self.teacher_area.open()

    def _on_area_opened(self) -> None:
        self.setWindowTitle(_("For teachers – {program}", program=TITLE))
        self._update_actions()

    def _on_area_closed(self) -> None:
        self._stack.setCurrentWidget(self._home)
        self.setWindowTitle(TITLE)
        self._update_actions()
        self._show_entries()

    # -- who is here ---------------------------------------------------------------------------

    def _welcome(self, student: Student) -> None:
        self._student = self.returned.student = student
        self.preferences.set_last_name(student.name)
        self._home.names.show_name(student.name)
        self._home.show_notice("")
        self._show_entries()
        self._home.focus_lessons()

    def _on_sign_in_grew_idle(self) -> None:
        """Sign the student out once everything typed is stored."""
        self.room.leave()
        if self.room.room is None and self._student is not None:
            self._on_home_name_withdrawn()
            self._home.show_notice(
                _("Nobody was here for a while, so this was locked. All is stored.")
            )

    def _on_home_name_withdrawn(self) -> None:
        self.sign_in_controller.sign_out()
        self._student = self.returned.student = None
        self.preferences.set_last_name("")
        self._home.names.show_name("")
        self._home.names.field.setFocus()
        self._show_entries()

    # -- lessons -------------------------------------------------------------------------------

    def _open_lesson(self, lesson_id: str) -> None:
        from annotator.domain.identifiers import LessonId

        if self._students is None or self._student is None:
            return
        with told(self._interaction, _("Open a lesson")):
            self.room.enter(self._students.open(self._student, LessonId(lesson_id)))

    def _on_room_changed(self) -> None:
        session = self.room.session
        self.setWindowTitle(f"{session.lesson.title} – {TITLE}" if session else TITLE)
        self._update_actions()

    def _on_room_left(self, lesson_id: str) -> None:
        self._stack.setCurrentWidget(self._home)
        self._show_entries()
        self._home.focus_lesson(lesson_id)

    def _on_files_installed(self, installed: Installed) -> None:
        lesson = installed.lesson
        self.sign_in_controller.read_classes()
        here = _("“{title}” is here now.", title=lesson.title)
        self._home.show_notice(f"{here} {installed.news}".rstrip())
        self._show_entries()
        self._home.focus_lesson(lesson.id)

    def _on_trouble_raised(self, text: str) -> None:
        self._interaction.tell(TITLE, text)

    # -- help and look -------------------------------------------------------------------------

    def show_guide(self) -> None:
        """Open the guide beside this window, on the page for whoever is here."""
        from annotator.gui.help.guide_window import GuideWindow

        teaches = self.teacher_area.is_open
        first = TEACHERS_PAGE if teaches else STUDENTS_PAGE
        guide = GuideWindow(paths.guide_dir(), first, self, shows_answers=teaches)
        guide.finished.connect(guide.deleteLater)
        guide.show()

    def show_keys(self) -> None:
        """Show what the keyboard can do."""
        from annotator.gui.widgets.keys_dialog import KeysDialog

        more = [
            (each.shortcut, _(each.tip) if each.tip else _plain(_(each.text)))
            for each in ACTIONS
            if each.shortcut
        ]
        dialog = KeysDialog(more, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_about(self) -> None:
        """Say what this program is."""
        from annotator.domain.version import VERSION

        self._interaction.tell(_("About Annotator"), _(ABOUT, version=VERSION))

    def _on_preferences_theme_changed(self) -> None:
        self._update_actions()

    def _update_actions(self) -> None:
        """Let the menus say what can be done now."""
        session = self.room.session
        for key in ("hand-in", "leave", "scheme"):
            self._actions[key].setEnabled(session is not None)
        self._actions["open-file"].setEnabled(session is None and not self.teacher_area.is_open)
        self._actions["teacher"].setEnabled(
            self._students is not None and not self.teacher_area.is_open
        )
        self._actions["lock"].setEnabled(self.teacher_area.is_open)
        _show_step(self._actions["undo"], *UNDO, session.undo_label if session else None)
        _show_step(self._actions["redo"], *REDO, session.redo_label if session else None)
        show_switches(self._actions, self.preferences.settings, self.preferences.policy)

    # -- what Qt asks of the window ------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell when that has happened for the first time."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.firstPainted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept lesson files while the start screen is shown."""
        if self._stack.currentWidget() is self._home and _lesson_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the lessons that were dropped."""
        event.acceptProposedAction()
        for path in _lesson_files(event):
            self.files.open(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without a question, unless something is not stored or still at work."""
        if not self._has_let_go():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().data()).hex()
        self.preferences.set_window(geometry)
        self.closing.emit()
        super().closeEvent(event)

    def _has_let_go(self) -> bool:
        """Close the lesson and stop what is at work; return whether the window may close."""
        stored = self.room.flush() and self.teacher_area.may_close()
        if not stored and not self._interaction.ask(*map(_, UNSTORED), careful=True):
            return False
        self.room.close()
        return _may_leave_tasks(self._interaction)


def _show_step(action: QAction, named: str, plain: str, step: str | None) -> None:
    """Let a menu name the step that it takes back or does again; none switches it off."""
    action.setText(_(named, step=_shortened(step)) if step else _(plain))
    action.setEnabled(step is not None)


def _may_leave_tasks(interaction: Interaction) -> bool:
    """Stop what is at work; where that takes too long, let the person decide."""
    still = end_tasks()
    title, text, close, stay = AT_WORK
    told = _(text, work=", ".join(still))
    return not still or interaction.ask(_(title), told, _(close), _(stay), careful=True)


def _restore_geometry(window: QMainWindow, saved: str) -> None:
    """Stand where the window stood, or large enough on this screen."""
    try:
        if saved and window.restoreGeometry(QByteArray(bytes.fromhex(saved))):
            return
    except ValueError:
        pass  # damaged by hand: as if there were none
    room = window.screen().availableSize()
    window.resize(USUAL.boundedTo(room))
    if room.width() < USUAL.width() * 1.2:
        window.showMaximized()


def _lesson_files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    endings = (LESSON_ENDING, FEEDBACK_ENDING)
    return [path for path in paths if path.suffix.lower() in endings or path.is_dir()]


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def _shortened(text: str) -> str:
    """Return a label that fits a menu; an ampersand in it is shown, not taken for a key."""
    return shortened(text, LONGEST_LABEL).replace("&", "&&")
