"""Propose whose a mistyped name may be; a person decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.classes import ClassMember
from annotator.translation import N_, _

#: Below this two names have too little in common to be shown.
_LEAST = 0.7
_MOST_PROPOSED = 3
_INITIALS = 0.8
_FIRST_NAME = 0.85
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class MatchProposal:
    """A member who may have typed a name, how alike they are (0 to 1), and why."""

    member: ClassMember
    likeness: float
    reason: str


def propose_match(name: str, members: Sequence[ClassMember]) -> tuple[MatchProposal, ...]:
    """Return up to three members who may have meant this name, the likeliest first.

    Who is in the class now comes before somebody as alike who left.
    """
    typed = _words(name)
    if not typed:
        return ()
    found = [proposal for member in members if (proposal := _proposal(name, typed, member))]
    found.sort(key=lambda p: (-p.likeness, not p.member.is_active, p.member.roster.sortable_name))
    return tuple(found[:_MOST_PROPOSED])


def likely_names(typed: str, shown: Sequence[str]) -> tuple[str, ...]:
    """Return up to three names or codes that a mistyped one may mean, the likeliest first."""
    words = _words(typed)
    found = []
    for name in dict.fromkeys(shown):
        others = _words(name)
        alike = max(_alike(words, others), _by_initials(words, others))[0]
        if len(words) == 1 and words[0] in others:
            alike = max(alike, _FIRST_NAME)
        if words and alike >= _LEAST:
            found.append((-alike, name))
    return tuple(name for _alike_by, name in sorted(found)[:_MOST_PROPOSED])


def _proposal(name: str, typed: list[str], member: ClassMember) -> MatchProposal | None:
    best: tuple[float, str] = (0.0, "")
    roster = member.roster
    for spelling in roster.spellings:
        words = _words(spelling)
        best = max(best, _alike(typed, words), _by_initials(typed, words))
        if words and len(typed) == 1 and typed[0] in words:
            best = max(best, (_FIRST_NAME, N_("one of the names")))
    for number in filter(None, (roster.student_id, member.code)):
        alike = likeness(name.casefold().strip(), number.casefold())
        # A number is short: one wrong digit is another student's as likely.
        if alike >= 0.75 and len(number) >= 4:
            best = max(best, (min(alike, 0.9), N_("nearly the number or code")))
    return MatchProposal(member, best[0], _(best[1])) if best[0] >= _LEAST else None


def _alike(typed: list[str], words: list[str]) -> tuple[float, str]:
    """Return how alike two names are, in the order given and sorted, with and without spaces."""
    as_said = likeness("".join(typed), "".join(words))
    turned = likeness("".join(sorted(typed)), "".join(sorted(words)))
    return max((as_said, N_("spelled alike")), (turned, N_("the names the other way round")))


def _by_initials(typed: list[str], words: list[str]) -> tuple[float, str]:
    """Return whether some names are given in full or nearly, and the others by their letter."""
    if len(typed) == 1 and len(words) > 1 and typed[0] == "".join(word[0] for word in words):
        return (_INITIALS - 0.05, N_("the initials"))
    if len(typed) != len(words) or len(typed) < 2:
        return (0.0, "")
    for order in (words, words[::-1]):
        pairs = list(zip(typed, order, strict=True))
        short = [len(a) == 1 and b.startswith(a) for a, b in pairs]
        whole = [
            likeness(a, b) for (a, b), initial in zip(pairs, short, strict=True) if not initial
        ]
        if any(short) and whole and min(whole) >= 0.75:
            return (_INITIALS + 0.1 * min(whole), N_("an initial and a name"))
    return (0.0, "")


def _words(name: str) -> list[str]:
    """Return the words of a name without case and accents; "O’Hara" and "OHara" are one."""
    joined = re.sub(r"(?<=\w)['’`´.](?=\w{2})", "", name.casefold())
    parted = unicodedata.normalize("NFKD", joined.replace("ß", "ss"))
    return _WORD.findall("".join(c for c in parted if not unicodedata.combining(c)))


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: 1 less the share of letters to be changed."""
    longest = max(len(one), len(other))
    return 1.0 if longest == 0 else 1 - edit_distance(one, other) / longest


def edit_distance(one: str, other: str) -> int:
    """Return how many letters to insert, drop, replace or swap with a neighbour make `other`."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
