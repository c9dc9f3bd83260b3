"""Where a rough selection really lies: whole words, whole sentences, whole clusters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum

from annotator.domain.lessons import Article
from annotator.domain.scheme import Category
from annotator.domain.sentences import sentences_touched
from annotator.domain.spans import Span
from annotator.domain.text import lines_around, trimmed, whole_clusters, words


class Snap(Enum):
    """How exactly a selection is taken."""

    WORDS = "words"
    CHARACTERS = "characters"


def snapped_spans(
    article: Article, category: Category, rough: Span, snap: Snap = Snap.WORDS
) -> tuple[Span, ...]:
    """Return the spans that a rough selection means: one of words, or each sentence touched.

    Sentences are touched by the trimmed selection; where it is empty, by the caret.
    """
    if category.is_sentence:
        rough = Span(min(rough.start, len(article.body)), min(rough.end, len(article.body)))
        core = trimmed(article.body, rough) or Span(rough.start, rough.start + 1)
        touched = sentences_touched(article.sentences, core)
        # A click behind the last word of a line leaves the caret after the full stop.
        return touched or tuple(s for s in article.sentences if s.end == rough.start)
    whole = snapped_words(article, rough, snap)
    return (whole,) if whole else ()


def snapped_words(article: Article, rough: Span, snap: Snap = Snap.WORDS) -> Span | None:
    """Return the words that a rough selection means, or None where it holds none."""
    body = article.body
    exact = trimmed(body, Span(min(rough.start, len(body)), min(rough.end, len(body))))
    if exact and snap is Snap.WORDS:
        exact = snap_to_words(words(body, lines_around(body, exact)), exact)
    return (exact and trimmed(body, whole_clusters(body, exact))) or None


def snap_to_words(tokens: Sequence[Span], span: Span) -> Span:
    """Return the span widened to the edges of the words it cuts; between words it stays."""
    first = bisect_right(tokens, span.start, key=lambda token: token.end)
    last = bisect_left(tokens, span.end, key=lambda token: token.start) - 1
    start = min(span.start, tokens[first].start) if first < len(tokens) else span.start
    end = max(span.end, tokens[last].end) if last >= 0 else span.end
    return Span(start if start < end else span.start, end)


def word_at(tokens: Sequence[Span], position: int) -> Span | None:
    """Return the word that holds or ends at `position`, or None between words."""
    index = bisect_right(tokens, position, key=lambda token: token.start) - 1
    if index >= 0 and position <= tokens[index].end:
        return tokens[index]
    return None
