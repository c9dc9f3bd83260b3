"""Pick a name or code from the list of the class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from annotator.gui.lists.row import Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import _

if TYPE_CHECKING:
    from annotator.domain.sign_in import SignIn


class ClassListDialog(QDialog):
    """All names and codes of the classes of this machine; letters narrow them down."""

    picked = Signal(str)

    def __init__(self, classes: Sequence[SignIn], parent: QWidget | None = None) -> None:
        """Show everybody who may be picked."""
        super().__init__(parent)
        self.setWindowTitle(_("Class list"))
        several = len(classes) > 1
        self._entries = [
            (entry.signs_in_as, entry.shown, told.class_name if several else "")
            for told in classes
            for entry in told.entries
        ]
        self.field = named(
            QLineEdit(), _("Search the class list"), _("Some letters of your name or code")
        )
        self.field.setPlaceholderText(_("Type some letters"))
        self.list = RowView(
            _("Names and codes"), _("Enter signs in as the chosen one"), searches=True
        )
        self.use = button(
            _("That is me"),
            _("Sign in as the chosen one"),
            self._pick,
            kind="primary",
            default=True,
        )
        close = button(_("Cancel"), _("Close the list and type a name instead"), self.reject)
        close.setAutoDefault(False)
        column(
            label(_("Who are you?"), "title"),
            self.field,
            stretched(self.list),
            row(STRETCH, close, self.use, spacing=SPACE_2),
            inside=self,
            spacing=SPACE_3,
            margins=SPACE_6,
        )
        self.resize(420, 520)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.list.rowActivated.connect(self._pick)
        self.finished.connect(self.deleteLater)
        self._on_field_text_changed()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows move in the list while the letters are typed."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus()
        super().keyPressEvent(event)

    def _on_field_text_changed(self) -> None:
        wanted = self.field.text().strip().casefold()
        rows = [
            Row(str(number), shown, side=class_name)
            for number, (_unused, shown, class_name) in enumerate(self._entries)
            if wanted in f"{shown} {class_name}".casefold()
        ]
        self.list.set_rows(rows, rows[0].id if rows else None)
        self.use.setEnabled(bool(rows))

    def _pick(self) -> None:
        if self.list.current:
            self.picked.emit(self._entries[int(self.list.current)][0])
            self.accept()
