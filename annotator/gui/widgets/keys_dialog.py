"""What the keyboard can do, as a list that the keyboard can read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.labels import label

#: What works in an article.
ARTICLE_KEYS = (
    ("1 2 3 4", "Annotate the selection with the category of that number"),
    ("1 2, nothing selected", "Give the chosen words this category; their note stays"),
    ("3 4, nothing selected", "Label the sentence at the caret"),
    ("Ctrl+1 to Ctrl+4", "Pen: each drag or click marks with this category; again or Esc ends"),
    ("Arrows", "Move by letter and line"),
    ("Ctrl+Left, Ctrl+Right", "Move by word"),
    ("Alt+Left, Alt+Right", "Move by sentence"),
    ("Ctrl+Up, Ctrl+Down", "Move by paragraph"),
    ("Shift with any of these", "Select"),
    ("Shift+Alt+Left, Right", "Move the end of the chosen words by a word"),
    ("Shift+Alt+Up, Down", "Move the start of the chosen words by a word"),
    ("Enter", "Write the reason; with a selection: go into the pop-up of categories"),
    ("Esc", "Close the pop-up, put the pen down, drop the selection"),
    ("Del", "Remove the annotation"),
    ("N, P", "Next and previous annotation"),
    ("Alt with 1 to 4, N, P, Enter, Del", "The same, also where single keys are turned off"),
    ("F6", "Next article"),
    ("Ctrl+F", "Find"),
)


class KeysDialog(QDialog):
    """A table of keys and what they do."""

    def __init__(self, more: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show the keys of articles and `more` pairs of a key and what it does."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(QSize(max(560, 76 * letters), max(560, 60 * letters)).boundedTo(room))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(label("What the keyboard can do", "title"))
        column.addWidget(self._build_table([*ARTICLE_KEYS, *more]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        closing = buttons.button(QDialogButtonBox.StandardButton.Close)
        closing.setAccessibleDescription("Close this list")
        column.addWidget(buttons)

    def _build_table(self, rows: Sequence[tuple[str, str]]) -> QTableWidget:
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName("Keys")
        table.setAccessibleDescription("Each row has a key and what it does")
        table.setHorizontalHeaderLabels(["Key", "What it does"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        for row, pair in enumerate(rows):
            for place, text in enumerate(pair):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, place, item)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setCurrentCell(0, 0)
        return table
