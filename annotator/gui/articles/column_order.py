"""Which articles are open, in which order, and which are pinned. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.identifiers import ArticleId


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """All articles from left to right, pinned ones first, and those of them that are open."""

    articles: tuple[ArticleId, ...]
    opened: frozenset[ArticleId] = frozenset()
    pinned: frozenset[ArticleId] = frozenset()

    @property
    def shown(self) -> tuple[ArticleId, ...]:
        """Return the open articles from left to right."""
        return tuple(each for each in self.articles if each in self.opened)

    def with_open(self, wanted: Iterable[ArticleId]) -> ColumnOrder:
        """Return this with exactly these articles open, and the pinned ones."""
        return replace(self, opened=frozenset(wanted) & frozenset(self.articles) | self.pinned)

    def beginning_with(self, first: Iterable[ArticleId]) -> ColumnOrder:
        """Return this with some articles in front, in their order."""
        front = [each for each in dict.fromkeys(first) if each in self.articles]
        rest = [each for each in self.articles if each not in front]
        return replace(self, articles=self._pinned_first([*front, *rest]))

    def arranged(self, order: Iterable[ArticleId], pinned: Iterable[ArticleId]) -> ColumnOrder:
        """Return this in a remembered order; articles that are new since then come last."""
        known = frozenset(self.articles)
        kept = frozenset(pinned) & known
        return replace(self, pinned=kept, opened=self.opened | kept).beginning_with(order)

    def moved(self, article_id: ArticleId, index: int) -> ColumnOrder:
        """Return this with an open article at another place among the open ones.

        A pinned article stays among the pinned, another one behind them.
        """
        shown = list(self.shown)
        if article_id not in shown:
            return self
        shown.remove(article_id)
        edge = sum(each in self.pinned for each in shown)
        low, high = (0, edge) if article_id in self.pinned else (edge, len(shown))
        shown.insert(min(high, max(low, index)), article_id)
        following = iter(shown)
        return replace(
            self,
            articles=tuple(
                next(following) if each in self.opened else each for each in self.articles
            ),
        )

    def stepped(self, article_id: ArticleId, step: int) -> ColumnOrder:
        """Return this with an open article moved by so many places, to the left below 0."""
        if article_id not in self.shown:
            return self
        return self.moved(article_id, self.shown.index(article_id) + step)

    def with_pin(self, article_id: ArticleId, *, pinned: bool) -> ColumnOrder:
        """Return this with an article pinned at the left, or let go."""
        others = self.pinned - {article_id}
        made = replace(
            self,
            opened=self.opened | {article_id} if pinned else self.opened,
            pinned=others | {article_id} if pinned else others,
        )
        before = [each for each in self.articles if each in others]
        rest = [each for each in self.articles if each not in (*before, article_id)]
        return replace(made, articles=(*before, article_id, *rest))

    def _pinned_first(self, articles: list[ArticleId]) -> tuple[ArticleId, ...]:
        return tuple(sorted(articles, key=lambda each: each not in self.pinned))
