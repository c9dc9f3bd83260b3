"""What an author leaves on the articles: annotations, links and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    LessonId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Workspace:
    """Whose work on which lesson: one author's grading screen."""

    lesson_id: LessonId
    author_id: AuthorId


@dataclass(frozen=True, slots=True)
class Annotation:
    """One category on one span of one article, by one author, with its reason."""

    id: AnnotationId
    article_id: ArticleId
    category_id: CategoryId
    span: Span
    anchor: QuoteAnchor
    author_id: AuthorId
    created: datetime
    technique_id: TechniqueId | None = None
    reason: str = ""
    rewrite: str = ""

    @property
    def quote(self) -> str:
        """Return the annotated words."""
        return self.anchor.exact


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One end of a link: a stretch of one article."""

    article_id: ArticleId
    span: Span
    anchor: QuoteAnchor


@dataclass(frozen=True, slots=True)
class Link:
    """Stretches of different articles that speak of the same thing."""

    id: LinkId
    author_id: AuthorId
    ends: tuple[LinkEnd, ...]
    title: str = ""
    note: str = ""
    missing_in: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A student's answer to one question."""

    question_id: QuestionId
    author_id: AuthorId
    text: str


#: Everything that the history can put back.
Item = Annotation | Link | Answer


def item_key(item: Item) -> tuple[str, str]:
    """Return the kind and id by which an item is known in its workspace."""
    match item:
        case Annotation():
            return "annotation", item.id
        case Link():
            return "link", item.id
        case Answer():
            return "answer", item.question_id
