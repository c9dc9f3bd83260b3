"""The paragraphs of an article: one line of its body each, and what each of them is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.lessons import Article, Block, BlockKind
from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.translation import N_

#: What a paragraph is and its text on one line.
Paragraph = tuple[BlockKind, str]

#: What the kinds of paragraphs are called.
KIND_NAMES = {
    BlockKind.PARAGRAPH: N_("Paragraph"),
    BlockKind.HEADLINE: N_("Headline"),
    BlockKind.SUBHEADING: N_("Subheading"),
    BlockKind.CAPTION: N_("Caption"),
    BlockKind.QUOTATION: N_("Quotation from elsewhere"),
    BlockKind.EDITORS_COMMENT: N_("Editor’s comment"),
    BlockKind.LIST_ITEM: N_("List item"),
    BlockKind.TABLE_ROW: N_("Table row"),
}
#: What a teacher can say that a paragraph is; a headline is one by its place.
CHOOSABLE_KINDS = tuple(kind for kind in KIND_NAMES if kind is not BlockKind.HEADLINE)

#: The longest body of an article, in code points.
LONGEST_BODY = 400_000


def one_paragraph(text: str) -> str:
    """Return the text of one paragraph on one line; a line break becomes a space."""
    return " ".join(line.strip() for line in normalise(text).split("\n")).strip()


def tidy_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in normal form, without those that hold nothing.

    An article has one headline, which is not among them; another one heads a part.
    """
    lines = ((_below(kind), one_paragraph(text)) for kind, text in paragraphs)
    return tuple((kind, text) for kind, text in lines if text)


def _below(kind: BlockKind) -> BlockKind:
    return BlockKind.SUBHEADING if kind is BlockKind.HEADLINE else kind


def below_headline(headline: str, paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the whole text of an article: its headline, where it has one, and the paragraphs."""
    first = one_paragraph(headline)
    return ((BlockKind.HEADLINE, first), *paragraphs) if first else tuple(paragraphs)


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


def text_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Return the paragraphs below an article's headline, of which a draft may have none yet."""
    if not article.body[article.text_start :]:
        return ()
    return paragraphs_of(article)[article.headline_span is not None :]


def kind_at(article: Article, position: int) -> BlockKind:
    """Return what the paragraph is that holds a place of an article's body."""
    number = bisect_right(article.blocks, position, key=_start_of) - 1
    return article.blocks[number].kind if number >= 0 else BlockKind.PARAGRAPH


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


def _start_of(block: Block) -> int:
    return block.span.start


def _end_of(span: Span) -> int:
    return span.end
