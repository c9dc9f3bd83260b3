"""Quotation marks, paired: also odd, nested, straight, curly and running over paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotator.domain.spans import Span

_OPENING = "“„«"
_CLOSING = "”»"
_DOUBLE = regex.compile("[“”„«»\"]|``|''")
#: A single mark that opens after a space and closes before one; never an apostrophe.
_SINGLE = regex.compile(
    r"(?<![\p{L}\p{N}])[‘'](?=[\p{L}\p{N}])([^‘\n]{1,300}?)[’'](?![\p{L}\p{N}])(?!\s[a-z]+['’]\s)"
)
_SENTENCE_END = regex.compile(r"[.!?][\"”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two quotation marks; `is_closed` tells whether both marks stand."""

    span: Span
    is_closed: bool = True
    is_single: bool = False
    #: Whether it goes on from a quotation that the paragraph before left open.
    goes_on: bool = False


def find_quotations(text: str, elsewhere: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a text in order; nested ones belong to the outer.

    Paragraphs from `elsewhere` are quotations as a whole, with or without marks.

    A mark that is never closed quotes to the end of its paragraph if the next paragraph
    opens with a mark again (the newspaper's way) or if it opens its paragraph; otherwise
    to the end of its sentence. A closing mark without an opening one is passed over.
    """
    found: list[Quotation] = []
    lines = list(_lines(text))
    still_open = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        pairs, still_open = _pairs(text, line, following, still_open)
        found.extend(pairs)
        found.extend(_singles(text, line, pairs))
    if elsewhere:
        found = [one for one in found if not any(e.overlaps(one.span) for e in elsewhere)]
        found += map(Quotation, elsewhere)
    return tuple(sorted(found, key=lambda quotation: quotation.span))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _opens(text: str, match: regex.Match[str], *, is_open: bool) -> bool:
    """Return whether a mark opens a quotation, by its form or by what stands beside it."""
    mark = match.group()
    if mark in _OPENING or mark == "``":
        return True
    if mark in _CLOSING:
        return False
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    free_before, free_after = before in " \n([—–-", after in " \n.,;:!?)]—–"
    if free_before != free_after:
        return free_before
    return not is_open


def _pairs(
    text: str, line: Span, following: Span | None, still_open: bool
) -> tuple[list[Quotation], bool]:
    found: list[Quotation] = []
    start: int | None = None
    depth = 0
    goes_on = False
    for match in _DOUBLE.finditer(text, line.start, line.end):
        if _opens(text, match, is_open=start is not None):
            if start is None:
                start, depth = match.end(), 1
                goes_on = still_open and not text[line.start : match.start()].strip()
            elif match.group() in _OPENING:
                depth += 1
        elif start is None and match.start() == line.start:
            # The wrong way round, as a typing slip: a paragraph cannot begin with a close.
            start, depth = match.end(), 1
        elif start is not None:
            depth -= 1
            if depth <= 0 or not _closes_later(text, match.end(), line.end):
                found.append(Quotation(Span(start, match.start()), goes_on=goes_on))
                start = None
    if start is None:
        return [q for q in found if q.span], False
    runs_on = following is not None and text[following.start] in _OPENING + '"'
    at_front = not text[line.start : start - 1].strip()
    end = line.end if runs_on or at_front else _sentence_end(text, start, line.end)
    found.append(Quotation(Span(start, end), is_closed=False, goes_on=goes_on))
    return [q for q in found if q.span], runs_on


def _closes_later(text: str, start: int, end: int) -> bool:
    """Return whether the rest of the line holds a closing mark before an opening one."""
    following = _DOUBLE.search(text, start, end)
    return following is not None and not _opens(text, following, is_open=True)


def _sentence_end(text: str, start: int, end: int) -> int:
    match = _SENTENCE_END.search(text, start, end)
    return match.end() if match else end


def _singles(text: str, line: Span, pairs: list[Quotation]) -> Iterator[Quotation]:
    for match in _SINGLE.finditer(text, line.start, line.end):
        span = Span(*match.span(1))
        if not any(pair.span.overlaps(span) for pair in pairs):
            yield Quotation(span, is_single=True)
