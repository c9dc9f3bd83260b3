"""The articles of a lesson in their order: chosen, moved by dragging or with keys, removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.gui.building.article_row import ROW, ArticleRow
from annotator.gui.building.article_row_delegate import ArticleRowDelegate
from annotator.gui.look.theme import SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain

Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-annotator-article-row"


class ArticleListModel(QAbstractListModel):
    """The rows; a dropped row is a request, not a change."""

    moveRequested = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.rows: tuple[ArticleRow, ...] = ()

    def set_rows(self, rows: Sequence[ArticleRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many articles there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the lines of a row, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain("\n".join(filter(None, (row.title, row.facts, row.trouble))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (f"Article {index.row() + 1}", row.title, row.facts, row.trouble)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )

    def mimeTypes(self) -> list[str]:
        """Return what a dragged row is."""
        return [_DRAGGED]

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that a row can be moved."""
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the number of the dragged row."""
        data = QMimeData()
        data.setData(_DRAGGED, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask to move the row; return False, so that the view takes nothing away itself."""
        if not data.hasFormat(_DRAGGED):
            return False
        source = int(bytes(data.data(_DRAGGED).data()).decode())
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        target = place - 1 if place > source else place
        if target != source:
            self.moveRequested.emit(source, target)
        return False


class ArticleList(QListView):
    """The list itself."""

    chosen = Signal(str)
    moveRequested = Signal(int, int)
    removeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty list."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme
        self._painter = ArticleRowDelegate(self)
        self._articles = ArticleListModel(self)
        self._is_filling = False
        self.setModel(self._articles)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setAccessibleName("Articles of the lesson")
        self.setAccessibleDescription(
            "Arrows choose, Alt+Up and Alt+Down move the article, Delete removes it"
        )
        self.clicked.connect(self._on_clicked)
        self._articles.moveRequested.connect(self.moveRequested, Qt.ConnectionType.QueuedConnection)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._painter.set_theme(theme)
        self.viewport().update()

    @property
    def rows(self) -> tuple[ArticleRow, ...]:
        """Return the rows as they are shown."""
        return self._articles.rows

    @property
    def current_id(self) -> ArticleId | None:
        """Return the chosen article."""
        row = self.currentIndex().row()
        return self.rows[row].id if 0 <= row < len(self.rows) else None

    def show_rows(self, rows: Sequence[ArticleRow], chosen: ArticleId | None) -> None:
        """Show the articles with one of them chosen; nobody is told."""
        self._is_filling = True
        if tuple(rows) != self.rows:
            self._articles.set_rows(rows)
        number = next((n for n, row in enumerate(rows) if row.id == chosen), -1)
        if number >= 0:
            self.setCurrentIndex(self._articles.index(number))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._is_filling = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which article is chosen now."""
        super().currentChanged(current, previous)
        if not self._is_filling and current.isValid():
            self.chosen.emit(self.rows[current.row()].id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or that there is none yet."""
        super().paintEvent(event)
        if not self.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.muted))
            area = self.viewport().rect().adjusted(SPACE_3, SPACE_3, -SPACE_3, -SPACE_3)
            painter.drawText(
                area,
                Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
                "No article yet. Two to five about the same event make a lesson.",
            )
            painter.end()

    def _on_clicked(self, index: QModelIndex) -> None:
        # Also the one that is chosen already: something else may be in view.
        self.chosen.emit(self.rows[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow, remove with Delete; the rest is choosing."""
        row = self.currentIndex().row()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if row < 0:
            super().keyPressEvent(event)
        elif alt and steps:
            self.move_current(steps)
        elif event.key() == Qt.Key.Key_Delete:
            self.removeRequested.emit()
        else:
            super().keyPressEvent(event)

    def move_current(self, steps: int) -> None:
        """Ask to move the chosen article, if there is room."""
        row = self.currentIndex().row()
        if row >= 0 and 0 <= row + steps < len(self.rows):
            self.moveRequested.emit(row, row + steps)
