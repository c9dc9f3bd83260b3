"""How much of an article a student highlights: a hint while working, never a penalty."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.lessons import Lesson
from annotator.domain.sequence_change import what_differs
from annotator.domain.spans import Span
from annotator.scoring.matching import word_table
from annotator.scoring.rules import Rules

#: From this share on, so much is highlighted that nothing stands out.
TOO_MUCH = Rules().highlight_limit


class HighlightMeter:
    """Counts the highlighted words of the articles of a lesson.

    Words are found once, and what is highlighted is counted change by change.
    """

    def __init__(self, lesson: Lesson) -> None:
        """Measure the articles of a lesson."""
        self._lesson = lesson
        self._on_words = {c.id for c in lesson.scheme.categories if not c.is_sentence}
        self._depths: dict[ArticleId, _WordDepths] = {}

    def share(self, article_id: ArticleId, annotations: Iterable[Annotation]) -> float:
        """Return the share, 0 to 1, of the article's words that lie in a highlight of words."""
        if article_id not in self._depths:
            body = self._lesson.article(article_id).body
            self._depths[article_id] = _WordDepths(body, self._on_words)
        return self._depths[article_id].share(tuple(annotations))


class _WordDepths:
    """In how many highlights each word of a text lies."""

    def __init__(self, text: str, categories: Collection[CategoryId]) -> None:
        self._table = word_table(text)
        self._categories = categories
        self._depths = [0] * len(self._table)
        self._covered = 0
        self._annotations: tuple[Annotation, ...] = ()

    def share(self, annotations: tuple[Annotation, ...]) -> float:
        """Return the share of the words that lie in a highlight, looking at what differs."""
        gone, new = what_differs(self._annotations, annotations)
        self._annotations = annotations
        for step, some in ((-1, gone), (1, new)):
            for annotation in some:
                if annotation.category_id in self._categories:
                    self._lay(annotation.span, step)
        return self._covered / len(self._depths) if self._depths else 0.0

    def _lay(self, span: Span, step: int) -> None:
        words, depths = self._table.stretch(span), self._depths
        for word in range(words.start, words.end):
            before = depths[word]
            depths[word] = before + step
            self._covered += (before + step > 0) - (before > 0)
