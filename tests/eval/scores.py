"""Counting hits: precision, recall and F1, and the table that shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass
class Tally:
    """How many were found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: Collection[object], found: Collection[object]) -> None:
        """Count one text's things."""
        wanted, got = set(expected), set(found)
        self.right += len(wanted & got)
        self.wrong += len(got - wanted)
        self.missed += len(wanted - got)

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Line:
    """One row of the table; `f1` is a macro-F1 or a recall where the name says so."""

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    prototype: str = "–"
    people: str = "–"
    target: float | None = None


def line(name: str, tally: Tally, **beside: object) -> Line:
    """Return the row of a tally."""
    return Line(name, tally.precision, tally.recall, tally.f1, **beside)  # type: ignore[arg-type]


def macro_f1(expected: list[bool], found: list[bool]) -> float:
    """Return the mean of the F1 of yes and of no."""
    tallies = []
    for side in (True, False):
        tally = Tally()
        tally.add(
            [n for n, value in enumerate(expected) if value is side],
            [n for n, value in enumerate(found) if value is side],
        )
        tallies.append(tally.f1)
    return sum(tallies) / 2


def table(lines: Iterable[Line]) -> str:
    """Return the rows as text in columns."""
    head = f"{'what':<66}{'P':>6}{'R':>6}{'F1':>6}{'target':>8}{'prototype':>11}{'people':>14}"
    return "\n".join([head, "-" * len(head), *(_shown(each) for each in lines)])


def _shown(row: Line) -> str:
    target = "–" if row.target is None else f"{row.target:.2f}"
    figures = "".join(f"{_figure(v):>6}" for v in (row.precision, row.recall, row.f1))
    return f"{row.name:<66}{figures}{target:>8}{row.prototype:>11}{row.people:>14}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".lstrip("0")
