"""Suggestions as rows: the words, why they are suggested, and who says them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.lessons import Lesson
from annotator.domain.suggestions import Suggestion
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import draw_chip
from annotator.gui.building.key_list import CHIP, Index, KeyRowList, paint_ground
from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import plain

SUGGESTION = int(Qt.ItemDataRole.UserRole) + 1
REASON_LINES = 2


def words_of(lesson: Lesson, suggestion: Suggestion) -> str:
    """Return the suggested words in one line."""
    body = lesson.article(suggestion.article_id).body
    return " ".join(suggestion.span.of(body).split())


def reason_of(suggestion: Suggestion) -> str:
    """Return why something is suggested, and that it is quoted."""
    if not suggestion.in_quotation:
        return suggestion.reason
    who = suggestion.speaker or "somebody"
    return f"Quotes {who}. {suggestion.reason}"


class SuggestionModel(QAbstractListModel):
    """The open suggestions of one article, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self.rows: tuple[Suggestion, ...] = ()

    def show_suggestions(self, lesson: Lesson, suggestions: Sequence[Suggestion]) -> None:
        """Show exactly these; nothing happens where they are shown already."""
        wanted = tuple(suggestions)
        if lesson is self._lesson and wanted == self.rows:
            return
        self.beginResetModel()
        self._lesson, self.rows = lesson, wanted
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a suggestion, or how it reads aloud."""
        if not index.isValid() or index.row() >= len(self.rows) or self._lesson is None:
            return None
        suggestion = self.rows[index.row()]
        if role == SUGGESTION:
            return suggestion
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            category = self._lesson.scheme.category(suggestion.category_id)
            words = words_of(self._lesson, suggestion)
            return f"{category.name}: “{words}”. {reason_of(suggestion)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(reason_of(suggestion))
        return None


class SuggestionDelegate(QStyledItemDelegate):
    """Draws a suggestion: sign, words and technique, then its reason in two lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Draw in a theme, for no lesson yet."""
        theme = current_theme()
        super().__init__(parent)
        self._theme = theme
        self._lesson: Lesson | None = None

    def set_look(self, lesson: Lesson, theme: Theme) -> None:
        """Draw the suggestions for a lesson in a theme."""
        self._lesson, self._theme = lesson, theme
        self._colours = palette_of_marks(lesson.scheme.categories, theme)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room for the words, the technique and two lines of reason."""
        lines = 2 + REASON_LINES
        return QSize(0, round(lines * QFontMetricsF(option.font).lineSpacing()) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        suggestion = index.data(SUGGESTION)
        if self._lesson is None or suggestion is None:
            return
        area = QRectF(option.rect)
        category = self._lesson.scheme.category(suggestion.category_id)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, option.state, self._theme)
        chip = QRectF(area.left() + SPACE_2 + 2, area.top() + SPACE_2, CHIP, CHIP)
        draw_chip(painter, chip, category, self._colours[category.id], self._theme.text)
        text = area.adjusted(SPACE_2 + CHIP + SPACE_2 + 2, SPACE_1 + 2, -SPACE_2, 0)
        self._paint_text(painter, text, suggestion, option.font)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, area: QRectF, suggestion: Suggestion, font: QFont
    ) -> None:
        assert self._lesson is not None
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        metrics, fine = QFontMetricsF(font), QFontMetricsF(small)
        elide = Qt.TextElideMode.ElideRight
        y = area.top() + metrics.ascent()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        quote = metrics.elidedText(f"“{words_of(self._lesson, suggestion)}”", elide, area.width())
        painter.drawText(QPointF(area.left(), y), quote)
        category = self._lesson.scheme.category(suggestion.category_id)
        technique = category.technique(suggestion.technique_id or "")
        y += metrics.lineSpacing()
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        named = technique.name if technique else category.name
        painter.drawText(QPointF(area.left(), y), fine.elidedText(named, elide, area.width()))
        painter.setPen(QColor(self._theme.text))
        for line in broken(reason_of(suggestion), small, area.width(), REASON_LINES):
            y += fine.lineSpacing()
            painter.drawText(QPointF(area.left(), y), line)


def broken(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text in at most so many lines of a width; the last one ends in an ellipsis."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts UTF-16 units; what is beyond the last line is shortened as one.
    units = text.encode("utf-16-le")
    edges = [*starts[:most], len(units) // 2]
    lines = [
        units[2 * one : 2 * other].decode("utf-16-le", "replace").strip()
        for one, other in pairwise(edges)
    ]
    if lines:
        elide = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetricsF(font).elidedText(lines[-1], elide, width)
    return lines


class SuggestionList(KeyRowList):
    """The open suggestions; several can be chosen with Shift and Ctrl."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Suggestions", parent)
        self.setAccessibleDescription("A accepts, C accepts and changes, D dismisses")
        self.suggestions = SuggestionModel(self)
        self._delegate = SuggestionDelegate(self)
        self.setModel(self.suggestions)
        self.setItemDelegate(self._delegate)

    def show_suggestions(
        self, lesson: Lesson, suggestions: Sequence[Suggestion], theme: Theme
    ) -> None:
        """Show these; the row that is chosen, or the one that takes its place, is chosen."""
        row = self.currentIndex().row()
        before = self.current()
        self._delegate.set_look(lesson, theme)
        self.suggestions.show_suggestions(lesson, suggestions)
        rows = self.suggestions.rows
        if before in rows:
            row = rows.index(before)
        if rows:
            self.setCurrentIndex(self.suggestions.index(max(0, min(row, len(rows) - 1))))
        self.viewport().update()

    def current(self) -> Suggestion | None:
        """Return the suggestion at hand."""
        index: QModelIndex = self.currentIndex()
        found = index.data(SUGGESTION) if index.isValid() else None
        return found if isinstance(found, Suggestion) else None

    def chosen(self) -> tuple[Suggestion, ...]:
        """Return every selected suggestion, the one at hand where none is."""
        selected = sorted(self.selectedIndexes(), key=lambda index: index.row())
        found = tuple(index.data(SUGGESTION) for index in selected)
        current = self.current()
        return found or ((current,) if current is not None else ())
