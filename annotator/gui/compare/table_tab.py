"""A tab of the Compare screen: what can be done with a table, the table, and how to read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.compare.comparison_table import ComparisonTable
from annotator.gui.compare.table_content import ComparisonRow
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.widgets.labels import label

#: A menu of rows shows so much of each title, in letters.
LONGEST_TITLE = 60


class TableTab(QWidget):
    """A table with a row of buttons over it; what they do is also in its menu."""

    #: Emitted with the changes of one gesture.
    corrected = Signal(object)
    placeRequested = Signal(object)

    def __init__(
        self, table: ComparisonTable, hint: str, empty: str, parent: QWidget | None = None
    ) -> None:
        """Stand empty; `hint` says how to read the table, `empty` stands in place of no rows."""
        super().__init__(parent)
        self.table = table
        self._actions: list[tuple[QPushButton, Callable[[], bool]]] = []
        self.bar = QHBoxLayout()
        self.bar.setSpacing(SPACE_1)
        self.bar.addStretch(1)
        self.hint = label(hint, "small")
        self.hint.setWordWrap(True)
        table.setAccessibleDescription(hint)
        self._empty = label(empty, "muted")
        self._empty.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hint)
        table.placeRequested.connect(self.placeRequested)
        table.choiceChanged.connect(self._note_choice)
        table.menuRequested.connect(self._show_menu)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self.table.set_theme(theme)

    def show_rows(self, rows: Sequence[ComparisonRow], outlets: Sequence[str]) -> None:
        """Show these rows, or say that there are none."""
        self.table.show_rows(rows, outlets)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self._note_choice()

    # -- what can be done ----------------------------------------------------------------------

    def add_action(
        self, text: str, tip: str, do: Callable[[], None], can: Callable[[], bool]
    ) -> QPushButton:
        """Add a button that is enabled while `can` says so."""
        button = self._add_button(text, tip, can)
        button.clicked.connect(do)
        return button

    def add_row_menu(
        self, text: str, tip: str, do: Callable[[str], None], can: Callable[[], bool]
    ) -> QPushButton:
        """Add a button with a menu of the other rows; `do` gets the key of the one chosen."""
        button = self._add_button(text, tip, can)
        menu = _RowMenu(self.table, do, button)
        menu.setAccessibleName(text)
        button.setMenu(menu)
        return button

    def _add_button(self, text: str, tip: str, can: Callable[[], bool]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        set_tip(button, tip)
        button.setAccessibleDescription(tip)
        self.bar.insertWidget(len(self._actions), button)
        self._actions.append((button, can))
        return button

    def _note_choice(self) -> None:
        for button, can in self._actions:
            button.setEnabled(can())

    def _show_menu(self, point: QPoint) -> None:
        """Show what can be done now as a menu beside the pointer or the cell."""
        menu = QMenu(self)
        for button, can in self._actions:
            if not can():
                continue
            inner = button.menu()
            if isinstance(inner, _RowMenu):
                inner.setTitle(button.text())
                inner.fill()
                menu.addMenu(inner)
            else:
                menu.addAction(button.text()).triggered.connect(button.click)
        if not menu.isEmpty():
            menu.exec(point)
        menu.deleteLater()


class _RowMenu(QMenu):
    """The rows of a table other than those that are chosen."""

    def __init__(self, table: ComparisonTable, do: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._do = do
        # Filled when it opens: the rows change all the time.
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    def fill(self) -> None:
        """Name the rows of now."""
        own = {row.key for row in self._table.chosen_rows()}
        self.clear()
        for row in self._table.rows.rows:
            if row.key not in own:
                self.addAction(_elided(row.title)).setData(row.key)

    def _on_triggered(self, action: QAction) -> None:
        self._do(str(action.data()))


def _elided(title: str) -> str:
    """Return a title for a menu, where an ampersand would be a key."""
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    return short.replace("&", "&&")
