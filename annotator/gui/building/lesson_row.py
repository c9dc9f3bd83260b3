"""One lesson on the teacher's library: what it is, how far it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from annotator.domain.moments import days_until, month_day
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button
from annotator.gui.widgets.labels import Chip, ElidedLabel
from annotator.gui.widgets.layouts import centred, column, row, stretched
from annotator.services.lesson_library import LibraryEntry
from annotator.translation import _, ngettext


class LessonRow(QFrame):
    """A sheet with a lesson and its buttons; `wanted` brings the request and the lesson."""

    requested = Signal(str, object)
    pageRequested = Signal(object)

    def __init__(
        self, entry: LibraryEntry, page: Path | None = None, parent: QWidget | None = None
    ) -> None:
        """Show a lesson; what is published can be compared and printed, and may have a page."""
        super().__init__(parent)
        self.entry = entry
        self._page = page
        state = state_words(entry, datetime.now().astimezone())
        self.setProperty("role", "sheet")
        self.setAccessibleName(f"{entry.title}: {state}")
        title, said = ElidedLabel(entry.title, role="heading"), ElidedLabel(state, role="muted")
        self.edit_button = self._button(_("Edit"), "edit", _("Open it in the builder"))
        tools = [self.edit_button]
        if entry.is_published:
            tools += [
                self._button(_("Compare"), "compare", _("See what each outlet says and how")),
                self._button(_("Print…"), "print", _("Worksheets, answer key, report")),
            ]
        self.more_button = self._button("", "", _("Duplicate, export, put away, delete"))
        self.more_button.setAccessibleName(_("More for {title}", title=entry.title))
        self.more_button.setIcon(themed_icon("ellipsis"))
        self._menu = self._build_menu()
        self.more_button.setMenu(self._menu)
        row(
            stretched(column(title, said, spacing=SPACE_1)),
            *(centred(Chip(text)) for text in chips(entry)),
            SPACE_2,
            *tools,
            self.more_button,
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_3, SPACE_3),
            spacing=SPACE_2,
        )

    def _button(self, text: str, what: str, tells: str) -> QPushButton:
        name = f"{text} {self.entry.title}".strip()
        made = button(text, tells, kind="quiet", name=name, tip=tells)
        made.setAutoDefault(True)  # Enter presses it too
        if what:
            made.clicked.connect(partial(self.requested.emit, what, self.entry))
        return made

    def _build_menu(self) -> QMenu:
        entry = self.entry
        menu = QMenu(self)
        offers: list[tuple[str, str, bool]] = [
            (_("Duplicate"), "duplicate", True),
            (_("Export the lesson file…"), "export-file", entry.is_published),
            (_("Export a source folder…"), "export-source", entry.articles > 0),
            (_("Bring back"), "unarchive", entry.is_archived),
            (_("Put away"), "archive", not entry.is_archived),
            (_("Delete the draft…"), "delete", entry.draft_id is not None),
        ]
        if self._page is not None:
            action = menu.addAction(_("Teacher’s page"))
            action.setObjectName("page")
            action.triggered.connect(partial(self.pageRequested.emit, self._page))
        for text, what, is_there in offers:
            if is_there:
                action = menu.addAction(text)
                action.setObjectName(what)
                action.triggered.connect(partial(self.requested.emit, what, entry))
        menu.setAccessibleName(_("More for {title}", title=entry.title))
        return menu

    def actions_by_request(self) -> dict[str, Callable[[], None]]:
        """Return what the menu offers, by request."""
        return {action.objectName(): action.trigger for action in self._menu.actions()}


def chips(entry: LibraryEntry) -> tuple[str, ...]:
    """Return the few words that stand out: what is published, what is a draft."""
    found = []
    if entry.is_archived:
        found.append(_("put away"))
    if entry.is_published:
        found.append(_("v{version} published", version=entry.version))
    if entry.problems is not None:
        found.append(_draft_words(entry.problems))
    return tuple(found)


def _draft_words(problems: int) -> str:
    if not problems:
        return _("draft, ready")
    return ngettext("draft, {number} problem", "draft, {number} problems", problems)


def state_words(entry: LibraryEntry, now: datetime) -> str:
    """Return articles, classes, hand-ins and the due day of a lesson in one line."""
    parts = [ngettext("{number} article", "{number} articles", entry.articles)]
    if entry.classes:
        parts.append(", ".join(entry.classes))
    if entry.is_published:
        parts.append(ngettext("{number} hand-in", "{number} hand-ins", entry.hand_ins))
    if entry.due is not None:
        parts.append(due_words(entry.due, now))
    if entry.event:
        parts.append(entry.event)
    return "  ·  ".join(parts)


def due_words(due: datetime, now: datetime) -> str:
    """Return when a lesson is due, such as "due today"."""
    days = days_until(due, now)
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return (
        _("due {month_day}", month_day=month_day(due))
        if days > 0
        else _("was due {month_day}", month_day=month_day(due))
    )
