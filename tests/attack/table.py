"""What an attack found, as one line of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True)
class Row:
    """One attack: what was tried, what came of it, the bar, and whether it held."""

    kind: str
    name: str
    found: str
    bar: str
    holds: bool


@dataclass(frozen=True)
class Attack:
    """A kind of attack; a module of this package has one, called ATTACK.

    `run` takes True for the short form, which lasts seconds and runs with the tests, and
    returns a row for each thing that was tried. The same call tries the same things.
    """

    kind: str
    about: str
    run: Callable[[bool], Sequence[Row]]


def attack_of(module: ModuleType) -> Attack:
    """Return the attack of a module."""
    found = module.ATTACK
    assert isinstance(found, Attack), module.__name__
    return found


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| attack | what | found | bar | holds |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.kind} | {row.name} | {row.found} | {row.bar} "
        f"| {'yes' if row.holds else '**no**'} |"
        for row in rows
    ]
    return "\n".join(lines)
