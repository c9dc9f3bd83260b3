"""How much of an article a student highlights: a hint while working, never a penalty."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.scoring.matching import WordTable, covered, word_table
from annotator.scoring.results import Rules

#: From this share on, so much is highlighted that nothing stands out.
TOO_MUCH = Rules().highlight_limit


class HighlightMeter:
    """Counts the highlighted words of the articles of a lesson; words are found once."""

    def __init__(self, lesson: Lesson) -> None:
        """Measure the articles of a lesson."""
        self._lesson = lesson
        self._on_words = {c.id for c in lesson.scheme.categories if not c.is_sentence}
        self._tables: dict[ArticleId, WordTable] = {}

    def share(self, article_id: ArticleId, annotations: Iterable[Annotation]) -> float:
        """Return the share, 0 to 1, of the article's words that lie in a highlight of words."""
        table = self._table(article_id)
        mine = (table.stretch(a.span) for a in annotations if a.category_id in self._on_words)
        return covered(mine, Span(0, len(table))) / len(table) if len(table) else 0.0

    def _table(self, article_id: ArticleId) -> WordTable:
        if article_id not in self._tables:
            self._tables[article_id] = word_table(self._lesson.article(article_id).body)
        return self._tables[article_id]
