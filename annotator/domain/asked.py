"""Which articles of a lesson a student is asked to work on; the score counts no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.identifiers import ArticleId


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """Students who work on the same articles and tell the other groups about them."""

    name: str
    articles: tuple[ArticleId, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """What one student is asked for: at least so many of these articles, in reading order."""

    articles: tuple[ArticleId, ...]
    least: int

    @property
    def is_a_choice(self) -> bool:
        """Return whether the student chooses among the articles."""
        return self.least < len(self.articles)

    def missing(self, begun: frozenset[ArticleId]) -> int:
        """Return how many articles still have to be begun."""
        return max(0, self.least - len(begun.intersection(self.articles)))


@dataclass(frozen=True, slots=True)
class AskedArticles:
    """All articles, or at least so many of them, or those of the student's group."""

    at_least: int | None = None
    groups: tuple[ReadingGroup, ...] = ()

    @property
    def is_all(self) -> bool:
        """Return whether everybody is asked for every article."""
        return not (self.at_least or self.groups)

    def group(self, name: str) -> ReadingGroup | None:
        """Return the group of this name, or None."""
        return next((group for group in self.groups if group.name == name), None)

    def portions(self, articles: Sequence[ArticleId], group: str = "") -> tuple[Portion, ...]:
        """Return what a student of a group is asked for, out of the articles of a lesson.

        It is one portion, and where nobody knows the group that of each group.
        """
        mine = self.group(group)
        groups = self.groups if mine is None else (mine,)
        found = [
            tuple(one for one in articles if one in each.articles)
            for each in groups
            if set(each.articles).intersection(articles)
        ]
        if found:
            return tuple(Portion(some, len(some)) for some in dict.fromkeys(found))
        least = min(self.at_least or len(articles), len(articles))
        return (Portion(tuple(articles), least),)
