"""Which annotations the list shows, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId
from annotator.gui.reading.annotation_list_model import ANNOTATION, AnnotationListModel

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class AnnotationFilterCriteria:
    """What somebody wants to see: empty fields let everything through."""

    text: str = ""
    category_id: str = ""
    article_id: str = ""
    without_reason: bool = False
    newest_first: bool = False

    @property
    def is_everything(self) -> bool:
        """Return whether nothing is left out, in whatever order."""
        return replace(self, newest_first=False) == AnnotationFilterCriteria()

    def allows(self, annotation: Annotation) -> bool:
        """Return whether an annotation is wanted."""
        return (
            self.category_id in ("", annotation.category_id)
            and self.article_id in ("", annotation.article_id)
            and not (self.without_reason and annotation.reason.strip())
            and self._finds(annotation)
        )

    def _finds(self, annotation: Annotation) -> bool:
        sought = " ".join(self.text.casefold().split())
        if not sought:
            return True
        written = (annotation.quote, annotation.reason, annotation.rewrite)
        return any(sought in " ".join(text.casefold().split()) for text in written)


class AnnotationFilter(QSortFilterProxyModel):
    """The annotations that are wanted: by place, or the newest first."""

    def __init__(self, source: AnnotationListModel, parent: QObject | None = None) -> None:
        """Show everything, by place."""
        super().__init__(parent)
        self._source = source
        self._wanted = AnnotationFilterCriteria()
        self.setSourceModel(source)

    @property
    def wanted(self) -> AnnotationFilterCriteria:
        """Return what is shown."""
        return self._wanted

    def show_wanted(self, wanted: AnnotationFilterCriteria) -> None:
        """Show what is wanted."""
        self.beginFilterChange()
        before, self._wanted = self._wanted, wanted
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)
        if before.newest_first != wanted.newest_first:
            # By place is the order of the source, which costs nothing to keep.
            self.sort(0 if wanted.newest_first else -1, Qt.SortOrder.DescendingOrder)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Return whether a row is wanted."""
        if self._wanted.is_everything:
            return True
        return self._wanted.allows(self._source.index(row, 0, parent).data(ANNOTATION))

    def lessThan(self, left: Index, right: Index) -> bool:
        """Return whether one annotation was made before another."""
        one: Annotation = left.data(ANNOTATION)
        other: Annotation = right.data(ANNOTATION)
        return one.created < other.created

    def index_of(self, annotation_id: AnnotationId | None) -> QModelIndex:
        """Return the row of an annotation; an invalid index if it is not shown."""
        return self.mapFromSource(self._source.index_of(annotation_id))
