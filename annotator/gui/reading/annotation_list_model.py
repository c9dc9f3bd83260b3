"""The annotations of a lesson as rows, article after article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.sequence_change import change_between

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

    def part(self, article_id: ArticleId) -> tuple[Annotation, ...]:
        """Return the annotations of one article."""
        return self._parts[article_id]

    def annotations(self) -> tuple[Annotation, ...]:
        """Return every annotation, article after article."""
        return tuple(self._rows)

    def without_reason(self) -> int:
        """Return how many annotations have no reason yet."""
        return sum(not annotation.reason.strip() for annotation in self._rows)

    def counts(self) -> Counter[str]:
        """Return how many annotations there are of each category."""
        return Counter(map(attrgetter("category_id"), self._rows))

    def index_of(self, annotation_id: AnnotationId | None) -> QModelIndex:
        """Return the row of an annotation; an invalid index if it is not there."""
        for row, annotation in enumerate(self._rows):
            if annotation.id == annotation_id:
                return self.index(row)
        return QModelIndex()
