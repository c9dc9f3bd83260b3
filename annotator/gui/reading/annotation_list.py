"""The annotations as a list: one row each, by article and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.reading.line_patterns import draw_chip
from annotator.gui.reading.mark_colours import palette_of_marks
from annotator.gui.reading.sequence_change import change_between
from annotator.gui.theme import SPACE_1, SPACE_2, Theme

ANNOTATION = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def asks_reason(lesson: Lesson, annotation: Annotation) -> bool:
    """Return whether the lesson asks for a reason that is not there yet."""
    return annotation.category_id in lesson.reason_required and not annotation.reason.strip()


def note_line(lesson: Lesson, annotation: Annotation) -> str:
    """Return technique and reason in one line, or what is still asked for."""
    if asks_reason(lesson, annotation):
        return "Add a reason"
    category = lesson.scheme.category(annotation.category_id)
    technique = category.technique(annotation.technique_id or "")
    parts = [technique.name if technique else "", " ".join(annotation.reason.split())]
    return " · ".join(part for part in parts if part) or category.name


class AnnotationListModel(QAbstractListModel):
    """Every annotation of a lesson, article after article, in reading order."""

    def __init__(self, lesson: Lesson, parent: QObject | None = None) -> None:
        """Start without annotations."""
        super().__init__(parent)
        self._lesson = lesson
        self._order = [article.id for article in lesson.articles]
        self._parts: dict[ArticleId, tuple[Annotation, ...]] = dict.fromkeys(self._order, ())
        self._rows: list[Annotation] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many annotations there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an annotation, or how it reads aloud."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        annotation = self._rows[index.row()]
        if role == ANNOTATION:
            return annotation
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.described(annotation)
        return None

    def described(self, annotation: Annotation) -> str:
        """Return an annotation in one sentence, for eyes and ears."""
        category = self._lesson.scheme.category(annotation.category_id)
        outlet = self._lesson.article(annotation.article_id).outlet
        note = note_line(self._lesson, annotation)
        return f"{category.name}: “{annotation.quote}”. {note}. {outlet}."

    def set_part(self, article_id: ArticleId, annotations: Sequence[Annotation]) -> None:
        """Show these annotations of one article; only rows that differ are touched."""
        before, after = self._parts[article_id], tuple(annotations)
        change = change_between(before, after)
        first = sum(len(self._parts[each]) for each in self._before(article_id)) + change.start
        self._parts[article_id] = after
        self._replace_rows(first, change.old, after[change.start : change.start + change.new])

    def _before(self, article_id: ArticleId) -> list[ArticleId]:
        return self._order[: self._order.index(article_id)]

    def _replace_rows(self, first: int, old: int, new: Sequence[Annotation]) -> None:
        kept = min(old, len(new))
        if kept:
            self._rows[first : first + kept] = new[:kept]
            self.dataChanged.emit(self.index(first), self.index(first + kept - 1))
        if old > kept:
            self.beginRemoveRows(QModelIndex(), first + kept, first + old - 1)
            del self._rows[first + kept : first + old]
            self.endRemoveRows()
        if len(new) > kept:
            self.beginInsertRows(QModelIndex(), first + kept, first + len(new) - 1)
            self._rows[first + kept : first + kept] = new[kept:]
            self.endInsertRows()

    def counts(self) -> Counter[str]:
        """Return how many annotations there are of each category."""
        return Counter(map(attrgetter("category_id"), self._rows))

    def index_of(self, annotation_id: AnnotationId | None) -> QModelIndex:
        """Return the row of an annotation; an invalid index if it is not there."""
        for row, annotation in enumerate(self._rows):
            if annotation.id == annotation_id:
                return self.index(row)
        return QModelIndex()


class AnnotationDelegate(QStyledItemDelegate):
    """Draws a row: letter chip, quotation, and what was thought of it."""

    def __init__(self, lesson: Lesson, theme: Theme, parent: QObject | None = None) -> None:
        """Draw in a theme."""
        super().__init__(parent)
        self._lesson = lesson
        self._numbers = {a.id: str(n) for n, a in enumerate(lesson.articles, 1)}
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._colours = palette_of_marks(self._lesson.scheme.categories, theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        annotation: Annotation = index.data(ANNOTATION)
        category = self._lesson.scheme.category(annotation.category_id)
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state)
        chip = QRectF(area.left() + SPACE_2 + 2, area.top() + SPACE_2, 22, 22)
        draw_chip(painter, chip, category, self._colours[category.id], self._theme.text)
        text = QRectF(
            chip.right() + SPACE_2, area.top() + SPACE_1 + 2, 0, area.height() - SPACE_2 - 4
        )
        text.setRight(area.right() - SPACE_2)
        self._paint_text(painter, text, annotation, option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        inner = area.adjusted(2, 1, -2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(QColor(self._theme.pressed if chosen else self._theme.hover))
            painter.drawRoundedRect(inner, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.focus), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_text(
        self, painter: QPainter, area: QRectF, annotation: Annotation, option: QStyleOptionViewItem
    ) -> None:
        font = QFont(option.font)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        metrics, small_metrics = QFontMetricsF(font), QFontMetricsF(small)
        number = f"in {self._numbers[annotation.article_id]}"
        side = small_metrics.horizontalAdvance(number) + SPACE_2
        first = area.top() + metrics.ascent()
        quote = " ".join(annotation.quote.split())
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        shown = metrics.elidedText(f"“{quote}”", elide, area.width() - side)
        painter.drawText(QPointF(area.left(), first), shown)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(area.right() - side + SPACE_2, first), number)
        asked = asks_reason(self._lesson, annotation)
        painter.setPen(QColor(self._theme.warning if asked else self._theme.muted))
        line = small_metrics.elidedText(note_line(self._lesson, annotation), elide, area.width())
        painter.drawText(QPointF(area.left(), first + metrics.lineSpacing()), line)


class AnnotationList(QTableView):
    """The list itself: a click or Enter goes there, Delete removes.

    A table of one column, because Qt lays a list view out anew, row by row, at each change.
    """

    chosen = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)

    def __init__(self, model: AnnotationListModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent)
        self._annotations = model
        self.setModel(model)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.fit()
        self.setAccessibleName("My annotations")
        self.setAccessibleDescription("Enter writes the note, Delete removes, a click goes there")
        self.clicked.connect(self._on_clicked)

    def fit(self) -> None:
        """Give the rows room for two lines in the font of the moment."""
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 15)

    def show_chosen(self, annotation_id: AnnotationId | None) -> None:
        """Select the row of an annotation without telling anybody."""
        index = self._annotations.index_of(annotation_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in view when the note below takes room."""
        super().resizeEvent(event)
        if self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with the arrows, write with Enter, remove with Delete."""
        annotation = self._current()
        if annotation is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.noteRequested.emit(annotation.id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            rows = [index.data(ANNOTATION).id for index in self.selectedIndexes()]
            if rows:
                self.removeRequested.emit(tuple(rows))
        else:
            super().keyPressEvent(event)
            after = self._current()
            if after is not None and after is not annotation:
                self.chosen.emit(after.id)

    def _current(self) -> Annotation | None:
        index = self.currentIndex()
        return index.data(ANNOTATION) if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ANNOTATION).id)
