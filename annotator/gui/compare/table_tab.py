"""A tab of the Compare screen: what can be done with a table, the table, and how to read it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from annotator.domain.corrections import Change, Quoted
from annotator.gui.compare.comparison_table import Chosen, ComparisonTable
from annotator.gui.compare.table_content import ComparisonRow
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.widgets import layouts
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.layouts import STRETCH, column, stretched

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
        self.bar = layouts.row(STRETCH, spacing=SPACE_1)
        self.hint = paragraph(hint, "small")
        table.setAccessibleDescription(hint)
        self._empty = paragraph(empty, "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        self.column = column(
            self.bar, stretched(self._stack), self.hint, inside=self, spacing=SPACE_2, margins=0
        )
        table.placeRequested.connect(self.placeRequested)
        table.choiceChanged.connect(self._note_choice)
        table.menuRequested.connect(self._show_menu)

    def show_rows(self, rows: Sequence[ComparisonRow], outlets: Sequence[str]) -> None:
        """Show these rows, or say that there are none."""
        self.table.show_rows(rows, outlets)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self._note_choice()

    # -- what can be done ----------------------------------------------------------------------

    def add_action(
        self, text: str, tip: str, do: Callable[[], None] | None, can: Callable[[], bool]
    ) -> QPushButton:
        """Add a button that is enabled while `can` says so."""
        made = button(text, tip, do, kind="quiet", tip=tip)
        self.bar.insertWidget(len(self._actions), made)
        self._actions.append((made, can))
        return made

    def add_row_menu(
        self, text: str, tip: str, do: Callable[[str], None], can: Callable[[], bool]
    ) -> QPushButton:
        """Add a button with a menu of the other rows; `do` gets the key of the one chosen."""
        made = self.add_action(text, tip, None, can)
        menu = _RowMenu(self.table, do, made)
        menu.setAccessibleName(text)
        made.setMenu(menu)
        return made

    def _note_choice(self) -> None:
        for made, can in self._actions:
            made.setEnabled(can())

    def _show_menu(self, point: QPoint) -> None:
        """Show what can be done now as a menu beside the pointer or the cell."""
        menu = QMenu(self)
        for made, can in self._actions:
            if not can():
                continue
            inner = made.menu()
            if isinstance(inner, _RowMenu):
                inner.setTitle(made.text())
                inner.fill()
                menu.addMenu(inner)
            else:
                menu.addAction(made.text()).triggered.connect(made.click)
        if not menu.isEmpty():
            menu.exec(point)
        menu.deleteLater()


@dataclass(frozen=True, slots=True)
class ChangeKinds:
    """The changes by which rows of one kind, and what stands in them, are put right."""

    rename: Callable[[Any, str], Change]
    merge: Callable[[Any, Any], Change]
    move: Callable[[Quoted, Any, Any], Change]
    take_out: Callable[[Quoted, Any], Change]
    drop: Callable[[Any], Change]


class CorrectedTab(TableTab):
    """A table whose rows are renamed, merged and dropped, and whose items are moved."""

    def __init__(
        self,
        table: ComparisonTable,
        hint: str,
        empty: str,
        changes: ChangeKinds,
        parent: QWidget | None = None,
    ) -> None:
        """Stand empty; a gesture becomes some of the changes."""
        super().__init__(table, hint, empty, parent)
        self._changes = changes
        # Later: the rows are shown anew, and the field is still open.
        later = Qt.ConnectionType.QueuedConnection
        self.table.rows.renamed.connect(self._on_rows_renamed, later)

    @abstractmethod
    def quoted(self, chosen: Chosen) -> Quoted:
        """Return what is chosen by its words."""

    def is_row(self) -> bool:
        """Return whether something is chosen."""
        return bool(self.table.chosen_rows())

    def is_one_row(self) -> bool:
        """Return whether what is chosen stands in one row."""
        return len(self.table.chosen_rows()) == 1

    def are_rows(self) -> bool:
        """Return whether what is chosen stands in several rows."""
        return len(self.table.chosen_rows()) > 1

    def are_items(self) -> bool:
        """Return whether sentences or words are chosen."""
        return bool(self.table.chosen_items())

    def rename_row(self) -> None:
        """Let the title of the chosen row be written anew."""
        (chosen,) = self.table.chosen_rows()
        self.table.edit(self.table.row_index(chosen.key))

    def merge_rows(self) -> None:
        """Make the chosen rows one, under the title of the first."""
        first, *others = self.table.chosen_rows()
        self.corrected.emit(tuple(self._changes.merge(first.key, each.key) for each in others))

    def move_items(self, key: str) -> None:
        """Put what is chosen into another row."""
        move, chosen = self._changes.move, self.table.chosen_items()
        self.corrected.emit(tuple(move(self.quoted(each), each.row.key, key) for each in chosen))

    def take_items_out(self) -> None:
        """Take what is chosen out of its rows."""
        change, chosen = self._changes.take_out, self.table.chosen_items()
        self.corrected.emit(tuple(change(self.quoted(each), each.row.key) for each in chosen))

    def drop_rows(self) -> None:
        """Take the chosen rows away."""
        self.corrected.emit(
            tuple(self._changes.drop(each.key) for each in self.table.chosen_rows())
        )

    def _on_rows_renamed(self, key: str, title: str) -> None:
        self.corrected.emit((self._changes.rename(key, title),))


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
