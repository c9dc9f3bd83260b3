"""What the paragraphs of a parsed text are, as far as the caller said so.

A quotation from elsewhere is not the outlet's voice, an editor's comment is a second one, and
what is no running text has no label. It lies beside the tokens, in the document's user data.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from annotator.domain.lessons import Block, BlockKind
from annotator.domain.spans import Span
from annotator.translation import N_

#: Who speaks in an editor's comment.
EDITORS = N_("the editors, in their comment")
_NAME = "blocks"


def tell_kinds(doc: Doc, blocks: Iterable[Block]) -> None:
    """Say what the paragraphs of a text are; all that is not said is a paragraph."""
    doc.user_data[_NAME] = tuple(blocks)


def spans_of(doc: Doc, *kinds: BlockKind) -> tuple[Span, ...]:
    """Return the paragraphs of a text that are of these kinds, in order."""
    blocks: tuple[Block, ...] = doc.user_data.get(_NAME, ())
    return tuple(block.span for block in blocks if block.kind in kinds)


def is_in(span: Span, paragraphs: Iterable[Span]) -> bool:
    """Return whether a span lies in one of some paragraphs."""
    return any(paragraph.contains(span) for paragraph in paragraphs)


#: What is no running text, so that nobody asks whether it is an opinion.
UNLABELLED = tuple(kind for kind in BlockKind if not kind.is_labelled)
