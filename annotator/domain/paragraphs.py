"""The paragraphs of an article: one line of its body each, and what each of them is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.lessons import Article, Block, BlockKind
from annotator.domain.spans import Span
from annotator.domain.text import normalise

#: What a paragraph is and its text on one line.
Paragraph = tuple[BlockKind, str]

#: The longest body of an article, in code points.
LONGEST_BODY = 400_000


def one_paragraph(text: str) -> str:
    """Return the text of one paragraph on one line; a line break becomes a space."""
    return " ".join(line.strip() for line in normalise(text).split("\n")).strip()


def tidy_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs in normal form, without those that hold nothing."""
    lines = ((kind, one_paragraph(text)) for kind, text in paragraphs)
    return tuple((kind, text) for kind, text in lines if text)


def joined_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """Return the body that the paragraphs make, and where each of them stands in it."""
    blocks = []
    texts = []
    start = 0
    for kind, text in paragraphs:
        blocks.append(Block(Span(start, start + len(text)), kind))
        texts.append(text)
        start += len(text) + 1
    return "\n".join(texts), tuple(blocks)


def paragraphs_of(article: Article) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article's body with what each of them is."""
    kinds = {block.span: block.kind for block in article.blocks}
    found = []
    start = 0
    for line in article.body.split("\n"):
        span = Span(start, start + len(line))
        found.append((kinds.get(span, BlockKind.PARAGRAPH), line))
        start = span.end + 1
    return tuple(found)


def spans_by_line(body: str, spans: Sequence[Span]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield each line with the parts of the spans that lie in it, counted from its start.

    The spans are in order and do not overlap.
    """
    start = 0
    for text in body.split("\n"):
        end = start + len(text)
        found = []
        for place in range(bisect_right(spans, start, key=_end_of), len(spans)):
            span = spans[place]
            if span.start >= end:
                break
            found.append(Span(max(span.start, start) - start, min(span.end, end) - start))
        yield text, tuple(found)
        start = end + 1


def _end_of(span: Span) -> int:
    return span.end
