"""The key beside the articles: its list with filters, and the note of the chosen entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.domain.annotating import Note
from annotator.domain.keys import AnswerKey, Entry, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import CANNOT_TELL
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.building.key_editor import KeyEditor
from annotator.gui.building.key_rows import UNEXPLAINED, KeyRequest, entries_of, entry_row
from annotator.gui.lists.row import TWO_LINES
from annotator.gui.lists.row_model import RowModel
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_1, SPACE_3
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.layouts import column, stretched
from annotator.services.answer_keys import entry_id
from annotator.translation import N_, _

EMPTY = N_(
    "The key is empty. Select words in an article and press the key of a category, or "
    "look at the suggestions."
)
NOTHING = N_("Nothing in the key is like that. Choose other filters.")
KEYS = N_("Arrows and clicks go there, Enter writes the explanation, Delete removes")
STATUSES = {
    "": N_("Every status"),
    KeyStatus.REQUIRED.value: N_("Required"),
    KeyStatus.OPTIONAL.value: N_("Optional"),
    KeyStatus.TRAP.value: N_("Traps"),
    CANNOT_TELL: N_("Cannot tell"),
    UNEXPLAINED: N_("Without explanation"),
}


class KeyPanel(QWidget):
    """List above, note below; the filters say which status, category and article."""

    def __init__(self, save: Callable[[str, Note], bool], parent: QWidget | None = None) -> None:
        """Show nothing yet; `save` stores the note of an entry and returns whether it did."""
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._entries: tuple[Entry, ...] = ()
        self.status = ChoiceBox(_("Status shown"))
        self.status.fill([(_(text), status) for status, text in STATUSES.items()])
        self.category = ChoiceBox(_("Category shown"))
        self.article = ChoiceBox(_("Article shown"))
        self.sum = paragraph("", "small")
        self.list = RowView(
            _("Answer key"), _(KEYS), shape=TWO_LINES, several=True, model=RowModel(key=entry_id)
        )
        self.empty = paragraph(_(EMPTY), "muted")
        self.empty.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        self.editor = KeyEditor(save)
        filters = QGridLayout()
        filters.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_1)
        filters.setSpacing(SPACE_1)
        filters.addWidget(self.status, 0, 0)
        filters.addWidget(self.category, 0, 1)
        filters.addWidget(self.article, 1, 0, 1, 2)
        filters.addWidget(self.sum, 2, 0, 1, 2)
        column(
            filters,
            self.empty,
            stretched(self.list),
            self.editor,
            inside=self,
            margins=0,
            spacing=SPACE_1,
        )
        for box in (self.status, self.category, self.article):
            box.setMinimumContentsLength(6)
            box.activated.connect(self._show)

    # -- what is shown -----------------------------------------------------------------

    def show_key(self, lesson: Lesson, key: AnswerKey) -> None:
        """Show a key; what is chosen stays chosen where it is still there."""
        if lesson is not self._lesson:
            self._lesson = lesson
            categories = [(category_icon(c), c.name, c.id) for c in lesson.scheme.scored]
            self.category.fill([(_("Every category"), ""), *categories])
            articles = [(f"{n} {a.outlet}", a.id) for n, a in enumerate(lesson.articles, 1)]
            self.article.fill([(_("Every article"), ""), *articles])
        self._entries = entries_of(lesson, key)
        self._show()
        self.editor.show_entry(lesson, self.entry(self.editor.entry_id or ""))

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
        self.status.choose(request.status)
        self.category.choose(request.category_id)
        self.article.choose(request.article_id)
        self._show()

    def _show(self) -> None:
        if self._lesson is None:
            return
        rows = [each for each in self._entries if self.request.allows(each)]
        self.list.set_items(rows, partial(entry_row, self._lesson))
        self.list.setVisible(bool(rows))
        self.empty.setText(_(NOTHING) if self._entries else _(EMPTY))
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
        wanted = entry_id(entry) if entry is not None else ""
        if wanted != (self.editor.entry_id or "") and not self.editor.flush():
            return False
        # Storing may have made another value of the same entry.
        fresh = self.entry(wanted)
        if fresh is not None and not self.request.allows(fresh):
            self.show_request(KeyRequest())
        self.editor.show_entry(self._lesson, fresh)
        self.list.choose(wanted)
        return True


def summed(entries: Sequence[Entry]) -> str:
    """Return what some entries are worth in one line."""
    keys = [each for each in entries if not isinstance(each, UnscoredSentence)]
    required = [each for each in keys if each.status is KeyStatus.REQUIRED]
    points = round(sum(each.weight for each in required), 2)
    bare = sum(not each.explanation.strip() for each in keys)
    parts = [_("{number} required for {points:g} points", number=len(required), points=points)]
    optional, traps = (
        sum(each.status is status for each in keys)
        for status in (KeyStatus.OPTIONAL, KeyStatus.TRAP)
    )
    parts += [_("{number} optional", number=optional)] if optional else []
    parts += [_("{number} traps", number=traps)] if traps else []
    parts += [_("{number} without explanation", number=bare)] if bare else []
    return ", ".join(parts)
