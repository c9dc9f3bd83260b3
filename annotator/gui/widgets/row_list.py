"""A list whose rows have a sign, a text, a second line and something at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain
from annotator.gui.widgets.outcome_signs import OutcomeSign, draw_sign

Index = QModelIndex | QPersistentModelIndex
_SIGN = 18
_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `letter` is a category's, in its colour. `is_checked` is None without a box."""

    key: str
    text: str
    sign: OutcomeSign = OutcomeSign.NONE
    detail: str = ""
    right: str = ""
    letter: str = ""
    colour: str = ""
    is_checked: bool | None = None
    is_flagged: bool = False
    is_quiet: bool = False

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        flag = "flagged" if self.is_flagged else ""
        checked = "" if self.is_checked is None else "taken in" if self.is_checked else "left out"
        parts = (self.letter, self.text, self.sign.value, self.detail, self.right, flag, checked)
        return ", ".join(part for part in parts if part)


class RowModel(QAbstractListModel):
    """The rows of one list; what is alike is not touched, so that the choice stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Show these rows; return False if they are the same things, perhaps changed."""
        wanted = tuple(rows)
        if [row.key for row in wanted] == [row.key for row in self._rows]:
            changed = [n for n, row in enumerate(wanted) if row != self._rows[n]]
            self._rows = wanted
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return False
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, or the row itself."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(row.spoken)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every row can be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        """Draw in a theme; `lines` 2 leaves room for the detail."""
        theme = current_theme()
        super().__init__(parent)
        self.theme = theme
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row; the list gives it its width."""
        spacing = option.fontMetrics.lineSpacing()
        height = spacing + 2 * SPACE_1 if self._lines == 1 else round(spacing * 1.95) + 2 * SPACE_1
        return QSize(0, max(28, height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the sign, the text and what stands at the right."""
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        theme = self.theme
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.pressed if chosen else theme.hover))
            painter.drawRoundedRect(area, 5, 5)
        if chosen:
            has_keys = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(
                QPen(QColor(theme.focus if has_keys else theme.edge), 2 if has_keys else 1)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_parts(painter, option, row, area.adjusted(SPACE_2 - 2, 0, -SPACE_2, 0))
        painter.restore()

    def _paint_parts(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, area: QRectF
    ) -> None:
        theme = self.theme
        line = option.fontMetrics.lineSpacing()
        top = area.top() + (area.height() - line * (1.9 if row.detail else 1)) / 2
        first = QRectF(area.left(), top, area.width(), line)
        left = area.left()
        ink = theme.muted if row.is_quiet else theme.text
        if row.is_checked is not None:
            self._paint_box(painter, QRectF(left, first.center().y() - 7, 14, 14), row.is_checked)
            left += 22
        if row.sign is not OutcomeSign.NONE:
            box = QRectF(left, first.center().y() - _SIGN / 2, _SIGN, _SIGN)
            draw_sign(painter, row.sign, box, ink)
            left += _SIGN + SPACE_1
        font = QFont(option.font)
        if row.letter:
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(row.colour or ink))
            painter.drawText(QRectF(left, top, 16, line), Qt.AlignmentFlag.AlignVCenter, row.letter)
            left += 16
            font.setBold(False)
        painter.setFont(font)
        right = self._paint_right(painter, option, row, first)
        painter.setPen(QColor(ink))
        self._paint_text(painter, row.text, QRectF(left, top, right - left, line))
        if row.detail:
            small = QFont(option.font)
            small.setPointSizeF(option.font.pointSizeF() * 0.9)
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            below = QRectF(left, top + line * 0.95, area.right() - left, line)
            self._paint_text(painter, row.detail, below)

    def _paint_right(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, first: QRectF
    ) -> float:
        """Draw what stands at the right; return where the text must end."""
        right = first.right()
        if row.right:
            width = option.fontMetrics.horizontalAdvance(row.right)
            painter.setPen(QColor(self.theme.muted))
            box = QRectF(right - width, first.top(), width, first.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row.right)
            right -= width + SPACE_2
        if row.is_flagged:
            self._paint_flag(painter, QRectF(right - 12, first.center().y() - 7, 12, 14))
            right -= 12 + SPACE_1
        return right

    def _paint_flag(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self.theme.danger), 1.6))
        painter.drawLine(box.bottomLeft(), box.topLeft())
        cloth = QRectF(box.left(), box.top(), box.width(), box.height() * 0.55)
        painter.setBrush(QColor(self.theme.danger))
        painter.drawRect(cloth)

    def _paint_box(self, painter: QPainter, box: QRectF, is_checked: bool) -> None:
        painter.setPen(QPen(QColor(self.theme.edge), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if is_checked:
            draw_sign(painter, OutcomeSign.FOUND, box, self.theme.accent)

    def _paint_text(self, painter: QPainter, text: str, box: QRectF) -> None:
        flat = " ".join(text.split())
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(flat, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class RowList(QListView):
    """A list that tells which row was chosen; it never opens an editor."""

    rowChosen = Signal(str)
    rowActivated = Signal(str)
    checkToggled = Signal(str)
    rowEdited = Signal(str, str)

    def __init__(self, name: str, *, lines: int = 1, parent: QWidget | None = None) -> None:
        """Make an empty list with an accessible name."""
        theme = current_theme()
        super().__init__(parent)
        self._model = RowModel(self)
        self._delegate = RowDelegate(lines, self)
        self._is_telling = True
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMinimumHeight(60)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(theme.surface))
        self.setPalette(palette)
        self.viewport().update()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows that are shown."""
        return self._model.rows

    @property
    def current(self) -> str:
        """Return the key of the chosen row, or nothing."""
        at = self.currentIndex().row()
        return self.rows[at].key if 0 <= at < len(self.rows) else ""

    def set_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Show these rows with one of them chosen; nobody is told."""
        kept = current or self.current
        self._is_telling = False
        try:
            self._model.set_rows(rows)
            self._choose(kept)
        finally:
            self._is_telling = True

    def choose(self, key: str) -> None:
        """Choose a row; nobody is told."""
        self._is_telling = False
        try:
            self._choose(key)
        finally:
            self._is_telling = True

    def _choose(self, key: str) -> None:
        at = next((n for n, row in enumerate(self.rows) if row.key == key), -1)
        if at < 0:
            self.setCurrentIndex(QModelIndex())
        elif at != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(at))
            self.scrollTo(self._model.index(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in view, also where the list was chosen from before it was shown."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def step(self, by: int) -> bool:
        """Choose the next row, or the previous one below 0; return whether there is one."""
        at = self.currentIndex().row() + by
        if self.currentIndex().row() < 0:
            at = 0 if by > 0 else len(self.rows) - 1
        if not 0 <= at < len(self.rows):
            return False
        self.setCurrentIndex(self._model.index(at))
        return True

    def edit_row(self, key: str) -> None:
        """Let a person write a row's text anew, in its place."""
        at = next((n for n, row in enumerate(self.rows) if row.key == key), -1)
        if at < 0:
            return
        field = QLineEdit(self.rows[at].text)
        field.setAccessibleName(f"Edit: {self.rows[at].text}")
        field.setObjectName(key)
        field.returnPressed.connect(self._on_field_return_pressed)
        field.installEventFilter(self)
        self.setIndexWidget(self._model.index(at), field)
        field.setFocus()
        field.selectAll()

    def _on_field_return_pressed(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit):
            key, text = field.objectName(), field.text()
            self._end_edit(field)
            self.rowEdited.emit(key, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up an edit with Escape or when the field is left."""
        if isinstance(watched, QLineEdit):
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.KeyPress and escape:
                self._end_edit(watched)
                return True
            if event.type() == QEvent.Type.FocusOut:
                self._end_edit(watched)
        return super().eventFilter(watched, event)

    def _end_edit(self, field: QLineEdit) -> None:
        field.removeEventFilter(self)
        had_keys = field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_keys:
            self.setFocus()

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self._is_telling and index.isValid():
            self.rowChosen.emit(self.rows[index.row()].key)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows[index.row()].is_checked is not None:
            self.checkToggled.emit(self.rows[index.row()].key)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.rowActivated.emit(self.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put a row in or out with Space, use it with Enter; letters are the grading screen's."""
        if event.key() == Qt.Key.Key_Space and self.current:
            self.checkToggled.emit(self.current)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.rowActivated.emit(self.current)
        elif event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
