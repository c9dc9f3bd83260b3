"""Quotations that find their place again: the W3C TextQuoteSelector."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.errors import QuoteNotFound, QuoteNotUnique
from annotator.domain.spans import Span

#: Code points of context kept on each side of a quotation.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class QuoteAnchor:
    """A quotation with up to 32 code points of the text before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def anchor_of(text: str, span: Span) -> QuoteAnchor:
    """Return the anchor of a span of `text`: its quote with what stands before and after."""
    return QuoteAnchor(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def places_of(text: str, anchor: QuoteAnchor) -> tuple[Span, ...]:
    """Return every place where the quotation stands with its context, overlapping ones too."""
    found: list[Span] = []
    start = text.find(anchor.exact) if anchor.exact else -1
    while start >= 0:
        end = start + len(anchor.exact)
        if text.endswith(anchor.prefix, 0, start) and text.startswith(anchor.suffix, end):
            found.append(Span(start, end))
        start = text.find(anchor.exact, start + 1)
    return tuple(found)


def locate(text: str, anchor: QuoteAnchor) -> Span:
    """Return the one place of the quotation; raise if there is none or more than one."""
    found = places_of(text, anchor)
    shown = anchor.exact if len(anchor.exact) <= 60 else anchor.exact[:57] + "..."
    if not found:
        raise QuoteNotFound(
            "The quotation “{shown}” does not stand in the article. Copy it from the "
            "article exactly, with its punctuation.",
            shown=shown,
        )
    if len(found) > 1:
        raise QuoteNotUnique(
            "The quotation “{shown}” stands in the article {number} times. Quote a few "
            "more words, so that there is one place only.",
            shown=shown,
            number=len(found),
        )
    return found[0]
