"""The answer key: what the teacher expects to be annotated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotations import Link
from annotator.domain.identifiers import ArticleId, CategoryId, KeyId, TechniqueId
from annotator.domain.spans import Span


class KeyStatus(StrEnum):
    """What a key annotation does to the score."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    TRAP = "trap"


@dataclass(frozen=True, slots=True)
class KeyAnnotation:
    """One expected annotation, with its weight and its explanation for students."""

    id: KeyId
    article_id: ArticleId
    category_id: CategoryId
    span: Span
    quote: str = ""
    status: KeyStatus = KeyStatus.REQUIRED
    weight: float = 1.0
    technique_id: TechniqueId | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class UnscoredSentence:
    """A sentence of which nobody can fairly say whether it is opinion or reporting."""

    article_id: ArticleId
    span: Span
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The teacher's expected annotations, the links and the sentences left unscored."""

    annotations: tuple[KeyAnnotation, ...] = ()
    links: tuple[Link, ...] = ()
    unscored: tuple[UnscoredSentence, ...] = ()

    def for_article(self, article_id: ArticleId) -> tuple[KeyAnnotation, ...]:
        """Return the key annotations of one article in reading order."""
        mine = (k for k in self.annotations if k.article_id == article_id)
        return tuple(sorted(mine, key=lambda k: (k.span, k.category_id)))
