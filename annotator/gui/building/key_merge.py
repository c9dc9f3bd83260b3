"""Two keys side by side: each difference is taken or left by a click or one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.domain.keys import AnswerKey, Entry, KeyAnnotation
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.gui.building.key_rows import counted, quote_of
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.merging_keys import (
    KeyDifference,
    Kind,
    Take,
    can_take_both,
    differences,
    merged,
    with_links,
)
from annotator.translation import N_, _, ngettext

if TYPE_CHECKING:
    from annotator.services.merging_keys import OtherKey

WHERE, MINE, THEIRS = range(3)
DIFFERENCE = int(Qt.ItemDataRole.UserRole) + 1
EVERY_DIFFERENCE = N_("Every difference")
HOW = N_(
    "Click the side that should count: M mine, T theirs, B both. Nothing changes before you merge."
)
NOTHING = N_("not in the key")
ALIKE = N_("The two keys are alike: there is nothing to merge.")
TICK = "check"


class MergeTable(QTableWidget):
    """The differences as rows; the side that counts is ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(0, 3, parent)
        self._both: frozenset[KeyDifference] = frozenset()
        self.takes: dict[KeyDifference, Take] = {}
        named(self, _("Differences of the two keys"), _(HOW))
        self.setObjectName("key-differences")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.cellClicked.connect(self._on_cell_clicked)

    def show_differences(self, lesson: Lesson, found: list[KeyDifference], other: str) -> None:
        """Show these rows; what was chosen before stays chosen."""
        self._both = frozenset(each for each in found if can_take_both(lesson, each))
        self.setHorizontalHeaderLabels([_("Place"), _("My key"), shortened(other, 40)])
        self.setRowCount(len(found))
        for number, difference in enumerate(found):
            self._fill(number, difference, lesson)
        self.resizeRowsToContents()
        if found:
            self.setCurrentCell(0, THEIRS)

    def _fill(self, row: int, difference: KeyDifference, lesson: Lesson) -> None:
        number = lesson.number_of(difference.article_id)
        words = difference.span.of(lesson.article(difference.article_id).body)
        texts = (
            f"{number}  “{shortened(words, 90)}”\n{_(difference.kind.value)}",
            side(lesson, difference.mine),
            side(lesson, difference.theirs),
        )
        for place, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(DIFFERENCE, difference)
            set_tip(item, _explained(difference, place))
            self.setItem(row, place, item)
        self._show_take(row, difference)

    def _show_take(self, row: int, difference: KeyDifference) -> None:
        take = self.takes.get(difference, difference.usual)
        for place, sides in ((MINE, (Take.MINE, Take.BOTH)), (THEIRS, (Take.THEIRS, Take.BOTH))):
            item = self.item(row, place)
            if item is None:
                continue
            counts = take in sides and difference.kind is not Kind.SAME
            item.setIcon(themed_icon(TICK, "accent" if counts else "surface"))
            theme = current_theme()
            item.setForeground(QColor(theme.text if take in sides else theme.muted))
            font = item.font()
            font.setBold(counts)
            item.setFont(font)
            state = _("counts") if take in sides else _("left out")
            spoken = f"{item.text()}, {state}".replace("\n", ", ")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def difference(self, row: int) -> KeyDifference | None:
        """Return the difference of a row."""
        item = self.item(row, WHERE)
        found = item.data(DIFFERENCE) if item is not None else None
        return found if isinstance(found, KeyDifference) else None

    def take(self, row: int, take: Take) -> None:
        """Let one side of a row count, or both where they can stand together."""
        difference = self.difference(row)
        if difference is None or take not in difference.takes(both=difference in self._both):
            return
        self.takes[difference] = take
        self._show_take(row, difference)
        self.changed.emit()

    def take_all(self, take: Take) -> None:
        """Let one side of every row that is shown count."""
        for number in range(self.rowCount()):
            self.take(number, take)

    def _on_cell_clicked(self, row: int, column: int) -> None:
        if column in (MINE, THEIRS):
            self.take(row, Take.MINE if column == MINE else Take.THEIRS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take mine with M, theirs with T, both with B, the cell at hand with Space."""
        row, column = self.currentRow(), self.currentColumn()
        takes = {Qt.Key.Key_M: Take.MINE, Qt.Key.Key_T: Take.THEIRS, Qt.Key.Key_B: Take.BOTH}
        key = Qt.Key(event.key())
        if key in takes:
            self.take(row, takes[key])
            self.setCurrentCell(min(row + 1, self.rowCount() - 1), column)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_cell_clicked(row, column)
        else:
            super().keyPressEvent(event)


def side(lesson: Lesson, entry: Entry | None) -> str:
    """Return what one key says at a place."""
    if entry is None:
        return _(NOTHING)
    words = shortened(quote_of(lesson, entry), 60)
    if not isinstance(entry, KeyAnnotation):
        return _("Cannot tell\n“{words}”", words=words)
    category = lesson.scheme.category(entry.category_id)
    technique = category.technique(entry.technique_id or "")
    told = ", ".join(part for part in (technique.name if technique else "", counted(entry)) if part)
    return f"{category.name}: “{words}”\n{told}"


def _explained(difference: KeyDifference, column: int) -> str:
    entry = {MINE: difference.mine, THEIRS: difference.theirs}.get(column)
    if entry is None:
        return ""
    also = entry.also if isinstance(entry, KeyAnnotation) else ()
    words = "; ".join(f"“{shortened(each.quote, 60)}”" for each in also)
    told = _("Also found on: {quotes}", quotes=words) if also else ""
    return "\n".join(part for part in (entry.explanation, told) if part)


class KeyMerge(QWidget):
    """The comparison of the draft's key with another one, and the button that merges them."""

    merged = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._mine = AnswerKey()
        self._other: OtherKey | None = None
        self._found: tuple[KeyDifference, ...] = ()
        self.title = label("", "heading")
        self.note = paragraph(_(HOW), "muted")
        self.kind = ChoiceBox(_("Differences shown"))
        self.kind.setMinimumContentsLength(22)
        self.links = CheckBox(_("Take their links too"))
        self.table = MergeTable()
        take_all = self.table.take_all
        self.all_theirs = button(_("Take theirs in all rows"), "", partial(take_all, Take.THEIRS))
        self.all_mine = button(_("Keep mine in all rows"), "", partial(take_all, Take.MINE))
        self.back = button(_("Back without merging"), "", self.closed, kind="quiet")
        self.do_merge = button(_("Merge"), "", self._on_merge_clicked, kind="primary")
        column(
            self.title,
            self.note,
            row(self.kind, self.all_theirs, self.all_mine, STRETCH, spacing=SPACE_2),
            stretched(self.table),
            row(self.links, STRETCH, self.back, self.do_merge, spacing=SPACE_2),
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_2,
        )
        self.kind.activated.connect(self._show_rows)
        self.links.toggled.connect(self._show_count)
        self.table.changed.connect(self._show_count)

    def changeEvent(self, event: QEvent) -> None:
        """Give the cells the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_rows()

    def show_keys(self, lesson: Lesson, mine: AnswerKey, other: OtherKey) -> None:
        """Compare the draft's key with another one."""
        self._lesson, self._mine, self._other = lesson, mine, other
        self._found = differences(lesson, mine, other.key)
        self.table.takes = {}
        left = (
            " "
            + _(
                "{left_out} of its entries fit no place of this lesson and are left out.",
                left_out=other.left_out,
            )
            if other.left_out
            else ""
        )
        self.title.setText(_("Merge with {other}", other=other.name))
        self.note.setText(_(HOW) + left)
        self.links.setVisible(bool(other.key.links))
        self.links.setChecked(False)
        self._offer_kinds()
        self._show_rows()

    def _offer_kinds(self) -> None:
        self.kind.clear()
        differ = sum(each.kind is not Kind.SAME for each in self._found)
        self.kind.addItem(f"{_(EVERY_DIFFERENCE)} ({differ})", "")
        for kind in Kind:
            number = sum(each.kind is kind for each in self._found)
            if number:
                self.kind.addItem(f"{_(kind.value).capitalize()} ({number})", kind.value)

    def _show_rows(self) -> None:
        if self._lesson is None or self._other is None:
            return
        wanted = self.kind.currentData() or ""
        rows = [
            each
            for each in self._found
            if (each.kind.value == wanted if wanted else each.kind is not Kind.SAME)
        ]
        self.table.show_differences(self._lesson, rows, self._other.name)
        if not any(each.kind is not Kind.SAME for each in self._found):
            self.note.setText(_(ALIKE))
        self._show_count()

    def _show_count(self) -> None:
        number = sum(take is not Take.MINE for take in self.table.takes.values())
        self.do_merge.setText(ngettext("Merge {number} change", "Merge {number} changes", number))
        self.do_merge.setEnabled(number > 0 or self.links.isChecked())

    def _on_merge_clicked(self) -> None:
        if self._lesson is None or self._other is None:
            return
        key = merged(self._lesson, self._mine, self.table.takes)
        if self.links.isChecked():
            key = with_links(key, self._other.key)
        self.merged.emit(key)
