"""What the teacher writes to the student, with the comment bank under the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.grading_session import BankComment
from annotator.domain.identifiers import CategoryId
from annotator.gui.lists.row import Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_1
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.labels import ElidedLabel
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.gui.widgets.note_field import NoteField
from annotator.services.comments import found_comments
from annotator.translation import N_, _

#: How many comments of the bank have a key of their own.
MOST_KEYS = 9
SEARCH = N_("Search the comment bank")


class CommentPanel(QWidget):
    """One comment field for whatever is chosen, and the bank."""

    written = Signal(str)
    finished = Signal()
    bankAdded = Signal(str)
    bankChanged = Signal(str, str)
    importRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._stored = ""
        self._bank: tuple[BankComment, ...] = ()
        self._category: CategoryId | None = None
        self.about = ElidedLabel("")
        self.field = NoteField(_("Comment"), 2)
        self.field.setAccessibleDescription(_("Goes to the student; Ctrl+Enter or Escape ends it"))
        self._clock = DelayedSave(self)
        self._clock.due.connect(self.flush)
        self._clock.watch(self.field)
        self.field.left.connect(self.flush)
        self.field.finished.connect(self._on_field_finished)
        self.search = named(
            QLineEdit(), _(SEARCH), _("Enter puts in the first one, Down goes to the list")
        )
        self.search.setPlaceholderText(_(SEARCH))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.installEventFilter(self)
        self.add = button(
            _("Keep"),
            _("Keep what is in the field in the comment bank"),
            self._on_add_clicked,
            tip=_("Keep this comment in the bank"),
        )
        self.load = button(
            _("Import…"),
            _("Add the comments of a text or CSV file to the bank"),
            self.importRequested,
            kind="quiet",
        )
        self.list = RowView(
            _("Comment bank"), _("Enter puts in, F2 edits, Delete removes"), edits=True
        )
        self.list.rowActivated.connect(self._on_list_row_activated)
        self.list.rowEdited.connect(self.bankChanged)
        self.list.removeRequested.connect(self._on_list_remove_requested)
        self.list.installEventFilter(self)
        column(
            self.about,
            self.field,
            row(stretched(self.search), self.add, self.load, spacing=SPACE_1),
            stretched(self.list),
            inside=self,
            margins=0,
            spacing=SPACE_1,
        )

    def show_comment(self, about: str, text: str, category_id: CategoryId | None) -> None:
        """Show the comment on something; comments of its category come first in the bank."""
        self.about.setText(about)
        self.field.setAccessibleName(about)
        if not self.has_unsaved:
            self._stored = text
            show_text(self.field, text)
        if category_id != self._category:
            self._category = category_id
            self._show_bank()

    def set_bank(self, bank: Sequence[BankComment]) -> None:
        """Show this bank."""
        self._bank = tuple(bank)
        self._show_bank()

    def _show_bank(self) -> None:
        found = found_comments(self._bank, self._category, self.search.text())
        self.list.set_rows(
            [
                Row(c.id, c.text, side=f"Ctrl+{n}" if n <= MOST_KEYS else "")
                for n, c in enumerate(found, 1)
            ]
        )

    @property
    def text(self) -> str:
        """Return what is in the field."""
        return str(self.field.toPlainText())

    @property
    def has_unsaved(self) -> bool:
        """Return whether something is written that nobody was told of."""
        return self.text.strip() != self._stored.strip()

    def flush(self) -> None:
        """Hand over what was written, if it is not what is stored."""
        self._clock.stop()
        if self.has_unsaved:
            self._stored = self.text
            self.written.emit(self.text)

    def write(self) -> None:
        """Put the keyboard into the field, behind what is there."""
        self.field.setFocus()
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def insert(self, number: int) -> None:
        """Put the comment of this number of the bank into the field and store it, if it has one."""
        if 1 <= number <= len(self.list.rows):
            self._insert(self.list.rows[number - 1].title)

    def _insert(self, words: str) -> None:
        before = self.text.rstrip()
        self.field.setPlainText(f"{before} {words}" if before else words)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.flush()

    def _on_field_finished(self) -> None:
        self.flush()
        self.finished.emit()

    def _on_search_text_changed(self, _text: str) -> None:
        self._show_bank()

    def _on_add_clicked(self) -> None:
        if self.text.strip():
            self.bankAdded.emit(self.text)

    def _on_list_row_activated(self, key: str) -> None:
        self._insert(next(each.title for each in self.list.rows if each.id == key))

    def _on_list_remove_requested(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.bankChanged.emit(key, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search into the list, put in the first one with Enter, edit with F2."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if watched is self.search and key == Qt.Key.Key_Down:
                self.list.setFocus()
                if not self.list.current:
                    self.list.step(1)
                return True
            if watched is self.search and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.insert(1)
                return True
            if watched is self.list and key == Qt.Key.Key_F2 and self.list.current:
                self.list.edit_row(self.list.current)
                return True
        return super().eventFilter(watched, event)
