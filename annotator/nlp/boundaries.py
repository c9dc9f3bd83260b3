"""Where sentences end: what the rules say, put right by what the grammar sees.

The rules know quotations and paragraphs, the parser knows abbreviations that no list has.
Alone they do equally well; together a little better than either (docs/language.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span

_ENDINGS = '.!?…”"’)'
_OPENINGS = '“"‘('


def agreed_sentences(
    text: str, by_rule: Sequence[Span], by_parser: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the sentences: joined where only the rules split, split where only the parser does.

    Within a line only, and the parser splits only after a mark that can end a sentence and
    before one that can begin.
    """
    starts = sorted(span.start for span in by_parser)
    return tuple(
        part
        for sentence in _joined(text, by_rule, frozenset(starts))
        for part in _split(text, sentence, starts)
    )


def sentences_in(doc: Doc) -> list[SpacySpan]:
    """Return the agreed sentences of a parsed text: those that the reading room shows."""
    text = doc.text
    by_parser = [
        Span(sentence.start_char, sentence.end_char)
        for sentence in doc.sents
        if sentence.text.strip()
    ]
    agreed = agreed_sentences(text, split_sentences(text), by_parser)
    found = (doc.char_span(s.start, s.end, alignment_mode="expand") for s in agreed)
    return [sentence for sentence in found if sentence is not None]


def _joined(text: str, by_rule: Iterable[Span], starts: frozenset[int]) -> list[Span]:
    found: list[Span] = []
    for span in by_rule:
        follows = found and text[found[-1].end : span.start] == " "
        if follows and span.start not in starts:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _split(text: str, sentence: Span, starts: Iterable[int]) -> list[Span]:
    parts: list[Span] = []
    begin = sentence.start
    for start in starts:
        if not begin < start < sentence.end:
            continue
        left = text[begin:start].rstrip()
        begins = text[start].isupper() or text[start] in _OPENINGS
        if left and left[-1] in _ENDINGS and begins:
            parts.append(Span(begin, begin + len(left)))
            begin = start
    return [*parts, Span(begin, sentence.end)]
