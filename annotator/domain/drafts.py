"""A lesson that is being built: the lesson so far, its key, and what was imported for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from annotator.domain.identifiers import ArticleId, DraftId, KeyId
from annotator.domain.imports import ImportedPage
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson

_NO_PAGES: Mapping[ArticleId, ImportedPage] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """One lesson at the builder.

    `lesson.version` is the version that publishing makes; `published` is the lesson as it was
    published last, or None. `pages` keeps the raw import of an article for good.
    `accepted_ids` are the accepted answers that this draft has known: one that its key has
    no more was taken out by the teacher.
    """

    id: DraftId
    lesson: Lesson
    changed_at: datetime
    key: AnswerKey = field(default_factory=AnswerKey)
    pages: Mapping[ArticleId, ImportedPage] = field(default_factory=lambda: _NO_PAGES)
    published: Lesson | None = None
    is_archived: bool = False
    accepted_ids: frozenset[KeyId] = frozenset()

    @property
    def is_published(self) -> bool:
        """Return whether students may hold a version of this lesson."""
        return self.published is not None

    @property
    def is_changed(self) -> bool:
        """Return whether the draft differs from what was published last."""
        return self.published is None or self.published.hash != self.lesson.hash
