"""Where two versions of a long sequence differ, found at the speed of C comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class SequenceChange:
    """The one stretch that differs: `start`, and how many items were and are there."""

    start: int
    old: int
    new: int


def change_between(before: tuple[Item, ...], after: tuple[Item, ...]) -> SequenceChange:
    """Return the smallest stretch outside of which the two are alike."""
    shorter = min(len(before), len(after))
    head = _alike(before, after, shorter)
    tail = _alike_behind(before, after, shorter - head)
    return SequenceChange(head, len(before) - head - tail, len(after) - head - tail)


def what_differs(
    before: tuple[Item, ...], after: tuple[Item, ...]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the stretch that went and the one that came in its place."""
    change = change_between(before, after)
    old, new = (
        slice(change.start, change.start + change.old),
        slice(change.start, change.start + change.new),
    )
    return before[old], after[new]


def _alike(one: tuple[Item, ...], other: tuple[Item, ...], most: int) -> int:
    """Return how many items at the start are alike, `most` at most, by bisection."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _alike_behind(one: tuple[Item, ...], other: tuple[Item, ...], most: int) -> int:
    """Return how many items at the end are alike, `most` at most, by bisection."""
    first, second = len(one), len(other)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[first - middle : first - low] == other[second - middle : second - low]:
            low = middle
        else:
            high = middle - 1
    return low
