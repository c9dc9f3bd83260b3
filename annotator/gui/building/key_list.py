"""The key as a list: what each entry is put on, what it counts, and what is missing in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.domain.keys import (
    CANNOT_TELL,
    AnswerKey,
    Entry,
    KeyAnnotation,
    KeyStatus,
    UnscoredSentence,
)
from annotator.domain.lessons import Lesson
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import draw_chip
from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.services.key_drafts import entry_id

ENTRY = int(Qt.ItemDataRole.UserRole) + 1
CHIP = 22
UNEXPLAINED = "unexplained"
NO_EXPLANATION = "no explanation yet"
Index = QModelIndex | QPersistentModelIndex
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """Which entries somebody wants to see: empty fields let everything through.

    `status` is one of KeyStatus, or CANNOT_TELL, or UNEXPLAINED.
    """

    status: str = ""
    category_id: str = ""
    article_id: str = ""

    def allows(self, entry: Entry) -> bool:
        """Return whether an entry is wanted."""
        if self.article_id not in ("", entry.article_id):
            return False
        if isinstance(entry, UnscoredSentence):
            return self.status in ("", CANNOT_TELL) and not self.category_id
        return self.category_id in ("", entry.category_id) and self._has_status(entry)

    def _has_status(self, entry: KeyAnnotation) -> bool:
        if self.status == UNEXPLAINED:
            return not entry.explanation.strip()
        return self.status in ("", entry.status.value)


def entries_of(lesson: Lesson, key: AnswerKey) -> tuple[Entry, ...]:
    """Return everything in the key by article and place."""
    order = {article.id: number for number, article in enumerate(lesson.articles)}
    known = {category.id for category in lesson.scheme.categories}
    entries: list[Entry] = [each for each in key.annotations if each.category_id in known]
    entries += key.unscored
    mine = (each for each in entries if each.article_id in order)
    return tuple(sorted(mine, key=lambda each: (order[each.article_id], each.span, entry_id(each))))


def quote_of(lesson: Lesson, entry: Entry) -> str:
    """Return the words of an entry in one line."""
    return " ".join(entry.span.of(lesson.article(entry.article_id).body).split())


def counted(entry: Entry) -> str:
    """Return what an entry does to the score, in a few words."""
    if isinstance(entry, UnscoredSentence):
        return "cannot tell, not scored"
    if entry.status is KeyStatus.TRAP:
        return f"trap, minus {entry.weight:g}"
    points = f"{entry.weight:g} point{'' if entry.weight == 1 else 's'}"
    return f"{entry.status.value}, {points}" + (", accepted for all" if entry.accepted else "")


def told(lesson: Lesson, entry: Entry) -> str:
    """Return what an entry counts, its technique and its explanation in one line."""
    parts = [counted(entry)]
    if isinstance(entry, KeyAnnotation):
        category = lesson.scheme.category(entry.category_id)
        technique = category.technique(entry.technique_id or "")
        parts += [technique.name] if technique else []
    parts.append(" ".join(entry.explanation.split()) or NO_EXPLANATION)
    return " · ".join(parts)


class KeyListModel(QAbstractListModel):
    """The wanted entries of a key as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._rows: tuple[Entry, ...] = ()

    def show_entries(self, lesson: Lesson, entries: Sequence[Entry]) -> None:
        """Show exactly these; nothing happens where they are shown already."""
        rows = tuple(entries)
        if self._lesson is lesson and rows == self._rows:
            return
        self.beginResetModel()
        self._lesson, self._rows = lesson, rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many entries are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry, or how it reads aloud."""
        if not index.isValid() or index.row() >= len(self._rows) or self._lesson is None:
            return None
        entry = self._rows[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            outlet = self._lesson.article(entry.article_id).outlet
            name = "Cannot tell"
            if isinstance(entry, KeyAnnotation):
                name = self._lesson.scheme.category(entry.category_id).name
            words = quote_of(self._lesson, entry)
            return f"{name}: “{words}”. {told(self._lesson, entry)}. {outlet}."
        return None

    def row_of(self, wanted: str | None) -> int | None:
        """Return the row of an entry by its id, or None where it is not shown."""
        return next((n for n, each in enumerate(self._rows) if entry_id(each) == wanted), None)


class KeyDelegate(QStyledItemDelegate):
    """Draws an entry in two lines: sign and quotation; status, technique, explanation."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Draw in a theme, for no lesson yet."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme
        self._lesson: Lesson | None = None

    def set_look(self, lesson: Lesson, theme: Theme) -> None:
        """Draw the entries of a lesson in a theme."""
        self._lesson, self._theme = lesson, theme
        self._colours = palette_of_marks(lesson.scheme.categories, theme)
        self._numbers = {a.id: str(n) for n, a in enumerate(lesson.articles, 1)}

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room for two lines."""
        return QSize(0, round(2 * QFontMetricsF(option.font).lineSpacing()) + 15)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(ENTRY)
        if self._lesson is None or entry is None:
            return
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, option.state, self._theme)
        chip = QRectF(area.left() + SPACE_2 + 2, area.top() + SPACE_2, CHIP, CHIP)
        self._paint_sign(painter, chip, entry, self._lesson)
        text = QRectF(chip.right() + SPACE_2, area.top() + SPACE_1 + 2, 0, 0)
        text.setRight(area.right() - SPACE_2)
        self._paint_text(painter, text, entry, self._lesson, option.font)
        painter.restore()

    def _paint_sign(self, painter: QPainter, chip: QRectF, entry: Entry, lesson: Lesson) -> None:
        if isinstance(entry, KeyAnnotation):
            category = lesson.scheme.category(entry.category_id)
            draw_chip(painter, chip, category, self._colours[category.id], self._theme.text)
            return
        painter.setPen(QPen(QColor(self._theme.edge), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "?")

    def _paint_text(
        self, painter: QPainter, area: QRectF, entry: Entry, lesson: Lesson, font: QFont
    ) -> None:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        metrics, fine = QFontMetricsF(font), QFontMetricsF(small)
        elide = Qt.TextElideMode.ElideRight
        number = f"in {self._numbers[entry.article_id]}"
        side = fine.horizontalAdvance(number) + SPACE_2
        first = area.top() + metrics.ascent()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        quote = metrics.elidedText(f"“{quote_of(lesson, entry)}”", elide, area.width() - side)
        painter.drawText(QPointF(area.left(), first), quote)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(area.right() - side + SPACE_2, first), number)
        bare = isinstance(entry, KeyAnnotation) and not entry.explanation.strip()
        painter.setPen(QColor(self._theme.warning if bare else self._theme.muted))
        line = fine.elidedText(told(lesson, entry), elide, area.width())
        painter.drawText(QPointF(area.left(), first + metrics.lineSpacing()), line)


def paint_ground(painter: QPainter, area: QRectF, state: QStyle.StateFlag, theme: Theme) -> None:
    """Draw the ground of a row: chosen, under the pointer, with the keyboard."""
    inner = area.adjusted(2, 1, -2, -1)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(theme.pressed if chosen else theme.hover))
        painter.drawRoundedRect(inner, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


class KeyRowList(QListView):
    """A list whose rows are drawn whole by a delegate; letters are keys, not a search."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list with an accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and digits, which Qt would search for, to whoever holds the list."""
        if event.text().isalnum() and event.modifiers() in PLAIN:
            event.ignore()
        else:
            super().keyPressEvent(event)


class KeyList(KeyRowList):
    """The entries: a click or an arrow goes there, Enter writes, Delete removes."""

    chosen = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Answer key", parent)
        self.setAccessibleDescription(
            "Arrows and clicks go there, Enter writes the explanation, Delete removes"
        )
        self.entries = KeyListModel(self)
        self._delegate = KeyDelegate(self)
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._on_clicked)

    def show_entries(self, lesson: Lesson, entries: Sequence[Entry], theme: Theme) -> None:
        """Show these entries; the chosen one stays chosen."""
        current = self.current_id()
        self._delegate.set_look(lesson, theme)
        self.entries.show_entries(lesson, entries)
        self.show_chosen(current)
        self.viewport().update()

    def current_id(self) -> str | None:
        """Return the id of the row that the keyboard is on."""
        entry = self.currentIndex().data(ENTRY) if self.currentIndex().isValid() else None
        return entry_id(entry) if entry is not None else None

    def show_chosen(self, wanted: str | None) -> None:
        """Select the row of an entry without telling anybody."""
        row = self.entries.row_of(wanted)
        if row is None:
            self.clearSelection()
            return
        index = self.entries.index(row)
        if index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of every selected row."""
        return tuple(entry_id(index.data(ENTRY)) for index in self.selectedIndexes())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with the arrows, write with Enter, remove with Delete."""
        current = self.current_id()
        if current is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.noteRequested.emit(current)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if ids := self.chosen_ids():
                self.removeRequested.emit(ids)
        else:
            super().keyPressEvent(event)
            after = self.current_id()
            if after is not None and after != current and len(self.chosen_ids()) == 1:
                self.chosen.emit(after)

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selectedIndexes()) == 1:
            self.chosen.emit(entry_id(index.data(ENTRY)))
