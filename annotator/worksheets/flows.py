"""How blocks fill a column: what fits, where it stands, and what is left for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.worksheets.blocks import PageBlock

#: Heights are compared with this tolerance, in points.
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Filled:
    """Blocks with their distance from the top of a column, the room they take, and the rest."""

    placed: list[tuple[PageBlock, float]]
    rest: list[PageBlock]
    used: float


def fill(
    blocks: Sequence[PageBlock], room: float, *, at_top: bool, full_page: bool = True
) -> Filled:
    """Set blocks below one another into `room`; headings stay with what follows them.

    At the top of a column there is no space before the first block, and with `full_page`
    something is placed there even if it does not fit: there is no better place for it.
    """
    placed: list[tuple[PageBlock, float]] = []
    y = 0.0
    for number, block in enumerate(blocks):
        is_first = at_top and not placed
        top = y if is_first else y + block.before
        if not is_first and _needed(blocks, number) > room - top + _SLACK:
            return Filled(placed, list(blocks[number:]), y)
        if block.height > room - top + _SLACK:
            forced = is_first and full_page
            pieces = block.cut(room - top, whole_page=forced)
            if pieces is not None:
                placed.append((pieces[0], top))
                rest = [pieces[1], *blocks[number + 1 :]]
                return Filled(placed, rest, top + pieces[0].height)
            if not forced:
                return Filled(placed, list(blocks[number:]), y)
        placed.append((block, top))
        y = top + block.height + block.after
    return Filled(placed, [], y)


def _needed(blocks: Sequence[PageBlock], number: int) -> float:
    """Return the room for the block and for what may not be parted from it."""
    needed = 0.0
    while number < len(blocks) - 1 and blocks[number].keep_with_next:
        needed += blocks[number].height + blocks[number].after + blocks[number + 1].before
        number += 1
    return needed + blocks[number].least


def fill_columns(
    blocks: Sequence[PageBlock], room: float, count: int
) -> tuple[list[Filled], float]:
    """Set blocks into `count` columns of one height; return them and the height they take.

    Where everything fits the columns are balanced.
    """
    full = _columns(blocks, room, count, full_page=True)
    if full[-1].rest:
        return full, room
    low, high = 0.0, room
    for _ in range(12):
        middle = (low + high) / 2
        tried = _columns(blocks, middle, count, full_page=False)
        if tried[-1].rest or max(each.used for each in tried) > middle + 12.0:
            low = middle
        else:
            full, high = tried, middle
    return full, max(each.used for each in full)


def _columns(
    blocks: Sequence[PageBlock], room: float, count: int, *, full_page: bool
) -> list[Filled]:
    columns = []
    rest = list(blocks)
    for _ in range(count):
        filled = fill(rest, room, at_top=True, full_page=full_page)
        columns.append(filled)
        rest = filled.rest
    return columns


def spread_out(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return tops near the wanted ones, in order, without overlaps, from 0 to `room`.

    Neighbours that would meet share their distance from where they want to be. The heights
    together must not be more than the room.
    """
    groups: list[tuple[float, float, int]] = []  # top, height, number of members
    members: list[tuple[float, float]] = []  # wanted top of the group as each member sees it
    for top, height in zip(wanted, heights, strict=True):
        groups.append((top, height, 1))
        members.append((top, height))
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] > groups[-1][0]:
            _, h2, n2 = groups.pop()
            _, h1, n1 = groups.pop()
            groups.append((_best_top(members[len(members) - n1 - n2 :]), h1 + h2, n1 + n2))
    tops = [group[0] for group in groups]
    floor = room
    for index in range(len(groups) - 1, -1, -1):
        tops[index] = min(tops[index], floor - groups[index][1])
        floor = tops[index]
    ceiling = 0.0
    for index, group in enumerate(groups):
        tops[index] = max(tops[index], ceiling)
        ceiling = tops[index] + group[1]
    result: list[float] = []
    at = 0
    for top, (_, _, count) in zip(tops, groups, strict=True):
        y = top
        for _, height in members[at : at + count]:
            result.append(y)
            y += height
        at += count
    return result


def _best_top(members: Sequence[tuple[float, float]]) -> float:
    """Return the top of a group that leaves its members nearest to where they want to be."""
    above = total = 0.0
    for top, height in members:
        total += top - above
        above += height
    return total / len(members)
