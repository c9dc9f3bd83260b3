"""Where an extraction's text stands among the blocks of its page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

#: A shorter block is looked for only where its neighbours stand.
_SHORTEST_KEY = 20
_MOST_PLACES = 6
_WINDOW = 24
_ENOUGH = 0.6


def aligned(keys: Sequence[str], whole: str) -> list[bool]:
    """Return which blocks stand in a text, both given as letters without spaces and signs.

    The text has the blocks in their order, but not all of them, and of some only a part; a
    block that the page prints twice counts where its neighbours stand.
    """
    chain = _longest_chain(keys, whole)
    inside = [False] * len(keys)
    bounds = [(-1, 0), *((n, place + len(keys[n])) for n, place in chain)]
    ends = [*chain, (len(keys), len(whole))]
    for number, _place in chain:
        inside[number] = True
    for (before, start), (after, end) in zip(bounds, ends, strict=True):
        if after > before + 1 and end > start:
            _fill(keys, range(before + 1, after), whole[start:end], inside, from_end=before < 0)
    return inside


def _longest_chain(keys: Sequence[str], whole: str) -> list[tuple[int, int]]:
    """Return the most long blocks whose places in the text have the order of the blocks."""
    found = [
        (number, place)
        for number, key in enumerate(keys)
        if len(key) >= _SHORTEST_KEY
        for place in reversed(_places(key, whole))
    ]
    tails: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for index, (_number, place) in enumerate(found):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        last_of[at : at + 1] = [index]
        before.append(last_of[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    index = last_of[-1] if last_of else -1
    while index >= 0:
        chain.append(found[index])
        index = before[index]
    chain.reverse()
    return _apart(chain, keys)


def _places(key: str, whole: str) -> list[int]:
    places: list[int] = []
    place = whole.find(key)
    while place >= 0 and len(places) < _MOST_PLACES:
        places.append(place)
        place = whole.find(key, place + len(key))
    return places


def _apart(chain: Sequence[tuple[int, int]], keys: Sequence[str]) -> list[tuple[int, int]]:
    """Return a chain without what lies inside of the block before it."""
    found: list[tuple[int, int]] = []
    end = 0
    for number, place in chain:
        if place >= end:
            found.append((number, place))
            end = place + len(keys[number])
    return found


def _fill(
    keys: Sequence[str], numbers: range, gap: str, inside: list[bool], *, from_end: bool
) -> None:
    """Find blocks in what the text has between two of them; above the first, from below."""
    low, high = 0, len(gap)
    for number in reversed(numbers) if from_end else numbers:
        key = keys[number]
        if not key:
            continue
        place = gap.rfind(key, low, high) if from_end else gap.find(key, low, high)
        if place >= 0:
            inside[number] = True
            if from_end:
                high = place
            else:
                low = place + len(key)
        elif len(key) >= 2 * _WINDOW:
            windows = [key[n : n + _WINDOW] for n in range(0, len(key) - _WINDOW + 1, _WINDOW)]
            held = sum(window in gap for window in windows)
            inside[number] = held >= _ENOUGH * len(windows)
