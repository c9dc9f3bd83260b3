"""The annotations as a list: one row each, by article and place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
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
from annotator.domain.identifiers import AnnotationId, CategoryId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import draw_chip
from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.reading.annotation_filter import AnnotationFilter
from annotator.gui.reading.annotation_list_model import ANNOTATION, asks_reason, note_line

#: The side of a chip and its place in a row, in points.
CHIP = 22
CHIP_AT = SPACE_2 + 2
#: How many rows are kept cut to their width, and how much of a quotation is looked at.
MOST_TEXTS = 500
LONGEST = 400
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RowText:
    """What one row says in a width: to cut texts takes much longer than to draw them."""

    annotation: Annotation
    width: float
    quote: str
    number: str
    side: float
    note: str
    is_asked: bool


class AnnotationDelegate(QStyledItemDelegate):
    """Draws a row: letter chip, quotation, and what was thought of it."""

    def __init__(self, lesson: Lesson, parent: QObject | None = None) -> None:
        """Draw in a theme."""
        theme = current_theme()
        super().__init__(parent)
        self._lesson = lesson
        self._numbers = {a.id: str(n) for n, a in enumerate(lesson.articles, 1)}
        self._chips: dict[tuple[CategoryId, float], QPixmap] = {}
        self._texts: dict[AnnotationId, RowText] = {}
        self._set_font(QFont())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._colours = palette_of_marks(self._lesson.scheme.categories, theme)
        self._chips.clear()

    def _set_font(self, font: QFont) -> None:
        self._font = QFont(font)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.92)
        self._metrics = QFontMetricsF(self._font)
        self._small_metrics = QFontMetricsF(self._small)
        self._texts.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        annotation: Annotation = index.data(ANNOTATION)
        if option.font != self._font:
            self._set_font(option.font)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        left, top = area.left() + CHIP_AT, area.top()
        painter.drawPixmap(QPointF(left, top + SPACE_2), self._chip(painter, annotation))
        text = QRectF(left + CHIP + SPACE_2, top + SPACE_1 + 2, 0, area.height() - SPACE_2 - 4)
        text.setRight(area.right() - SPACE_2)
        self._paint_text(painter, text, self._text(annotation, text.width()))
        painter.restore()

    def _chip(self, painter: QPainter, annotation: Annotation) -> QPixmap:
        """Return the sign of a category, drawn once."""
        ratio = painter.device().devicePixelRatioF()
        known = self._chips.get((annotation.category_id, ratio))
        if known is not None:
            return known
        category = self._lesson.scheme.category(annotation.category_id)
        chip = QPixmap(QSize(CHIP, CHIP) * ratio)
        chip.setDevicePixelRatio(ratio)
        chip.fill(Qt.GlobalColor.transparent)
        drawing = QPainter(chip)
        drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.setFont(self._font)
        colours = self._colours[category.id]
        # The phase of its line is that of the place where it stands in a row.
        drawing.translate(-CHIP_AT, 0)
        draw_chip(drawing, QRectF(CHIP_AT, 0, CHIP, CHIP), category, colours, self._theme.text)
        drawing.end()
        return self._chips.setdefault((annotation.category_id, ratio), chip)

    def _text(self, annotation: Annotation, width: float) -> RowText:
        """Return what the row of an annotation says, cut to a width once."""
        known = self._texts.get(annotation.id)
        if known is not None and known.annotation is annotation and known.width == width:
            return known
        if len(self._texts) > MOST_TEXTS:
            self._texts.clear()
        elide = Qt.TextElideMode.ElideRight
        number = f"in {self._numbers[annotation.article_id]}"
        side = self._small_metrics.horizontalAdvance(number) + SPACE_2
        # No row is as long as a whole article.
        quote = " ".join(annotation.quote[:LONGEST].split())
        note = note_line(self._lesson, annotation)
        made = RowText(
            annotation,
            width,
            self._metrics.elidedText(f"“{quote}”", elide, width - side),
            number,
            side,
            self._small_metrics.elidedText(note, elide, width),
            asks_reason(self._lesson, annotation),
        )
        # What was cut before the note or the width changed gives way.
        self._texts[annotation.id] = made
        return made

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

    def _paint_text(self, painter: QPainter, area: QRectF, text: RowText) -> None:
        theme = self._theme
        first = area.top() + self._metrics.ascent()
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(area.left(), first), text.quote)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        painter.drawText(QPointF(area.right() - text.side + SPACE_2, first), text.number)
        painter.setPen(QColor(theme.warning if text.is_asked else theme.muted))
        second = first + self._metrics.lineSpacing()
        painter.drawText(QPointF(area.left(), second), text.note)


class AnnotationList(QTableView):
    """The list itself: a click or an arrow goes there, Enter writes, Delete removes.

    Several rows are chosen with Ctrl or Shift; that goes nowhere.

    A table of one column, because Qt lays a list view out anew, row by row, at each change.
    """

    chosen = Signal(str)
    noteRequested = Signal(str)
    removeRequested = Signal(object)
    severalChosen = Signal(int)

    def __init__(self, model: AnnotationFilter, parent: QWidget | None = None) -> None:
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
        self.setAccessibleDescription(
            "Arrows and clicks go there, Enter writes the note, Delete removes what is chosen, "
            "Shift or Ctrl choose several"
        )
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def fit(self) -> None:
        """Give the rows room for two lines in the font of the moment."""
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 15)

    def show_chosen(self, annotation_id: AnnotationId | None) -> None:
        """Select the row of an annotation without telling anybody."""
        index = self._annotations.index_of(annotation_id)
        if not index.isValid():
            self.clearSelection()
        elif not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)

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
            self.remove_chosen()
        else:
            super().keyPressEvent(event)
            after = self._current()
            alone = len(self.selectedIndexes()) == 1
            if after is not None and after is not annotation and alone:
                self.chosen.emit(after.id)

    def remove_chosen(self) -> None:
        """Ask to remove every chosen annotation in one step."""
        rows = [index.data(ANNOTATION).id for index in self.selectedIndexes()]
        if rows:
            self.removeRequested.emit(tuple(rows))

    def _current(self) -> Annotation | None:
        index = self.currentIndex()
        return index.data(ANNOTATION) if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selectedIndexes()) == 1:
            self.chosen.emit(index.data(ANNOTATION).id)

    def _on_selection_changed(self) -> None:
        self.severalChosen.emit(len(self.selectedIndexes()))
