"""What every gradebook format is made of: its tables, and how points and times are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from annotator.files.csv_tables import Written
from annotator.services.gradebook import GradebookRow


class GradebookFormat(StrEnum):
    """Who is to read a gradebook."""

    PLAIN = "plain"
    CANVAS = "canvas"
    MOODLE = "moodle"
    MOODLE_GRADEBOOK = "moodle-gradebook"
    ONEROSTER = "oneroster"


@dataclass(frozen=True, slots=True)
class GradebookFile:
    """A gradebook before it is written: its tables by file name, and what to tell a person.

    The first table is the gradebook itself; OneRoster has others beside it.
    """

    format: GradebookFormat
    tables: dict[str, Written]
    advice: tuple[str, ...] = ()

    @property
    def main(self) -> Written:
        """Return the table with the grades."""
        return next(iter(self.tables.values()))


def number_text(points: float) -> str:
    """Return points with two decimals and a point, as every importer reads them."""
    # Adding zero takes the sign from a zero.
    return f"{round(points, 2) + 0.0:.2f}"


def handed_in(row: GradebookRow) -> datetime:
    """Return when the work of a row was handed in."""
    assert row.graded is not None
    return row.graded.handed_in
