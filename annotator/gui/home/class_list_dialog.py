"""Pick a name or code from the list of the class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_6, TARGET
from annotator.gui.widgets.labels import label

if TYPE_CHECKING:
    from annotator.domain.sign_in import SignIn


class ClassListDialog(QDialog):
    """All names and codes of the classes of this machine; letters narrow them down."""

    picked = Signal(str)

    def __init__(self, classes: Sequence[SignIn], parent: QWidget | None = None) -> None:
        """Show everybody who may be picked."""
        super().__init__(parent)
        self.setWindowTitle("Class list")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type some letters")
        self.field.setAccessibleName("Search the class list")
        self.field.setAccessibleDescription("Some letters of your name or code")
        self.list = QListWidget()
        self.list.setAccessibleName("Names and codes")
        self.list.setAccessibleDescription("Enter signs in as the chosen one")
        height = max(TARGET, self.fontMetrics().height() + 2 * SPACE_2)
        several = len(classes) > 1
        for told in classes:
            for entry in told.entries:
                text = f"{entry.shown}   {told.class_name}" if several else entry.shown
                item = QListWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, entry.signs_in_as)
                item.setSizeHint(QSize(0, height))
                self.list.addItem(item)
        self.use = QPushButton("That is me")
        self.use.setProperty("kind", "primary")
        self.use.setAccessibleDescription("Sign in as the chosen one")
        self.use.setDefault(True)
        close = QPushButton("Cancel")
        close.setAccessibleDescription("Close the list and type a name instead")
        close.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(label("Who are you?", "title"))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(420, 520)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.list.itemActivated.connect(self._pick)
        self.use.clicked.connect(self._pick)
        close.clicked.connect(self.reject)
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
        first = -1
        for number in range(self.list.count()):
            item = self.list.item(number)
            is_shown = wanted in item.text().casefold()
            item.setHidden(not is_shown)
            if is_shown and first < 0:
                first = number
        self.list.setCurrentRow(first)
        self.use.setEnabled(first >= 0)

    def _pick(self) -> None:
        number = self.list.currentRow()
        if number < 0 or self.list.item(number).isHidden():
            return
        self.picked.emit(self.list.item(number).data(Qt.ItemDataRole.UserRole))
        self.accept()
