"""How an author arranges the articles of a lesson beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.identifiers import ArticleId


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """How an author arranged the articles: their order, which are pinned, how wide.

    Each of `widths` is of articles that stand together; the newest comes last.
    """

    order: tuple[ArticleId, ...] = ()
    pinned: tuple[ArticleId, ...] = ()
    widths: tuple[Mapping[ArticleId, int], ...] = ()
