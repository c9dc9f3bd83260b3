"""The tab of lessons: what is published here, what is being built, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.building.lesson_row import LessonRow
from annotator.gui.errors import Interaction, told
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, TARGET
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.layouts import (
    STRETCH,
    clear,
    column,
    holding,
    row,
    scrolled,
    stretched,
)
from annotator.services.lesson_library import LibraryEntry
from annotator.services.lessons import Installed
from annotator.translation import N_, _
from annotator.use_cases.library import LessonLibrary

TITLE = N_("Lessons")
KINDS = N_("Lessons (*.lesson lesson.toml)")
WIDEST = 1180
EMPTY = N_(
    "There is no lesson here yet. “New lesson” starts with a page that you paste or drop; "
    "“Open file…” takes a .lesson file or the lesson.toml of a source folder."
)
WAITING = N_("Getting the lessons ready…")
NOTHING_FOUND = N_("No lesson has these words. Clear the search to see them all.")
ALL_AWAY = N_("Every lesson is put away. Tick “Show put away” to see them.")


class LessonsScreen(QWidget):
    """Every lesson and draft of this machine."""

    builderRequested = Signal(str)
    compareRequested = Signal(str)
    pageRequested = Signal(object)
    printRequested = Signal(str)

    def __init__(
        self, library: LessonLibrary, interaction: Interaction, parent: QWidget | None = None
    ) -> None:
        """Start empty; `enter` reads the lessons."""
        super().__init__(parent)
        self._library = library
        self._interaction = interaction
        self._entries: tuple[LibraryEntry, ...] = ()
        self._rows: list[LessonRow] = []
        self._reading = TaskSlot(self, _("reading the lessons"))
        self._adding = TaskSlot(self, _("opening a file"), in_turn=True)
        self.setAccessibleName(_("Lessons"))
        self.setAcceptDrops(True)
        self._build()
        self.away.clicked.connect(self._show)
        self.search.textChanged.connect(self._show)

    def _build(self) -> None:
        self.new_button = button(
            _("New lesson"),
            _("Start an empty lesson in the builder"),
            self._on_new_button_clicked,
            kind="primary",
        )
        self.new_button.setIcon(themed_icon("plus", "accent_text"))
        self.open_button = button(
            _("Open file…"),
            _("Add a .lesson file or a lesson's source folder"),
            self._on_open_button_clicked,
        )
        self.open_button.setIcon(themed_icon("folder-open"))
        self.search = named(
            QLineEdit(), _("Search lessons"), _("Show only lessons with these words")
        )
        self.search.setPlaceholderText(_("Search lessons"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        self.away = named(
            CheckBox(_("Show put away")), tells=_("Lessons that students do not see any more")
        )
        self.away.setMinimumHeight(TARGET)
        tools = (self.new_button, self.open_button, STRETCH, self.away, stretched(self.search, 2))
        self.notice = paragraph("", "muted")
        self.notice.hide()
        self._list = column(margins=0, spacing=SPACE_2)
        page = column(self._list, STRETCH, margins=(0, 0, SPACE_2, SPACE_4))
        centre = holding(
            column(
                row(*tools, spacing=SPACE_3),
                self.notice,
                stretched(scrolled(holding(page))),
                margins=(SPACE_6, SPACE_4, SPACE_6, 0),
                spacing=SPACE_3,
            )
        )
        centre.setMaximumWidth(WIDEST)
        row(STRETCH, stretched(centre, 1000), STRETCH, inside=self, margins=0)

    # -- what the area asks ----------------------------------------------------------------------

    def enter(self) -> None:
        """Read the lessons anew, beside the interface."""
        if not self._entries:
            self._say(_(WAITING))
        read = partial(self._library.entries, self._entries)
        self._reading.start(read, self._on_read, self._on_failed)

    def leave(self) -> bool:
        """Return that nothing waits to be stored."""
        return True

    # -- showing ---------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[LessonRow]:
        """Return the rows as they stand."""
        return tuple(self._rows)

    def _on_read(self, entries: tuple[LibraryEntry, ...]) -> None:
        self._entries = entries
        self._show()

    def _show(self) -> None:
        focused = next((r.entry.lesson_id for r in self._rows if r.edit_button.hasFocus()), None)
        clear(self._list)
        self._rows = []
        for entry in self._shown():
            made = LessonRow(entry, self._library.teacher_page(entry))
            made.requested.connect(self._on_row_requested)
            made.pageRequested.connect(self.pageRequested)
            self._list.addWidget(made)
            made.show()  # now, not with the next event: the keyboard may be on its way
            self._rows.append(made)
            if entry.lesson_id == focused:
                made.edit_button.setFocus()
        self._say_if_empty()

    def _shown(self) -> list[LibraryEntry]:
        wanted = self.search.text().casefold().split()
        return [
            entry
            for entry in self._entries
            if (self.away.isChecked() or not entry.is_archived)
            and all(word in f"{entry.title} {entry.event}".casefold() for word in wanted)
        ]

    def _say_if_empty(self) -> None:
        if self._rows:
            if self.notice.text() in (_(EMPTY), _(WAITING), _(NOTHING_FOUND), _(ALL_AWAY)):
                self._say("")
        elif self.search.text().strip():
            self._say(_(NOTHING_FOUND))
        else:
            self._say(_(ALL_AWAY) if self._entries else _(EMPTY))

    def _say(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    # -- what a person does ----------------------------------------------------------------------

    def _on_new_button_clicked(self) -> None:
        with told(self._interaction, _(TITLE)):
            self.builderRequested.emit(self._library.new_draft())

    def _on_open_button_clicked(self) -> None:
        path = self._interaction.choose_file(_("Open a lesson"), _(KINDS), None)
        if path is not None:
            self.open_file(path.parent if path.name == "lesson.toml" else path)

    def open_file(self, path: Path) -> None:
        """Add the lesson in a file or source folder to this machine."""
        self._say(_("Opening “{file}”…", file=path.name))
        adding = partial(self._library.add_file, path)
        self._adding.start(adding, self._on_file_added, self._on_failed)

    def _on_file_added(self, installed: Installed) -> None:
        here = _("“{title}” is here now.", title=installed.lesson.title)
        self._say(f"{here} {installed.news}".rstrip())
        self.enter()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._say("")
        self._interaction.tell(_(TITLE), str(trouble))

    def _on_row_requested(self, request: str, entry: LibraryEntry) -> None:
        ways: Mapping[str, Callable[[LibraryEntry], None]] = {
            "edit": self._edit,
            "compare": self._compare,
            "print": self._print,
            "duplicate": self._duplicate,
            "export-file": self._export_file,
            "export-source": self._export_source,
            "archive": self._archive,
            "unarchive": self._unarchive,
            "delete": self._delete,
        }
        with told(self._interaction, _(TITLE)):
            ways[request](entry)

    def _edit(self, entry: LibraryEntry) -> None:
        draft_id, news = self._library.edit(entry)
        if news:
            self._interaction.tell(_(TITLE), news)
        self.builderRequested.emit(draft_id)

    def _compare(self, entry: LibraryEntry) -> None:
        self.compareRequested.emit(entry.lesson_id)

    def _print(self, entry: LibraryEntry) -> None:
        self.printRequested.emit(entry.lesson_id)

    def _duplicate(self, entry: LibraryEntry) -> None:
        self._library.duplicate(entry)
        self._say(_("“{title}” is here twice now; the copy is a draft.", title=entry.title))
        self.enter()

    def _export_file(self, entry: LibraryEntry) -> None:
        self._export(partial(self._library.export_package, entry))

    def _export_source(self, entry: LibraryEntry) -> None:
        self._export(partial(self._library.export_source, entry))

    def _export(self, write: Callable[[Path], Path]) -> None:
        folder = self._interaction.choose_folder(_("Export into which folder?"), None)
        if folder is not None:
            self._say(_("Written: {path}", path=write(folder)))

    def _archive(self, entry: LibraryEntry) -> None:
        self._library.set_archived(entry, is_archived=True)
        self._say(
            _(
                "“{title}” is put away. Students do not see it; all work on it is kept.",
                title=entry.title,
            )
        )
        self.enter()

    def _unarchive(self, entry: LibraryEntry) -> None:
        self._library.set_archived(entry, is_archived=False)
        self._say(_("“{title}” is back.", title=entry.title))
        self.enter()

    def _delete(self, entry: LibraryEntry) -> None:
        kept = _("The published lesson and all work on it stay.") if entry.is_published else (
            _("It was never published, so nothing of it stays.")
        )  # fmt: skip
        asked = _("Delete the draft of “{title}” for good? {kept}", title=entry.title, kept=kept)
        if entry.draft_id is None or not self._interaction.ask(
            _(TITLE), asked, _("Delete the draft"), _("Keep it"), careful=True
        ):
            return
        self._library.delete_draft(entry.draft_id)
        self._say(_("The draft of “{title}” is deleted.", title=entry.title))
        self.enter()

    # -- files that are dropped ------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept lesson files and source folders."""
        if _lesson_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the lessons that were dropped."""
        event.acceptProposedAction()
        for path in _lesson_paths(event):
            self.open_file(path)


def _lesson_paths(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".lesson" or path.is_dir()]
