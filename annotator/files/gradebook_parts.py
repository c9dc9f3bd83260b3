"""What every gradebook format is made of: its tables, and how points and times are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from annotator.files.csv_tables import Written
from annotator.files.roster import RosterPreview
from annotator.services.gradebook import GradebookRow, LessonGradebook


@dataclass(frozen=True, slots=True)
class GradebookTables:
    """What a format makes of a gradebook: its tables by file name, and what to tell a person.

    The first table is the gradebook itself; OneRoster has others beside it. `is_marked` says
    whether points that are provisional can be told from others in it.
    """

    tables: dict[str, Written]
    advice: tuple[str, ...] = ()
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class GradebookFormat:
    """Who is to read a gradebook, and how it is made for them: a row of the registry.

    `needs` names the file of the other system that is filled in or matched with. A format with
    the `ending` .zip can be written with all its tables; `has_mark` starts the file with the byte
    order mark that Excel looks for, `delimiter` is what it expects between cells.
    """

    key: str
    name: str
    writer: Callable[[LessonGradebook, RosterPreview | None], GradebookTables]
    needs: str = ""
    ending: str = ".csv"
    has_mark: bool = False
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class GradebookFile:
    """A gradebook before it is written, in one format."""

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
