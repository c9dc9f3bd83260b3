"""Start the desktop app: a window first, everything heavy after its first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.domain.errors import AnnotatorError, FolderInUse
from annotator.gui.errors import Dialogs, Interaction, close_log, install_apology, open_log
from annotator.gui.main_window import MainWindow
from annotator.gui.preferences import Preferences
from annotator.gui.task import TaskSlot, end_tasks
from annotator.settings import load_policy, load_settings
from annotator.translation import _, spoken
from annotator.use_cases.exclusive import Exclusive

if TYPE_CHECKING:  # imported beside the interface, once the window is there
    from annotator.gui.reading.reading_room import ReadingRoom
    from annotator.session.reading import ReadingSession
    from annotator.use_cases.application import Application

#: Builds the application on a data folder; runs beside the interface.
ApplicationOpener = Callable[[Path], "Application"]


def run(
    data_dir: Path | None = None,
    files: Sequence[Path] = (),
    *,
    interaction: Interaction | None = None,
) -> int:
    """Open the app on a data folder and return its exit status when it is closed.

    `files` are lessons to add; `interaction` replaces the dialogs.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Annotator")
    app.setDesktopFileName("annotator")
    speak_with_qt(app)
    speaking = interaction or Dialogs()
    policy, _unused = load_policy()
    folder = paths.data_dir(data_dir or policy.data_dir)
    settings, _unused = load_settings(folder, policy)
    # Before the lock, so that what it may have to say wears the right look.
    preferences = Preferences(app, folder, settings, policy)
    try:
        lock = lock_folder(folder, speaking)
    except AnnotatorError as trouble:
        speaking.tell(_("Annotator"), str(trouble))
        return 1
    if lock is None:
        return 0
    program = Program(folder, preferences, speaking, open_application, files)
    program.show()
    status, has_ended = 1, True
    try:
        status = app.exec()
    finally:
        has_ended = program.end()
        lock.release()
    if not has_ended:  # a share that hangs would keep the process for minutes, unseen
        os._exit(status)
    return status


def speak_with_qt(app: QCoreApplication) -> None:
    """Let Qt's own dialogs and menus speak as the program does."""
    tag = spoken().tag
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(tag), "qtbase", "_", folder):
        app.installTranslator(words)


def lock_folder(folder: Path, interaction: Interaction) -> Exclusive | None:
    """Take the data folder for this copy of the program; None if the person gives way.

    Raise StorageTrouble where the folder cannot be used at all.
    """
    while True:
        try:
            return Exclusive.take(folder)
        except FolderInUse as taken:
            title = _("Annotator is open already")
            if not interaction.ask(title, str(taken), _("Try again"), _("Quit")):
                return None


def open_application(data_dir: Path) -> Application:
    """Open the application with the lessons that ship; imports everything that is heavy."""
    from annotator.wiring.application import open_application as open_wired_application

    application = open_wired_application(data_dir).with_deletions_finished()
    application.lessons.install_shipped()
    # The first lesson opens soon; its room is loaded here instead of at that click.
    import_module("annotator.gui.reading.reading_room")
    return application


def make_room(session: ReadingSession, preferences: Preferences | None = None) -> ReadingRoom:
    """Return the reading room for a session, with the habits of `preferences`."""
    from annotator.gui.reading.reading_room import ReadingRoom

    if preferences is None:
        return ReadingRoom(session)
    liked = preferences.reading_help(session.student.name)
    if liked.text_size is not None and preferences.policy.allows("text_size"):
        preferences.set_text_size(liked.text_size)
    room = ReadingRoom(session)
    room.tools.follow(preferences)
    room.side_by_side.follow(preferences)
    room.textSizeChanged.connect(preferences.set_text_size)
    return room


class Program(QObject):
    """The running app: the window, and the application that opens after its first paint."""

    def __init__(
        self,
        folder: Path,
        preferences: Preferences,
        interaction: Interaction,
        opener: ApplicationOpener,
        files: Sequence[Path] = (),
    ) -> None:
        """Build the window on the settings in the data folder."""
        super().__init__()
        self._folder = folder
        self._opener = opener
        self._application: Application | None = None
        self._opening = TaskSlot(self, _("opening your lessons"), in_turn=True)
        self._previous_hook = sys.excepthook
        install_apology(interaction, open_log(folder))
        self.window = MainWindow(
            preferences, interaction, partial(make_room, preferences=preferences)
        )
        if isinstance(interaction, Dialogs):
            interaction.parent = self.window
        for path in files:
            self.window.files.open(path)
        self.window.firstPainted.connect(self._on_window_first_painted)
        self.window.retryRequested.connect(self._begin)

    def show(self) -> None:
        """Show the window."""
        self.window.show()

    def end(self) -> bool:
        """Let go of everything that is open; return whether nothing is at work any more."""
        has_ended = not end_tasks()
        if self._application is not None and has_ended:
            self._application.close()
            self._application = None
        sys.excepthook = self._previous_hook
        close_log()
        return has_ended

    def _on_window_first_painted(self) -> None:
        from annotator.gui.widgets.app_icon import app_icon
        from annotator.use_cases.known_lessons import read_known_lessons

        known = read_known_lessons(self._folder)
        self._begin()
        self.window.show_known(known)
        self.window.setWindowIcon(app_icon())
        self.window.paint_icons()

    def _begin(self) -> None:
        self.window.wait_for_application()
        opening = partial(self._opener, self._folder)
        self._opening.start(opening, self._on_application_opened, self._on_application_failed)

    def _on_application_opened(self, application: Application) -> None:
        self._application = application
        self.window.enter_application(application)

    def _on_application_failed(self, trouble: AnnotatorError) -> None:
        self.window.show_trouble(str(trouble))
