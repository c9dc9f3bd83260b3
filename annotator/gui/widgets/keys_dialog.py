"""What the keyboard can do, as a list that the keyboard can read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
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

from annotator.gui.look.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.key_list import LESSON_KEYS
from annotator.gui.widgets.labels import label
from annotator.translation import N_, _

MENUS = N_("Menus")


def lesson_rows() -> list[tuple[str, str]]:
    """Return the keys of a lesson with what they do; the title of a section does nothing."""
    rows: list[tuple[str, str]] = []
    for section in LESSON_KEYS:
        rows.append((_(section.title), ""))
        rows += ((_(line.shown), _(line.meaning)) for line in section.lines)
    return rows


class KeysDialog(QDialog):
    """A table of keys and what they do."""

    def __init__(
        self,
        more: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        first: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Show the keys of a lesson, or others, and `more` pairs of a key and what it does."""
        super().__init__(parent)
        first = lesson_rows() if first is None else first
        self.setWindowTitle(_("Keys"))
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(QSize(max(560, 76 * letters), max(560, 60 * letters)).boundedTo(room))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(label(_("What the keyboard can do"), "title"))
        column.addWidget(self._build_table([*first, (_(MENUS), ""), *more]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        closing = buttons.button(QDialogButtonBox.StandardButton.Close)
        closing.setAccessibleDescription(_("Close this list"))
        column.addWidget(buttons)

    def _build_table(self, rows: Sequence[tuple[str, str]]) -> QTableWidget:
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName(_("Keys"))
        table.setAccessibleDescription(_("Each row has a key and what it does"))
        table.setHorizontalHeaderLabels([_("Key"), _("What it does")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        bold = QFont(table.font())
        bold.setBold(True)
        for row, (keys, meaning) in enumerate(rows):
            for place, text in enumerate((keys, meaning)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, place, item)
                if not meaning:
                    item.setFont(bold)
            if not meaning:
                table.setSpan(row, 0, 1, 2)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setCurrentCell(0, 0)
        return table
