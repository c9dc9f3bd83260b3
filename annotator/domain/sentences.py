"""Sentence boundaries by rule, so that no machine needs a language model to read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from annotator.domain.spans import Span

#: A sentence end: its mark, closing quotes and brackets, then space before a new start.
#: Each run of marks is tried once, and no repetition gives back: hostile text costs no more.
_END = regex.compile(
    r"(?<![.!?…。！？؟۔।])[.!?…。！？؟۔।]++[\"'”’»)\]]*+(?=\s|$)|[。！？]++[”’」』）]*+"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sr",
        "jr",
        "st",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "maj",
        "rep",
        "sen",
        "gov",
        "pres",
        "hon",
        "rev",
        "jan",
        "feb",
        "apr",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "inc",
        "ltd",
        "corp",
        "approx",
        "dept",
        "a.m",
        "p.m",
    ]
)
_LAST_WORD = regex.compile(r"([\p{L}](?:[\p{L}.]*[\p{L}])?)\.$")
_OPENER = regex.compile(r"\s*+[\"'“‘«(\[]*+\s*+(.)")
#: An abbreviation is looked for in as many letters before its point.
_LONGEST_ABBREVIATION = 32


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences in order, trimmed of outer spaces.

    A line end always ends a sentence. Inside a line a sentence ends after . ! ? or …
    with the quotes that close there, unless the mark belongs to an abbreviation, to
    initials or the next word goes on in lower case.
    """
    found: list[Span] = []
    line_start = 0
    for line in text.split("\n"):
        found.extend(_split_line(text, Span(line_start, line_start + len(line))))
        line_start += len(line) + 1
    return tuple(found)


def _split_line(text: str, line: Span) -> list[Span]:
    pieces: list[Span] = []
    start = line.start
    for match in _END.finditer(text, line.start, line.end):
        if match.end() < line.end and not _ends_here(text, start, match, line.end):
            continue
        pieces.append(Span(start, match.end()))
        start = match.end()
    pieces.append(Span(start, line.end))
    return [piece for raw in pieces if (piece := _without_spaces(text, raw))]


def _ends_here(text: str, start: int, match: regex.Match[str], line_end: int) -> bool:
    """Return whether the mark that `match` found ends the sentence begun at `start`."""
    following = _OPENER.match(text, match.end(), line_end)
    if following is None:
        return False
    first = following.group(1)
    mark = match.group()
    if mark[0] in "。！？":
        return True
    if mark == "." and _is_abbreviated(
        text[max(start, match.end() - _LONGEST_ABBREVIATION) : match.end()], first
    ):
        return False
    return not first.islower()


def _is_abbreviated(so_far: str, following: str) -> bool:
    last = _LAST_WORD.search(so_far)
    if last is None:
        return False
    word = last.group(1)
    if word == "No" and following.isdigit():
        return True
    return word.lower() in _ABBREVIATIONS or len(word) == 1 or ("." in word and word.isupper())


def _without_spaces(text: str, span: Span) -> Span:
    piece = span.of(text)
    stripped = piece.strip()
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))


def sentences_touched(sentences: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """Return the sentences that share at least one code point with the span."""
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    after = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
    return tuple(sentences[first:after])
