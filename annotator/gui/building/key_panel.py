"""The key beside the articles: its list with filters, and the note of the chosen entry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.domain.annotating import Note
from annotator.domain.keys import CANNOT_TELL, AnswerKey, Entry, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.building.key_editor import KeyEditor
from annotator.gui.building.key_list import (
    UNEXPLAINED,
    KeyList,
    KeyRequest,
    entries_of,
)
from annotator.gui.look.theme import SPACE_1, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.services.key_drafts import entry_id

EMPTY = (
    "The key is empty. Select words in an article and press the key of a category, or look at "
    "the suggestions."
)
NOTHING = "Nothing in the key is like that. Choose other filters."
STATUSES = {
    "": "Every status",
    KeyStatus.REQUIRED.value: "Required",
    KeyStatus.OPTIONAL.value: "Optional",
    KeyStatus.TRAP.value: "Traps",
    CANNOT_TELL: "Cannot tell",
    UNEXPLAINED: "Without explanation",
}


class KeyPanel(QWidget):
    """List above, note below; the filters say which status, category and article."""

    chosen = Signal(str)

    def __init__(
        self,
        save_note: Callable[[str, Note], bool],
        save_reason: Callable[[UnscoredSentence, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; the two functions store what is typed."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme
        self._lesson: Lesson | None = None
        self._entries: tuple[Entry, ...] = ()
        self.status = ChoiceBox("Status shown")
        self.category = ChoiceBox("Category shown")
        self.article = ChoiceBox("Article shown")
        self.sum = label("", "small")
        self.list = KeyList()
        self.empty = label(EMPTY, "muted")
        self.editor = KeyEditor(save_note, save_reason)
        for status, text in STATUSES.items():
            self.status.addItem(text, status)
        for wrapped in (self.sum, self.empty):
            wrapped.setWordWrap(True)
        for box in (self.status, self.category, self.article):
            box.setMinimumContentsLength(6)
        self._arrange()
        self.article.activated.connect(self._show)
        self.category.activated.connect(self._show)
        self.list.chosen.connect(self.chosen)
        self.status.activated.connect(self._show)

    def _arrange(self) -> None:
        filters = QGridLayout()
        filters.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_1)
        filters.setSpacing(SPACE_1)
        filters.addWidget(self.status, 0, 0)
        filters.addWidget(self.category, 0, 1)
        filters.addWidget(self.article, 1, 0, 1, 2)
        filters.addWidget(self.sum, 2, 0, 1, 2)
        self.empty.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(filters)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.editor)

    # -- what is shown -----------------------------------------------------------------

    def show_key(self, lesson: Lesson, key: AnswerKey, theme: Theme) -> None:
        """Show a key; what is chosen stays chosen where it is still there."""
        if lesson is not self._lesson or theme is not self._theme:
            self._lesson, self._theme = lesson, theme
            self._offer_filters(lesson)
        self._entries = entries_of(lesson, key)
        self._show()
        open_entry = self.entry(self.editor.entry_id or "")
        self.editor.show_entry(lesson, open_entry, theme)

    def _offer_filters(self, lesson: Lesson) -> None:
        request = self.request
        colours = palette_of_marks(lesson.scheme.categories, self._theme)
        ratio = self.devicePixelRatioF()
        self.category.clear()
        self.category.addItem("Every category", "")
        for category in lesson.scheme.categories:
            icon = category_icon(category, colours[category.id], self._theme.text, ratio)
            self.category.addItem(icon, category.name, category.id)
        self.article.clear()
        self.article.addItem("Every article", "")
        for number, article in enumerate(lesson.articles, 1):
            self.article.addItem(f"{number} {article.outlet}", article.id)
        self.category.setCurrentIndex(max(0, self.category.findData(request.category_id)))
        self.article.setCurrentIndex(max(0, self.article.findData(request.article_id)))
        for box in (self.status, self.category, self.article):
            box.set_theme(self._theme)

    @property
    def request(self) -> KeyRequest:
        """Return what the filters let through."""
        return KeyRequest(
            self.status.currentData() or "",
            self.category.currentData() or "",
            self.article.currentData() or "",
        )

    def show_request(self, request: KeyRequest) -> None:
        """Set the filters."""
        self.status.setCurrentIndex(self.status.findData(request.status))
        self.category.setCurrentIndex(max(0, self.category.findData(request.category_id)))
        self.article.setCurrentIndex(max(0, self.article.findData(request.article_id)))
        self._show()

    def _show(self) -> None:
        if self._lesson is None:
            return
        rows = [each for each in self._entries if self.request.allows(each)]
        self.list.show_entries(self._lesson, rows, self._theme)
        self.list.setVisible(bool(rows))
        self.empty.setText(NOTHING if self._entries else EMPTY)
        self.empty.setVisible(not rows)
        self.sum.setText(summed(rows))
        self.sum.setVisible(bool(rows))

    @property
    def count(self) -> int:
        """Return how many entries the key has."""
        return len(self._entries)

    def entry(self, wanted: str) -> Entry | None:
        """Return an entry by its id, or None."""
        return next((each for each in self._entries if entry_id(each) == wanted), None)

    # -- the chosen entry ----------------------------------------------------------------

    def open(self, entry: Entry | None) -> bool:
        """Open the note of an entry; return False where what was typed could not be stored."""
        if self._lesson is None:
            return False
        wanted = entry_id(entry) if entry is not None else None
        if wanted != self.editor.entry_id and not self.editor.flush():
            return False
        # Storing may have made another value of the same entry.
        fresh = self.entry(wanted) if wanted is not None else None
        if fresh is not None and not self.request.allows(fresh):
            self.show_request(KeyRequest())
        self.editor.show_entry(self._lesson, fresh, self._theme)
        self.list.show_chosen(wanted)
        return True


def summed(entries: list[Entry]) -> str:
    """Return what some entries are worth in one line."""
    keys = [each for each in entries if not isinstance(each, UnscoredSentence)]
    required = [each for each in keys if each.status is KeyStatus.REQUIRED]
    points = round(sum(each.weight for each in required), 2)
    bare = sum(not each.explanation.strip() for each in keys)
    parts = [f"{len(required)} required for {points:g} points"]
    for status, name in ((KeyStatus.OPTIONAL, "optional"), (KeyStatus.TRAP, "traps")):
        number = sum(each.status is status for each in keys)
        parts += [f"{number} {name}"] if number else []
    parts += [f"{bare} without explanation"] if bare else []
    return ", ".join(parts)
