"""Where a caret goes by sentence and paragraph, and which sentence it is in. No Qt here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotator.domain.lessons import Article
from annotator.domain.snapping import word_at
from annotator.domain.spans import Span
from annotator.domain.text import line_around, words


def sentence_near(article: Article, position: int) -> int | None:
    """Return the index of the caret's sentence: the one that holds it, else the one before.

    A caret between two sentences of a line, or at the end of one, belongs to the earlier.
    """
    index = bisect_right(article.sentences, position, key=_start) - 1
    line = line_around(article.body, min(position, len(article.body)))
    if index >= 0 and article.sentences[index].start >= line.start:
        return index
    following = index + 1
    if following < len(article.sentences) and article.sentences[following].start <= line.end:
        return following
    return None


def sentence_step(sentences: Sequence[Span], position: int, step: int, length: int) -> int:
    """Return where a caret lands that moves by one sentence, forward (1) or back (-1)."""
    if step > 0:
        index = bisect_right(sentences, position, key=_start)
        return sentences[index].start if index < len(sentences) else length
    index = bisect_left(sentences, position, key=_start) - 1
    return sentences[index].start if index >= 0 else 0


def paragraph_step(body: str, position: int, step: int) -> int:
    """Return where a caret lands that moves by one paragraph, forward (1) or back (-1)."""
    if step > 0:
        end = line_around(body, position).end
        return min(end + 1, len(body))
    start = line_around(body, position).start
    if start < position:
        return start
    return line_around(body, max(0, start - 1)).start


def word_around(body: str, position: int) -> Span | None:
    """Return the word at a place of the body, or None between words."""
    return word_at(words(body, line_around(body, position)), position)


def word_edge(body: str, position: int, step: int, *, of_start: bool) -> int | None:
    """Return the next (1) or previous (-1) place where a word starts, or where one ends.

    Look no further than the nearest line that has a word.
    """
    line = line_around(body, position)
    while True:
        edges = [word.start if of_start else word.end for word in words(body, line)]
        if step > 0:
            edge = next((each for each in edges if each > position), None)
            following = line.end + 1
        else:
            edge = next((each for each in reversed(edges) if each < position), None)
            following = line.start - 1
        if edge is not None or not 0 <= following <= len(body):
            return edge
        line = line_around(body, following)


def _start(span: Span) -> int:
    return span.start
