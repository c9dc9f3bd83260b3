"""Statements that the page shows rather than a verb: colons, transcripts, dashes, block quotes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from annotator.nlp.cues import AttributionKind, Found

_DASHES = frozenset({"—", "–", "―", "--", "-"})
#: A speaker before a colon or after a dash is at most this many tokens long.
_LONGEST_NAME = 6


def paragraphs_of(doc: Doc) -> tuple[range, ...]:
    """Return the token ranges of the paragraphs, without the line ends between them."""
    found: list[range] = []
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                found.append(range(start, token.i))
            start = token.i + 1
    if len(doc) > start:
        found.append(range(start, len(doc)))
    return tuple(found)


def found_by_layout(
    doc: Doc, paragraphs: tuple[range, ...], quoted: frozenset[int], verbs: frozenset[str]
) -> Iterator[Found]:
    """Yield the statements that a colon or a dash gives to a speaker."""
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        yield from _speaker_colon(doc, paragraph)
        yield from _open_colon(doc, paragraph, following, verbs)
        yield from _signed_quote(doc, paragraph, quoted)


def _is_name(doc: Doc, tokens: range) -> bool:
    """Return whether a few tokens look like a speaker: a name and nothing that acts."""
    words = [doc[i] for i in tokens if not doc[i].is_punct and not doc[i].is_space]
    if not words or len(words) > _LONGEST_NAME or not words[0].text[0].isupper():
        return False
    capital = sum(w.text[0].isupper() for w in words)
    return capital == len(words) and not any(w.pos_ in {"VERB", "AUX", "NUM"} for w in words)


def _speaker_colon(doc: Doc, paragraph: range) -> Iterator[Found]:
    """Yield “NAME: what they say”, at the front of a headline or a line of a transcript."""
    first = paragraph.start
    if doc[first].is_quote:
        first += 1
    for colon in range(first + 1, min(first + _LONGEST_NAME + 1, paragraph.stop - 1)):
        if doc[colon].text == ":":
            name = range(first, colon)
            if _is_name(doc, name) and any(doc[i].pos_ == "PROPN" for i in name):
                content = frozenset(
                    i for i in range(colon + 1, paragraph.stop) if not doc[i].is_space
                )
                yield Found(AttributionKind.DIRECT, (colon,), frozenset(name), content)
            return


def _open_colon(
    doc: Doc, paragraph: range, following: range | None, verbs: frozenset[str]
) -> Iterator[Found]:
    """Yield the paragraph after “She went on:”, also where no marks quote it."""
    if following is None or doc[paragraph.stop - 1].text != ":":
        return
    sentence = doc[paragraph.stop - 1].sent
    cue = next((t for t in reversed(sentence) if _says(t, verbs)), None)
    if cue is None:
        return
    source: set[int] = set()
    for child in cue.children:
        if child.dep_ == "nsubj":
            source.update(w.i for w in child.subtree)
    content = frozenset(i for i in following if not doc[i].is_space)
    yield Found(AttributionKind.DIRECT, (cue.i,), frozenset(source), content)


def _says(token: Token, verbs: frozenset[str]) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in verbs


def _signed_quote(doc: Doc, paragraph: range, quoted: frozenset[int]) -> Iterator[Found]:
    """Yield “a quotation” — Name, as under a letter or a motto."""
    for index in range(paragraph.start + 1, paragraph.stop - 1):
        if doc[index].text in _DASHES and index - 1 in quoted and doc[index - 1].is_quote:
            name = range(index + 1, paragraph.stop)
            if _is_name(doc, name):
                content = _run_before(index - 1, quoted, paragraph.start)
                yield Found(AttributionKind.DIRECT, (index,), frozenset(name), content)


def _run_before(index: int, quoted: frozenset[int], start: int) -> frozenset[int]:
    first = index
    while first - 1 >= start and first - 1 in quoted:
        first -= 1
    return frozenset(range(first, index + 1))
