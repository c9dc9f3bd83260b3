"""Read a class list as a school has it: a plain CSV, or what OneRoster, Canvas and Moodle write.

Nothing is taken in silence: the preview holds every row of the file with what is wrong with
it, and a row that cannot be used stays in the preview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotator.domain.classes import RosterRow, has_other_address, key_of_name
from annotator.domain.errors import UnreadableFile
from annotator.domain.hand_ins import LONGEST_NAME
from annotator.domain.text import normalise
from annotator.files.csv_tables import CsvRow, CsvTable, read_table, unguarded
from annotator.files.limits import LONGEST_LINE
from annotator.files.roster_columns import Columns, RosterKind, columns_of
from annotator.files.roster_names import is_spoiled, last_and_first
from annotator.translation import N_, _

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INACTIVE = frozenset({"tobedeleted", "inactive", "false"})
_STUDENT_ROLES = frozenset({"", "student", "learner"})
#: Where a OneRoster of version 1.2 says who is a student, beside its users.csv.
_ROLES_FILE = "roles.csv"
#: The student that Canvas puts into each course for trying things.
_CANVAS_TEST_STUDENT = "Student, Test"
_POINTS_POSSIBLE = "points possible"
_TITLE_WITH_ID = re.compile(r"(.*) \(\d+\)", re.DOTALL)


class ProblemKind(StrEnum):
    """What can be wrong with a row of a roster."""

    NO_NAME = N_("no name and no id")
    DUPLICATE_ID = N_("id used twice")
    DUPLICATE_NAME = N_("name used twice")
    TOO_LONG = N_("too long")
    CONTROL_CHARACTERS = N_("control characters")
    NO_STUDENT = N_("no student")
    TOO_MANY_CELLS = N_("too many cells")
    SPOILED_NUMBER = N_("spoiled number")


#: With these a row can be used all the same.
_HARMLESS = frozenset(
    {ProblemKind.CONTROL_CHARACTERS, ProblemKind.TOO_MANY_CELLS, ProblemKind.SPOILED_NUMBER}
)


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """One thing wrong with a row, as a sentence."""

    kind: ProblemKind
    message: str

    @property
    def is_harmless(self) -> bool:
        """Return whether the row can be used all the same."""
        return self.kind in _HARMLESS


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One row of the file: its line, what it says, and what is wrong with it."""

    line: int
    row: RosterRow
    problems: tuple[RosterProblem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Return whether the row names a student that can be taken in."""
        return all(problem.is_harmless for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    """The column of a lesson in another system's gradebook, and its points if they are said."""

    header: str
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A roster as read: every row, how it was understood, and what was not used."""

    kind: RosterKind
    entries: tuple[RosterEntry, ...]
    understood: Mapping[str, str]
    unused_columns: tuple[str, ...]
    table: CsvTable
    columns: Columns
    #: What is to be known of the list as a whole, a sentence each.
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[RosterRow, ...]:
        """Return the rows that can be taken in."""
        return tuple(entry.row for entry in self.entries if entry.is_usable)

    @property
    def left_out(self) -> tuple[RosterEntry, ...]:
        """Return the rows that cannot be used as they are."""
        return tuple(entry for entry in self.entries if not entry.is_usable)

    def canvas_column(self, title: str) -> ForeignColumn | None:
        """Return the column that a Canvas gradebook has for a lesson, or None."""
        if self.kind is not RosterKind.CANVAS:
            return None
        for place, header in enumerate(self.table.header):
            with_id = _TITLE_WITH_ID.fullmatch(header)
            if header == title or (with_id and with_id.group(1) == title):
                return ForeignColumn(header, self._points_possible(place))
        return None

    def _points_possible(self, place: int) -> float | None:
        for row in self.table.rows:
            if _POINTS_POSSIBLE in row.cell(0).casefold():
                return number_of(row.cell(place))
        return None


def read_roster(path: Path, *, encoding: str | None = None) -> RosterPreview:
    """Return what a roster file says, row by row; raise UnreadableFile if it is no roster.

    A row with a problem is part of the preview but not of its `rows`.
    """
    table = read_table(path, encoding=encoding)
    columns = columns_of(table)
    if columns is None:
        raise UnreadableFile(
            "“{file}” has no column with a name or a student's number that the program knows. It "
            "was left as it is. Name the columns in its first line, for example: "
            "student_id,last_name,first_name.",
            file=path.name,
        )
    rows = [row for row in table.rows if _is_row(columns, row)]
    roles = _roles_beside(path, columns)
    entries = _checked(_told_by_roles([_entry(columns, row) for row in rows], rows, columns, roles))
    return RosterPreview(
        kind=columns.kind,
        entries=entries,
        understood=MappingProxyType({role: table.header[n] for role, n in columns.places.items()}),
        unused_columns=tuple(
            name
            for n, name in enumerate(table.header)
            if n not in columns.places.values() and name.strip()
        ),
        table=table,
        columns=columns,
        notes=_notes(columns, roles),
    )


def number_of(cell: str) -> float | None:
    """Return the number in a cell, written with a point or a comma, or None."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def _is_row(columns: Columns, row: CsvRow) -> bool:
    """Return whether a row is about somebody: Canvas has rows about the columns."""
    if columns.kind is not RosterKind.CANVAS:
        return True
    first = row.cell(0).strip()
    return _POINTS_POSSIBLE not in first.casefold() and any(
        row.cell(place).strip() for place in columns.places.values()
    )


def _entry(columns: Columns, row: CsvRow) -> RosterEntry:
    raw = {role: unguarded(row.cell(place)) for role, place in columns.places.items()}
    cells = {role: _clean(cell) for role, cell in raw.items()}
    problems = [*_harmless(columns, row, raw), *_spoiled(cells)]
    found = _row_of({role: cell for role, cell in cells.items() if not _is_lost(role, cell)})
    return RosterEntry(
        row.line,
        found,
        (*problems, *_not_a_student(columns.kind, cells), *_row_problems(found)),
    )


def _is_lost(role: str, cell: str) -> bool:
    """Return whether a cell was the number of a student and is none any more."""
    return (role == "student_id" or "." in role) and is_spoiled(cell)


def _spoiled(cells: Mapping[str, str]) -> Iterator[RosterProblem]:
    for cell in (cell for role, cell in cells.items() if _is_lost(role, cell)):
        told = _(
            "A spreadsheet made “{number}” of the number, so it is not read and the student is "
            "known by name. Format the column as text and save the list again.",
            number=cell,
        )
        yield RosterProblem(ProblemKind.SPOILED_NUMBER, told)
        return


def _harmless(columns: Columns, row: CsvRow, raw: Mapping[str, str]) -> Iterator[RosterProblem]:
    if any(_CONTROL.search(cell) for cell in raw.values()):
        told = _("A cell held line breaks or signs that cannot be seen; they became spaces.")
        yield RosterProblem(ProblemKind.CONTROL_CHARACTERS, told)
    if any(cell.strip() for cell in row.cells[columns.width :]):
        told = _("The row has more cells than the first line names; the last ones were not read.")
        yield RosterProblem(ProblemKind.TOO_MANY_CELLS, told)


def _clean(cell: str) -> str:
    return " ".join(normalise(_CONTROL.sub(" ", cell)).split())


def _row_of(cells: Mapping[str, str]) -> RosterRow:
    """Return the row of cleaned cells; a full name of the form "Last, First" is parted."""
    last, first = cells.get("last_name", ""), cells.get("first_name", "")
    full = cells.get("full_name", "")
    parted = None if last or first else last_and_first(full)
    if parted is not None:
        (last, first), full = parted, ""
    external = {role: cell for role, cell in cells.items() if "." in role and cell}
    student_id = cells.get("student_id", "") or external.get("canvas.id", "")
    return RosterRow(
        student_id=student_id or external.get("oneroster.sourced_id", ""),
        last_name=last,
        first_name=first,
        preferred_name=cells.get("preferred_name", ""),
        full_name=full,
        section=cells.get("section", ""),
        email=cells.get("email", ""),
        accommodations=cells.get("accommodations", ""),
        external_ids=MappingProxyType(external),
    )


def _not_a_student(kind: RosterKind, cells: Mapping[str, str]) -> Iterator[RosterProblem]:
    role = cells.get("role", "").casefold()
    if kind is RosterKind.CANVAS and cells.get("full_name") == _CANVAS_TEST_STUDENT:
        told = _("This is the test student of Canvas.")
    elif role not in _STUDENT_ROLES:
        told = _("The role of this person is “{role}”.", role=role)
    elif {cells.get("status", "").casefold(), cells.get("enabled", "").casefold()} & _INACTIVE:
        told = _("The school marks this person as inactive.")
    else:
        return
    yield RosterProblem(ProblemKind.NO_STUDENT, told)


def _roles_beside(path: Path, columns: Columns) -> Mapping[str, str] | None:
    """Return the role of each user by number from the file beside a users.csv, or None."""
    beside = path.with_name(_ROLES_FILE)
    if not _lacks_roles(columns) or not beside.is_file():
        return None
    table = read_table(beside)
    names = [header.strip().casefold() for header in table.header]
    if not {"usersourcedid", "role"} <= set(names):
        return None
    user, role = names.index("usersourcedid"), names.index("role")
    roles: dict[str, str] = {}
    for row in table.rows:
        number, said = row.cell(user).strip(), row.cell(role).strip()
        if said.casefold() in _STUDENT_ROLES or number not in roles:
            roles[number] = said
    return roles


def _lacks_roles(columns: Columns) -> bool:
    return columns.kind is RosterKind.ONEROSTER and "role" not in columns.places


def _told_by_roles(
    entries: Sequence[RosterEntry],
    rows: Sequence[CsvRow],
    columns: Columns,
    roles: Mapping[str, str] | None,
) -> list[RosterEntry]:
    """Return the entries, those left out that are no students by the roles, or may be none.

    Without roles a teacher is known by having no grade level where others have one.
    """
    place = columns.places.get("grades")
    levels = [row.cell(place).strip() if place is not None else "" for row in rows]
    if not _lacks_roles(columns) or (roles is None and not any(levels)):
        return list(entries)
    found = []
    for entry, level in zip(entries, levels, strict=True):
        number = entry.row.external_ids.get("oneroster.sourced_id", "")
        if roles is not None:
            told = (
                ""
                if roles.get(number, "none").casefold() in _STUDENT_ROLES
                else _("“{file}” does not call this person a student.", file=_ROLES_FILE)
            )
        else:
            told = (
                ""
                if level
                else _(
                    "The list does not say who is a student, and this person has no grade level. "
                    "Put its “{file}” beside it and open it again.",
                    file=_ROLES_FILE,
                )
            )
        problem = (RosterProblem(ProblemKind.NO_STUDENT, told),) if told else ()
        found.append(RosterEntry(entry.line, entry.row, (*entry.problems, *problem)))
    return found


def _notes(columns: Columns, roles: Mapping[str, str] | None) -> tuple[str, ...]:
    if not _lacks_roles(columns) or roles is not None:
        return ()
    return (
        _(
            "This list does not say who is a student and who a teacher. Put its “{file}” into the "
            "same folder and open it again, or look through the rows.",
            file=_ROLES_FILE,
        ),
    )


def _row_problems(row: RosterRow) -> Iterator[RosterProblem]:
    longest = max(len(row.section), len(row.email), len(row.accommodations))
    if not key_of_name(row.shown_name[:LONGEST_NAME]):
        told = _("The row has neither a name nor a number of a student.")
        yield RosterProblem(ProblemKind.NO_NAME, told)
    elif max(len(row.shown_name), len(row.student_id)) > LONGEST_NAME or longest > LONGEST_LINE:
        told = _(
            "A name or a number can have {letters} letters at most, any other cell {most:,}.",
            letters=LONGEST_NAME,
            most=LONGEST_LINE,
        )
        yield RosterProblem(ProblemKind.TOO_LONG, told)


def _checked(entries: Sequence[RosterEntry]) -> tuple[RosterEntry, ...]:
    """Return the entries with what only shows when they are seen together."""
    ids: dict[str, int] = {}
    names: dict[str, list[RosterEntry]] = {}
    checked = []
    for entry in entries:
        problem = _repeated(entry, ids, names) if entry.is_usable else None
        if problem is not None:
            entry = RosterEntry(entry.line, entry.row, (*entry.problems, problem))
        checked.append(entry)
    return tuple(checked)


def _repeated(
    entry: RosterEntry, ids: dict[str, int], names: dict[str, list[RosterEntry]]
) -> RosterProblem | None:
    """Return the problem of a row that a row above has made; else note what this one uses."""
    row = entry.row
    if row.student_id:
        first = ids.setdefault(row.student_id.casefold(), entry.line)
        if first != entry.line:
            return RosterProblem(
                ProblemKind.DUPLICATE_ID,
                _(
                    "The number “{id}” stands on line {line} too. The first of them counts.",
                    id=row.student_id,
                    line=first,
                ),
            )
        return None
    alike = names.setdefault(key_of_name(row.shown_name), [])
    same = next((other for other in alike if not has_other_address(other.row, row)), None)
    alike.append(entry)
    if same is not None:
        return RosterProblem(
            ProblemKind.DUPLICATE_NAME,
            _(
                "“{name}” stands on line {line} too, and no number tells them apart. The first of "
                "them counts; give both a number.",
                name=row.shown_name,
                line=same.line,
            ),
        )
    return None
