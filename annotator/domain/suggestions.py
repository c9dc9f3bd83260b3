"""What the language part proposes for the answer key, and what the teacher made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId, TechniqueId
from annotator.domain.spans import Span

#: What was known of a suggestion when it was shown; only what JSON can hold.
Features = Mapping[str, float | str | bool]


class ChoiceKind(StrEnum):
    """What a teacher made of a suggestion."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to look at, with its reason; `score` (0 to 1) ranks and is no probability."""

    article_id: ArticleId
    category_id: CategoryId
    span: Span
    score: float
    reason: str
    technique_id: TechniqueId | None = None
    in_quotation: bool = False
    speaker: str = ""
    features: Features = field(default_factory=dict)

    @property
    def place(self) -> tuple[ArticleId, CategoryId, Span]:
        """Return what tells the suggestion from every other one of its lesson."""
        return self.article_id, self.category_id, self.span


@dataclass(frozen=True, slots=True)
class SuggestionChoice:
    """What the teacher made of one suggestion, with what was known of it then."""

    lesson_id: LessonId
    article_id: ArticleId
    category_id: CategoryId
    span: Span
    choice: ChoiceKind
    at: datetime
    features: Features = field(default_factory=dict)

    @property
    def place(self) -> tuple[ArticleId, CategoryId, Span]:
        """Return which suggestion of the lesson it is about."""
        return self.article_id, self.category_id, self.span
