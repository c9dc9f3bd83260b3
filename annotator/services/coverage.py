"""How far an answer key covers the articles, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class ParagraphCoverage:
    """What the key has in one paragraph: keys on words, labelled and unscored sentences."""

    number: int
    span: Span
    kind: BlockKind
    on_words: int
    sentences: int
    labelled: int
    unscored: int

    @property
    def is_bare(self) -> bool:
        """Return whether the key has nothing at all here; what is not labelled needs nothing."""
        if not self.kind.is_labelled:
            return False
        return not (self.on_words or self.labelled or self.unscored)


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """How far the key covers one article."""

    article_id: ArticleId
    paragraphs: tuple[ParagraphCoverage, ...]

    @property
    def bare(self) -> tuple[ParagraphCoverage, ...]:
        """Return the paragraphs without any key."""
        return tuple(each for each in self.paragraphs if each.is_bare)


def coverage_of(lesson: Lesson, key: AnswerKey) -> tuple[ArticleCoverage, ...]:
    """Return for each article which paragraphs the key covers."""
    labels = {c.id for c in lesson.scheme.categories if c.is_sentence}
    return tuple(_article_coverage(article, key, labels) for article in lesson.articles)


def _article_coverage(article: Article, key: AnswerKey, labels: set[CategoryId]) -> ArticleCoverage:
    mine = key.for_article(article.id)
    on_words = [each.span for each in mine if each.category_id not in labels]
    labelled = {each.span for each in mine if each.category_id in labels}
    unscored = [u.span for u in key.unscored if u.article_id == article.id]
    return ArticleCoverage(
        article.id,
        tuple(
            ParagraphCoverage(
                number=number,
                span=block.span,
                kind=block.kind,
                on_words=sum(span.overlaps(block.span) for span in on_words),
                sentences=sum(block.span.contains(s) for s in article.sentences),
                labelled=sum(span.overlaps(block.span) for span in labelled),
                unscored=sum(span.overlaps(block.span) for span in unscored),
            )
            # Paragraphs are counted below the headline, which has the number 0.
            for number, block in enumerate(article.blocks, article.headline_span is None)
        ),
    )
