"""Plain text as blocks: which lines are paragraphs of their own and which were only wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from annotator.domain.imports import RawBlock
from annotator.services.cleaning.folding import begins_small, goes_on, has_letters, is_ended
from annotator.services.cleaning.hyphens import Hyphens, Spelling, is_divided, vocabulary_of

_LINE_ENDS = regex.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_QUOTED = regex.compile(r"^(?:>\s?)+")
_BULLET = regex.compile(r"^(?:[-*•‣◦▪·–—]\s|\d{1,3}[.)]\s|>)")
#: The head of a letter: Subject: …, Date: …
_LABEL = regex.compile(r"^\p{Lu}[\p{L}-]{1,14}:\s")
#: Running text, not program text, which may begin with a small letter too.
_PROSE = regex.compile(r"^[\p{L}\p{M}'’-]+[,;:.]?(?:\s|$)")
_FIRST_WORD = regex.compile(r"\S+")
#: A page whose longest usual line is longer than this was not wrapped by a program.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 30
#: A line is full when the next word would have passed this share of the width.
_FULL = 0.86
_FULL_SHARE = 0.5
_FEWEST_PAIRS = 3
#: A shorter line is a label or a name, not the first half of a sentence.
_SHORTEST_HALF = 24
_SHORTEST_PARAGRAPH = 45
_LONGEST_PARAGRAPH = 10_000
_TAIL = 80
_CODE_END = regex.compile(r"\]\s*$")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is wrapped: at which width, if at all, and how it divides words."""

    width: int
    hyphens: Hyphens

    def is_full(self, line: str, following: str) -> bool:
        """Return whether a line ends only because the next word did not fit."""
        if not self.width:
            return False
        first = _FIRST_WORD.match(following)
        length = len(first.group()) if first else 0
        return len(line) + 1 + length > self.width * _FULL


def text_blocks(
    text: str, spelling: Spelling | None = None, *, divides_words: bool = False
) -> tuple[RawBlock, ...]:
    """Return the blocks of a plain text, wrapped lines joined and others left apart."""
    lines = _without_quote_marks([line.rstrip() for line in _LINE_ENDS.split(text)])
    wrapping = _wrapping(lines, hyphens_of(lines, spelling, divides_words=divides_words))
    blocks = [
        RawBlock(joined, number)
        for number, group in enumerate(_groups(lines))
        for joined in _joined_group(group, wrapping)
    ]
    return tuple(_joined_halves(blocks, wrapping))


def _without_quote_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines of a letter without the marks of being quoted, if most have them."""
    filled = [line for line in lines if line.strip()]
    quoted = sum(line.startswith(">") for line in filled)
    if quoted * 2 <= len(filled):
        return list(lines)
    return [_QUOTED.sub("", line) for line in lines]


def _groups(lines: Iterable[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def hyphens_of(
    lines: Sequence[str], spelling: Spelling | None, *, divides_words: bool = False
) -> Hyphens:
    """Return how the words that line ends divide are put together."""
    hyphens = Hyphens(vocabulary_of(lines), divides_words)
    if spelling is not None and any(is_divided(line) for line in lines):
        language, knows = spelling("\n".join(lines))
        hyphens = replace(hyphens, language=language, knows=knows)
    surely = any(hyphens.divides(line.strip(), next_.strip()) for line, next_ in pairwise(lines))
    return replace(hyphens, divides_words=divides_words or surely)


def _wrapping(lines: Sequence[str], hyphens: Hyphens) -> Wrapping:
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    width = lengths[int((len(lengths) - 1) * 0.95)] if lengths else 0
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return Wrapping(0, hyphens)
    guess = Wrapping(width, hyphens)
    pairs = [
        (line.strip(), following.strip())
        for line, following in pairwise(lines)
        if line.strip() and following.strip()
    ]
    full = sum(guess.is_full(line, following) for line, following in pairs)
    unended = sum(
        not is_ended(line) and guess.is_full(line, following) for line, following in pairs
    )
    wrapped = (
        len(pairs) >= _FEWEST_PAIRS and full >= _FULL_SHARE * len(pairs) and unended * 2 >= full
    )
    return guess if wrapped else Wrapping(0, hyphens)


def _joined_group(group: Sequence[str], wrapping: Wrapping) -> list[str]:
    """Return the blocks that the neighbouring lines of a group make."""
    found = [[group[0]]]
    for last, line in pairwise(group):
        if _belongs(last, line, wrapping):
            found[-1].append(line)
        else:
            found.append([line])
    return [_put_all_together(lines, wrapping) for lines in found]


def _belongs(last: str, line: str, wrapping: Wrapping) -> bool:
    """Return whether a line goes on with the text of the one before it."""
    if (
        _BULLET.match(line)
        or _LABEL.match(line)
        or _CODE_END.search(last[-_TAIL:])
        or not has_letters(last)
    ):
        return False
    if is_divided(last) and not line[0].isupper():
        return True
    if begins_small(line) and not is_ended(last) and len(last) >= _SHORTEST_HALF:
        return True
    if last.endswith(":") and len(last) < _SHORTEST_HALF:
        return False
    return wrapping.is_full(last, line)


def _joined_halves(blocks: Sequence[RawBlock], wrapping: Wrapping) -> list[RawBlock]:
    """Return the blocks with those joined that an empty line parts in mid-sentence."""
    found: list[RawBlock] = []
    for block in blocks:
        last = found[-1] if found else None
        if last is not None and last.group != block.group and _is_half(last.text, block.text):
            found[-1] = RawBlock(wrapping.hyphens.joined(last.text, block.text), last.group)
        else:
            found.append(block)
    return found


def _is_half(first: str, second: str) -> bool:
    """Return whether two blocks are the halves of one sentence."""
    if (
        not _SHORTEST_PARAGRAPH <= len(first) <= _LONGEST_PARAGRAPH
        or is_ended(first)
        or first.endswith((":", "]", ")"))
    ):
        return False
    if not begins_small(second) or not _PROSE.match(second):
        return False
    return goes_on(first) or first[-1].isalnum() or is_divided(first)


def _put_all_together(lines: Sequence[str], wrapping: Wrapping) -> str:
    """Return the lines of one block as one."""
    pieces = [lines[0]]
    for line in lines[1:]:
        joined = wrapping.hyphens.joined(pieces[-1], line)
        # The last piece stays short, so that long blocks cost no more a line than short ones.
        pieces[-1:] = [joined[: -len(line)], line] if joined.endswith(line) else [joined]
    return "".join(pieces)
