"""The answer key: what the teacher expects to be annotated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from annotator.domain.annotations import Link
from annotator.domain.identifiers import (
    ArticleId,
    AuthorId,
    CategoryId,
    HandInId,
    KeyId,
    TechniqueId,
)
from annotator.domain.spans import Span


class KeyStatus(StrEnum):
    """What a key annotation does to the score."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Where an accepted answer comes from: the teacher who took it in, when, and whose it was.

    No hand-in is named where the key was read from a file: that tells of no student.
    """

    author_id: AuthorId
    at: datetime
    hand_in_id: HandInId | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other words of the same article on which a key annotation is found just as well."""

    span: Span
    quote: str = ""


@dataclass(frozen=True, slots=True)
class KeyAnnotation:
    """One expected annotation, with its weight and its explanation for students.

    Who finds it on its own words or on those of any alternative has the one credit. One with
    `accepted` is a student's answer that a teacher accepted for all; none of the student's own
    words are in it, only the place in the article.
    """

    id: KeyId
    article_id: ArticleId
    category_id: CategoryId
    span: Span
    quote: str = ""
    status: KeyStatus = KeyStatus.REQUIRED
    weight: float = 1.0
    technique_id: TechniqueId | None = None
    explanation: str = ""
    accepted: Acceptance | None = None
    also: tuple[Alternative, ...] = ()

    @property
    def wordings(self) -> tuple[Alternative, ...]:
        """Return everything on which it is found, its own words first."""
        return (Alternative(self.span, self.quote), *self.also)


@dataclass(frozen=True, slots=True)
class UnscoredSentence:
    """A sentence of which nobody can fairly say whether it is opinion or checkable."""

    article_id: ArticleId
    span: Span
    explanation: str = ""


#: One entry of a key on a place.
Entry = KeyAnnotation | UnscoredSentence


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

    @property
    def accepted_ids(self) -> frozenset[KeyId]:
        """Return which of the annotations are accepted answers."""
        return frozenset(each.id for each in self.annotations if each.accepted is not None)
