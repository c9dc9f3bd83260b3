"""Medians of interleaved runs, and the ratio to a baseline."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

#: How often each side of a comparison runs; medians need at least five.
RUNS = 7


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, in which unit, and the bar it must hold."""

    name: str
    ours: float
    baseline: float
    unit: str
    ratio: float
    bar: float
    note: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the ratio is within its bar."""
        return self.ratio <= self.bar


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that one call takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work: Callable[[], object]) -> float:
    """Return the time on the wall that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(
    ours: Callable[[], float], baseline: Callable[[], float], runs: int = RUNS
) -> tuple[float, float]:
    """Return the medians of both measurements, run in turns so that noise hits both."""
    mine, theirs = [], []
    ours(), baseline()
    for _ in range(runs):
        theirs.append(baseline())
        mine.append(ours())
    return statistics.median(mine), statistics.median(theirs)


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| what | ours | baseline | ratio | bar | holds | baseline is |",
        "|---|---:|---:|---:|---:|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.ours:.2f} {row.unit} | {row.baseline:.2f} {row.unit} "
        f"| {row.ratio:.2f} | {row.bar:g} | {'yes' if row.holds else '**no**'} | {row.note} |"
        for row in rows
    ]
    return "\n".join(lines)
