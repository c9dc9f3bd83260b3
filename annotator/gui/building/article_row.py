"""What the list of the builder shows of one article."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from annotator.domain.identifiers import ArticleId

#: The role under which a model hands out its rows.
ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in the list."""

    id: ArticleId
    title: str
    facts: str
    trouble: str = ""
