"""What can be counted about a lesson, and the counts of a good one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category
from annotator.domain.text import words
from annotator.scoring.readability import readability
from annotator.translation import _


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The least and the most of something that a good lesson has."""

    least: float
    most: float

    def hold(self, value: float) -> bool:
        """Return whether the value lies within, both ends included."""
        return self.least <= value <= self.most

    def __str__(self) -> str:
        """Return the bounds as people say them."""
        return _("{least:g} to {most:g}", least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class CountRules:
    """The counts of a good lesson; a teacher may want others.

    How many keys an article has follows from its text, so none is asked for but that there be
    some. An article of fewer words than `full_length` is an exercise and is not held to them.
    `labelled_share` is the one rule here that breaks a lesson.
    """

    words: UsualRange = UsualRange(450, 900)
    grade: UsualRange = UsualRange(8, 11)
    full_length: int = 300
    labelled_share: float = 0.9
    wide_links: int = 8
    wide_link_articles: int = 3
    longest_key: int = 6


@dataclass(frozen=True, slots=True)
class KeyCount:
    """How many keys of one category an article has."""

    category_id: CategoryId
    required: int
    optional: int
    traps: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What can be counted about one article; its sentences are those to label."""

    article_id: ArticleId
    words: int
    sentences: int
    reading_grade: float | None
    keys: tuple[KeyCount, ...]
    labelled: int
    unscored: int
    links: int

    @property
    def traps(self) -> int:
        """Return the traps of all categories."""
        return sum(count.traps for count in self.keys)

    @property
    def labelled_share(self) -> float | None:
        """Return the share of the sentences that have a label, or None without sentences."""
        return self.labelled / self.sentences if self.sentences else None

    def count_of(self, category_id: CategoryId) -> KeyCount:
        """Return the counts of a category."""
        empty = KeyCount(category_id, 0, 0, 0)
        return next((count for count in self.keys if count.category_id == category_id), empty)


def article_facts(lesson: Lesson, key: AnswerKey, article: Article) -> ArticleFacts:
    """Return what can be counted about one article."""
    mine = key.for_article(article.id)
    labels = {c.id for c in lesson.scheme.categories if c.is_sentence}
    sentences = article.sentences_to_label
    return ArticleFacts(
        article_id=article.id,
        words=len(words(article.body)),
        sentences=len(sentences),
        reading_grade=readability(article.body, article.sentences).grade,
        keys=tuple(_key_count(category, mine) for category in lesson.scheme.scored),
        labelled=len({k.span for k in mine if k.category_id in labels} & set(sentences)),
        unscored=sum(sentence.article_id == article.id for sentence in key.unscored),
        links=sum(any(end.article_id == article.id for end in link.ends) for link in key.links),
    )


def _key_count(category: Category, keys: Iterable[KeyAnnotation]) -> KeyCount:
    statuses = Counter(key.status for key in keys if key.category_id == category.id)
    return KeyCount(
        category.id,
        required=statuses[KeyStatus.REQUIRED],
        optional=statuses[KeyStatus.OPTIONAL],
        traps=statuses[KeyStatus.TRAP],
    )
