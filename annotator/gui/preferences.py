"""The settings while the program runs: changed in one place, stored at once, told to all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import AnnotatorError
from annotator.gui.look.theme import USUAL_TEXT, Theme, theme_named
from annotator.gui.look.wearing import system_theme, wear
from annotator.settings import Policy, ReadingHelp, Settings, save_settings, student_code

#: What "larger" and "smaller" mean, in points.
TEXT_STEP = 2


class Preferences(QObject):
    """The settings of this account and the theme that they mean on this machine."""

    themeChanged = Signal(object)
    habitsChanged = Signal()
    troubleRaised = Signal(str)

    def __init__(
        self,
        app: QApplication,
        data_dir: Path,
        settings: Settings,
        policy: Policy,
        parent: QObject | None = None,
    ) -> None:
        """Take what was loaded and dress the application in it."""
        super().__init__(parent)
        self._app = app
        self._data_dir = data_dir
        self.settings = settings
        self.policy = policy
        #: What the file of the open lesson names; a person who chooses another one has the say.
        self.lesson_folder: Path | None = None
        self._follow_or_lead_system()
        self.theme = self._wanted_theme()
        wear(app, self.theme)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def drop_folder(self) -> Path | None:
        """Return where hand-ins go: the policy's, else the lesson file's, else the chosen one."""
        return self.policy.drop_folder or self.lesson_folder or self.settings.drop_folder

    @property
    def may_choose_drop_folder(self) -> bool:
        """Return whether a person may choose where hand-ins go."""
        return self.policy.drop_folder is None and self.policy.allows("drop_folder")

    def wear_system(self) -> None:
        """Follow the machine's own theme."""
        self.set_theme("system")

    def wear_light(self) -> None:
        """Wear the light theme."""
        self.set_theme("light")

    def wear_dark(self) -> None:
        """Wear the dark theme."""
        self.set_theme("dark")

    def wear_high_contrast(self) -> None:
        """Wear the theme with the strongest contrast."""
        self.set_theme("high-contrast")

    def enlarge_text(self) -> None:
        """Make the text a step larger."""
        self.set_text_size(self.settings.text_size + TEXT_STEP)

    def shrink_text(self) -> None:
        """Make the text a step smaller."""
        self.set_text_size(self.settings.text_size - TEXT_STEP)

    def reset_text(self) -> None:
        """Give the text its usual size."""
        self.set_text_size(USUAL_TEXT)

    def set_theme(self, name: str) -> None:
        """Wear the theme with this name; "system" follows the machine."""
        self._change(theme=name)

    def set_text_size(self, points: int) -> None:
        """Set the type size of articles in points, within what is readable."""
        self._change(text_size=self.theme.with_text_size(points).text_size)

    def toggle_single_keys(self) -> None:
        """Let keys without a modifier act in an article, or not."""
        self._change(single_keys=not self.settings.single_keys)
        self.habitsChanged.emit()

    def toggle_selection_popup(self) -> None:
        """Let the categories come by themselves beside a selection, or not."""
        self._change(selection_popup=not self.settings.selection_popup)
        self.habitsChanged.emit()

    def set_drop_folder(self, folder: Path) -> None:
        """Remember where hand-ins go."""
        self.lesson_folder = None
        self._change(drop_folder=folder)

    def set_last_name(self, name: str) -> None:
        """Remember who was here last, where that is wanted."""
        self._change(last_name=self.settings.named(name).last_name)

    def forget_names(self, names: Iterable[str]) -> None:
        """Forget who was deleted: the last name, and how they liked to read."""
        kept = self.settings.without(names)
        self._change(reading=kept.reading, last_name=kept.last_name)

    def reading_help(self, name: str) -> ReadingHelp:
        """Return how a student likes to read."""
        return self.settings.help_of(student_code(name))

    def keep_reading_help(self, name: str, help_: ReadingHelp) -> None:
        """Remember how a student likes to read, without writing the name down."""
        self._change(reading=self.settings.with_help(student_code(name), help_).reading)

    def set_no_passphrase(self, decided: bool) -> None:
        """Remember whether a teacher said that nobody else uses this machine."""
        self._change(no_passphrase=decided)

    def note_student(self) -> None:
        """Remember that a student has signed in here."""
        self._change(students_here=True)

    def set_window(self, geometry: str) -> None:
        """Remember where the window stands."""
        self._change(window=geometry)

    def _change(self, **values: object) -> None:
        changed = replace(self.settings, **values)  # type: ignore[arg-type]
        if changed == self.settings:
            return
        self.settings = changed
        self._follow_or_lead_system()
        self._show_theme()
        try:
            # What the look brings about may have changed more of them.
            save_settings(self._data_dir, self.settings)
        except AnnotatorError as trouble:
            self.troubleRaised.emit(str(trouble))

    def _follow_or_lead_system(self) -> None:
        """Let title bars and native dialogs be as dark as the chosen theme, where Qt can."""
        chosen = theme_named(self.settings.theme)
        scheme = Qt.ColorScheme
        request = (
            scheme.Unknown if chosen is None else scheme.Dark if chosen.is_dark else scheme.Light
        )
        self._app.styleHints().setColorScheme(request)

    def _on_system_changed(self) -> None:
        self._show_theme()

    def _show_theme(self) -> None:
        wanted = self._wanted_theme()
        if wanted != self.theme:
            self.theme = wanted
            wear(self._app, wanted)
            self.themeChanged.emit(wanted)

    def _wanted_theme(self) -> Theme:
        theme = theme_named(self.settings.theme) or system_theme(self._app)
        return theme.with_text_size(self.settings.text_size)
