"""The teacher's area: tabs, the screens under them, and the screens on top of those."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from annotator import paths
from annotator.gui.errors import Interaction, told
from annotator.gui.look.theme import SPACE_2, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.room_controller import RoomMaker
from annotator.gui.screens import BUILDER, COMPARE, GRADE, PRINT, REQUESTS, TABS, ScreenInfo
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.layouts import STRETCH, column, holding, row, stretched
from annotator.translation import _

if TYPE_CHECKING:
    from annotator.domain.lessons import Lesson
    from annotator.use_cases.application import Application


class TeacherScreen(Protocol):
    """What the area needs of every screen, besides being a widget."""

    def enter(self) -> None:
        """Read the data anew and show it; called whenever the screen comes into view."""

    def leave(self) -> bool:
        """Store what is typed; return False if the screen must stay."""


class TeacherArea(QWidget):
    """The frame around the teacher's screens; each gets what it needs of the application."""

    lockRequested = Signal()
    passphraseRequested = Signal()
    namesForgotten = Signal(object)
    folderChosen = Signal(object)

    def __init__(
        self,
        application: Application,
        interaction: Interaction,
        make_room: RoomMaker,
        parent: QWidget | None = None,
    ) -> None:
        """Show the first tab."""
        super().__init__(parent)
        self._application = application
        self._interaction = interaction
        self._make_room = make_room
        self._tabs: list[QWidget | None] = [None] * len(TABS)
        self._pushed: list[QWidget] = []
        self._build()
        self._show_tab(0)

    def _build(self) -> None:
        self.setObjectName("teacher-area")
        self.setAccessibleName(_("Teacher's area"))
        self.tabs = named(QTabBar(), _("Teacher's screens"))
        self.tabs.setObjectName("teacher-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for info in TABS:
            self.tabs.addTab(_(info.title))
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        says = _("Leave the teacher's area and show the students' start")
        self.lock = button(_("Leave"), says, self.lockRequested, kind="quiet")
        self.passphrase = button(_("Passphrase…"), "", self.passphraseRequested, kind="quiet")
        ends = (SPACE_4, 0, SPACE_4, 0)
        parts = (self.tabs, STRETCH, self.passphrase, self.lock)
        self.bar = holding(row(*parts, margins=ends, spacing=SPACE_2))
        self.bar.setObjectName("teacher-bar")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget()
        column(self.bar, stretched(self._stack), inside=self, margins=0, spacing=0)

    @property
    def screen_shown(self) -> QWidget | None:
        """Return the screen in view."""
        return self._stack.currentWidget()

    def show_protection(self, *, has_passphrase: bool) -> None:
        """Say what leaving does, and what the passphrase button is for."""
        self.lock.setText(_("Lock") if has_passphrase else _("Leave"))
        what = _("Choose another passphrase") if has_passphrase else _("Protect this area with one")
        self.passphrase.setAccessibleDescription(what)
        set_tip(self.passphrase, what)

    def resume(self) -> None:
        """Show again what was in view, read anew."""
        shown = self.screen_shown
        if shown is not None:
            self._enter(shown)

    def leave(self) -> bool:
        """Let the screen in view store what is typed; return whether the area can be left."""
        shown = self.screen_shown
        return shown is None or cast("TeacherScreen", shown).leave()

    # -- tabs ------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Show a tab by its key, once nothing is on top of the tabs."""
        number = next((n for n, info in enumerate(TABS) if info.key == key), None)
        if number is not None and not self._pushed:
            self.tabs.setCurrentIndex(number)

    def _on_tabs_current_changed(self, number: int) -> None:
        shown = self.screen_shown
        if shown is not None and shown in self._tabs and not cast("TeacherScreen", shown).leave():
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(self._tabs.index(shown))
            self.tabs.blockSignals(False)
            return
        self._show_tab(number)

    def _show_tab(self, number: int) -> None:
        screen = self._tabs[number]
        if screen is None:
            screen = self._tabs[number] = self._make(TABS[number])
            self._stack.addWidget(screen)
        self._enter(screen)

    def _enter(self, screen: QWidget) -> None:
        self._stack.setCurrentWidget(screen)
        self.bar.setVisible(not self._pushed)
        with told(self._interaction, _("Annotator")):
            cast("TeacherScreen", screen).enter()

    # -- screens on top --------------------------------------------------------------------------

    def push(self, screen: QWidget) -> None:
        """Show a screen on top of what is shown, once that has stored what is typed."""
        if not self.leave():
            screen.close()
            screen.deleteLater()
            return
        self._pushed.append(screen)
        self._stack.addWidget(screen)
        self._enter(screen)
        screen.setFocus()

    def back(self) -> None:
        """Close the screen on top and show what was under it, read anew."""
        if not self._pushed or not self.leave():
            return
        self._drop(self._pushed.pop())
        below = self._pushed[-1] if self._pushed else self._tabs[self.tabs.currentIndex()]
        assert below is not None
        self._enter(below)
        below.setFocus()

    def _drop(self, screen: QWidget) -> None:
        self._stack.removeWidget(screen)
        screen.close()
        screen.deleteLater()

    def _make(self, info: ScreenInfo, *subject: object) -> QWidget:
        """Return a screen whose requests this area answers."""
        screen = info.make(self._application, self._interaction, *subject)
        for request, answer in REQUESTS.items():
            asked = getattr(screen, request, None)
            if asked is not None:
                asked.connect(getattr(self, answer))
        return screen

    def _open(self, info: ScreenInfo, *subject: object) -> None:
        with told(self._interaction, _("Annotator")):
            self.push(self._make(info, *subject))

    def remember_folder(self, folder: Path) -> None:
        """Pass on where the class hands in, so that nobody has to choose it again."""
        self.folderChosen.emit(folder)

    def forget_names(self, names: Iterable[str]) -> None:
        """Pass on who was deleted, so that the settings forget them too."""
        self.namesForgotten.emit(tuple(names))

    def open_builder(self, draft_id: str) -> None:
        """Show the builder on a draft."""
        self._open(BUILDER, draft_id)

    def open_compare(self, lesson_id: str) -> None:
        """Show the comparison of a lesson's articles."""
        self._open(COMPARE, lesson_id)

    def open_grading(self, lesson_id: str) -> None:
        """Show the grading of a lesson."""
        self._open(GRADE, lesson_id)

    def open_second_grading(self, lesson_id: str, name: str) -> None:
        """Let a colleague grade a lesson a second time."""
        from annotator.use_cases.grading import colleague

        with told(self._interaction, _("Annotator")):
            self.push(self._make(GRADE, lesson_id, colleague(name)))

    def open_printing(self, lesson_id: str) -> None:
        """Show what can be printed of a lesson."""
        self._open(PRINT, lesson_id)

    def open_page(self, page: Path) -> None:
        """Show a page for teachers in a window of its own, beside the guide; locking closes it."""
        from annotator.gui.help.guide_window import GuideWindow

        guide = GuideWindow(paths.guide_dir(), parent=self)
        guide.show_file(page)
        guide.finished.connect(guide.deleteLater)
        guide.show()

    def try_lesson(self, lesson: Lesson) -> None:
        """Show a lesson as a student sees it; nothing that is done there is kept."""
        from annotator.gui.try_screen import TryScreen

        with told(self._interaction, _("Try as a student")):
            trial = self._application.trial(lesson)
            room = self._make_room(trial.session)
            screen = TryScreen(room, trial, self._interaction)
            screen.backRequested.connect(self.back)
            self.push(screen)
