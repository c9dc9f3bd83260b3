"""One lesson on the teacher's library: what it is, how far it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.domain.moments import days_until, month_day
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import Chip, ElidedLabel
from annotator.services.lesson_library import LibraryEntry


class LessonRow(QFrame):
    """A sheet with a lesson and its buttons; `wanted` brings the request and the lesson."""

    requested = Signal(str, object)

    def __init__(
        self,
        entry: LibraryEntry,
        *,
        compare: bool,
        printing: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show a lesson; to compare and to print are offered where the program can."""
        theme = current_theme()
        super().__init__(parent)
        self.entry = entry
        self.setProperty("role", "sheet")
        self.setAccessibleName(f"{entry.title}: {state_words(entry, datetime.now().astimezone())}")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_3, SPACE_3, SPACE_3)
        row.setSpacing(SPACE_2)
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(ElidedLabel(entry.title, role="heading"))
        words.addWidget(ElidedLabel(state_words(entry, datetime.now().astimezone()), role="muted"))
        row.addLayout(words, 1)
        for text in chips(entry):
            row.addWidget(Chip(text), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(SPACE_2)
        self.edit_button = self._button("Edit", "edit", "Open it in the builder")
        row.addWidget(self.edit_button)
        if compare and entry.is_published:
            said = "See what each outlet says and how"
            row.addWidget(self._button("Compare", "compare", said))
        if printing and entry.is_published:
            row.addWidget(self._button("Print…", "print", "Worksheets, answer key, report"))
        self.more_button = self._button("", "", "Duplicate, export, put away, delete")
        self.more_button.setAccessibleName(f"More for {entry.title}")
        self._menu = self._build_menu()
        self.more_button.setMenu(self._menu)
        row.addWidget(self.more_button)
        self.set_theme(theme)

    def _button(self, text: str, request: str, description: str) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("kind", "quiet")
        made.setAutoDefault(True)  # Enter presses it too
        made.setAccessibleName(f"{text} {self.entry.title}".strip())
        made.setAccessibleDescription(description)
        set_tip(made, description)
        if request:
            made.setProperty("request", request)
            made.clicked.connect(self._on_request)
        return made

    def _build_menu(self) -> QMenu:
        entry = self.entry
        menu = QMenu(self)
        offers: list[tuple[str, str, bool]] = [
            ("Duplicate", "duplicate", True),
            ("Export the lesson file…", "export-file", entry.is_published),
            ("Export a source folder…", "export-source", entry.articles > 0),
            ("Bring back", "unarchive", entry.is_archived),
            ("Put away", "archive", not entry.is_archived),
            ("Delete the draft…", "delete", entry.draft_id is not None),
        ]
        for text, request, is_there in offers:
            if is_there:
                action = QAction(text, menu)
                action.setProperty("request", request)
                action.triggered.connect(self._on_request)
                menu.addAction(action)
        menu.setAccessibleName(f"More for {entry.title}")
        return menu

    def _on_request(self) -> None:
        asking = self.sender()
        if asking is not None:
            self.requested.emit(asking.property("request"), self.entry)

    def actions_by_request(self) -> dict[str, Callable[[], None]]:
        """Return what the menu offers, by request."""
        return {action.property("request"): action.trigger for action in self._menu.actions()}

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in another theme's colours."""
        self.more_button.setIcon(themed_icon("ellipsis", theme.text))


def chips(entry: LibraryEntry) -> tuple[str, ...]:
    """Return the few words that stand out: what is published, what is a draft."""
    found = []
    if entry.is_archived:
        found.append("put away")
    if entry.is_published:
        found.append(f"v{entry.version} published")
    if entry.problems is not None:
        found.append(_draft_words(entry.problems))
    return tuple(found)


def _draft_words(problems: int) -> str:
    if not problems:
        return "draft, ready"
    return "draft, 1 problem" if problems == 1 else f"draft, {problems} problems"


def state_words(entry: LibraryEntry, now: datetime) -> str:
    """Return articles, classes, hand-ins and the due day of a lesson in one line."""
    parts = ["1 article" if entry.articles == 1 else f"{entry.articles} articles"]
    if entry.classes:
        parts.append(", ".join(entry.classes))
    if entry.is_published:
        parts.append("1 hand-in" if entry.hand_ins == 1 else f"{entry.hand_ins} hand-ins")
    if entry.due is not None:
        parts.append(due_words(entry.due, now))
    if entry.event:
        parts.append(entry.event)
    return "  ·  ".join(parts)


def due_words(due: datetime, now: datetime) -> str:
    """Return when a lesson is due, such as "due today"."""
    days = days_until(due, now)
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    return f"due {month_day(due)}" if days > 0 else f"was due {month_day(due)}"
