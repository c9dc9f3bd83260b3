"""The annotations of a lesson as rows, article after article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.sequence_change import change_between
from annotator.gui.articles.category_signs import CategoryChip
from annotator.gui.lists.row import ROW, Row, Tone
from annotator.translation import _

ANNOTATION = Qt.ItemDataRole.UserRole
#: How much of a quotation a row looks at.
LONGEST = 400
Index = QModelIndex | QPersistentModelIndex


def asks_reason(lesson: Lesson, annotation: Annotation) -> bool:
    """Return whether the lesson asks for a reason that is not there yet."""
    return annotation.category_id in lesson.reason_required and not annotation.reason.strip()


def note_line(lesson: Lesson, annotation: Annotation) -> str:
    """Return technique and reason in one line, or what is still asked for."""
    if asks_reason(lesson, annotation):
        return _("Add a reason")
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
        # Counted and found change by change: a big class of work is never gone through anew.
        self._known: dict[AnnotationId, Annotation] = {}
        self._counts: Counter[str] = Counter()
        self._without_reason = 0

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
        if role == ROW:
            return self._row(annotation)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.described(annotation)
        return None

    def _row(self, annotation: Annotation) -> Row:
        # No row is as long as a whole article.
        quote = " ".join(annotation.quote[:LONGEST].split())
        asked = asks_reason(self._lesson, annotation)
        return Row(
            annotation.id,
            f"“{quote}”",
            note=note_line(self._lesson, annotation),
            side=f"in {self._order.index(annotation.article_id) + 1}",
            signs=(CategoryChip(self._lesson.scheme.category(annotation.category_id)),),
            note_tone=Tone.WARNING if asked else Tone.MUTED,
        )

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
        first = self._first_row(article_id) + change.start
        self._parts[article_id] = after
        new = after[change.start : change.start + change.new]
        self._count(before[change.start : change.start + change.old], new)
        self._replace_rows(first, change.old, new)

    def _first_row(self, article_id: ArticleId) -> int:
        earlier = self._order[: self._order.index(article_id)]
        return sum(len(self._parts[each]) for each in earlier)

    def _count(self, gone: Sequence[Annotation], new: Sequence[Annotation]) -> None:
        for annotation in gone:
            del self._known[annotation.id]
            self._counts[annotation.category_id] -= 1
            self._without_reason -= not annotation.reason.strip()
        for annotation in new:
            self._known[annotation.id] = annotation
            self._counts[annotation.category_id] += 1
            self._without_reason += not annotation.reason.strip()

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
        return self._without_reason

    def counts(self) -> Counter[str]:
        """Return how many annotations there are of each category."""
        return +self._counts

    def index_of(self, annotation_id: AnnotationId | None) -> QModelIndex:
        """Return the row of an annotation; an invalid index if it is not there."""
        wanted = self._known.get(annotation_id) if annotation_id is not None else None
        if wanted is None:
            return QModelIndex()
        part = self._parts[wanted.article_id]
        place = bisect_left(part, wanted.span.start, key=_start)
        while part[place].id != annotation_id:
            place += 1
        return self.index(self._first_row(wanted.article_id) + place)


def _start(annotation: Annotation) -> int:
    return annotation.span.start
