"""A list of findings: a sentence each, with more about it in small type below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui.insights.wording import Entry
from annotator.gui.theme import SPACE_2, Theme

_ENTRY = Qt.ItemDataRole.UserRole
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
SMALL = 0.92

Index = QModelIndex | QPersistentModelIndex


class EntryList(QListWidget):
    """Entries that can be walked by keys; choosing one tells its place."""

    chosen = Signal(object)

    def __init__(self, name: str, empty: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty list; `empty` is what it says while nothing is in it."""
        super().__init__(parent)
        self._empty = empty
        self._delegate = _EntryDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Enter shows the place in the article")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        self.itemActivated.connect(self._on_item_chosen)
        self.itemClicked.connect(self._on_item_chosen)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show exactly these entries."""
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}. {entry.more}".rstrip(". ")
            )
            self.addItem(item)
        if not self.count():
            note = QListWidgetItem(self._empty)
            note.setFlags(Qt.ItemFlag.ItemIsEnabled)
            note.setData(_ENTRY, Entry(self._empty))
            self.addItem(note)

    def entries(self) -> list[Entry]:
        """Return what is shown."""
        return [self.item(row).data(_ENTRY) for row in range(self.count())]

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Break the lines anew in another type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        entry = item.data(_ENTRY)
        if entry.article_id is not None:
            self.chosen.emit(entry)


class _EntryDelegate(QStyledItemDelegate):
    """Draws the sentence and below it what is small."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def _fonts(self, option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        large, small = QFont(option.font), QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * SMALL)
        return large, small

    def _heights(self, option: QStyleOptionViewItem, entry: Entry, width: int) -> tuple[int, int]:
        large, small = self._fonts(option)
        room = QRect(0, 0, max(40, width - 2 * SPACE_2), 10_000)
        first = QFontMetrics(large).boundingRect(room, int(_FLAGS), entry.text).height()
        if not entry.more:
            return first, 0
        return first, QFontMetrics(small).boundingRect(room, int(_FLAGS), entry.more).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that an entry needs in the width of the list."""
        view = self.parent()
        assert isinstance(view, QListWidget)
        width = view.viewport().width()
        first, more = self._heights(option, index.data(_ENTRY), width)
        return QSize(width, first + more + 2 * SPACE_2 + (2 if more else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an entry with a line under it."""
        entry: Entry = index.data(_ENTRY)
        state = option.state
        place = QRect(option.rect)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        theme = self.theme
        painter.save()
        if is_chosen:
            painter.fillRect(place, QColor(theme.pressed))
            painter.fillRect(place.left(), place.top(), 3, place.height(), QColor(theme.accent))
        painter.setPen(QColor(theme.border))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        large, small = self._fonts(option)
        first, _ = self._heights(option, entry, place.width())
        inner = place.adjusted(SPACE_2, SPACE_2, -SPACE_2, -SPACE_2)
        painter.setFont(large)
        painter.setPen(QColor(theme.text))
        painter.drawText(inner, int(_FLAGS), entry.text)
        if entry.more:
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            painter.drawText(inner.adjusted(0, first + 2, 0, 0), int(_FLAGS), entry.more)
        painter.restore()
