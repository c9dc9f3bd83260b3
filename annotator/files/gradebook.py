"""Write a lesson's grades for a spreadsheet, Canvas, Moodle or a OneRoster system.

Each format is first a table of plain text (`gradebook_table`), which a person can look at,
and becomes bytes afterwards. The columns are those that the importers ask for.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from annotator.domain.errors import BadInput
from annotator.domain.moments import local
from annotator.files.atomic import write_whole
from annotator.files.csv_tables import Written, csv_bytes, unguarded
from annotator.files.roster import RosterPreview, number_of
from annotator.files.roster_columns import RosterKind
from annotator.services.gradebook import Gradebook, GradebookRow


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


WORKSHEET_HEADER = (
    *("Identifier", "Full name", "ID number", "Email address", "Status", "Grade"),
    *("Maximum Grade", "Grade can be changed", "Last modified (submission)"),
    *("Last modified (grade)", "Feedback comments"),
)
RESULTS_HEADER = (
    *("sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId"),
    *("scoreStatus", "score", "scoreDate", "comment", "textScore", "classSourcedId"),
    *("inProgress", "incomplete", "late", "missing"),
)
LINE_ITEMS_HEADER = (
    *("sourcedId", "status", "dateLastModified", "title", "description", "assignDate"),
    *("dueDate", "classSourcedId", "categorySourcedId", "academicSessionSourcedId"),
    *("resultValueMin", "resultValueMax", "schoolSourcedId"),
)
_MANIFEST_FILES = (
    *("academicSessions", "categories", "classes", "classResources", "courses"),
    *("courseResources", "demographics", "enrollments", "lineItemLearningObjectiveIds"),
    *("lineItems", "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds"),
    *("results", "resultScoreScales", "roles", "scoreScales", "userProfiles"),
    *("userResources", "users"),
)
#: The root of our own numbers in OneRoster files; the same lesson always has the same one.
_NUMBERS = uuid.UUID("6f1b1a9e-7a2f-5c63-9a55-0d6c1f2b7e11")
#: Canvas leaves out columns whose title holds one of these words.
_CANVAS_TOTALS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
#: What Canvas takes for its own number of an assignment.
_CANVAS_ID = re.compile(r".* \(\d+\)", re.DOTALL)


def gradebook_file(
    gradebook: Gradebook, wanted: GradebookFormat, roster: RosterPreview | None = None
) -> GradebookFile:
    """Return the tables of a gradebook, to be looked at before they are written.

    `roster` is the file that the class list came from: one of Canvas tells the column of the
    lesson there, a grading worksheet of Moodle is filled in as it is.
    """
    writers: dict[GradebookFormat, Callable[[Gradebook, RosterPreview | None], GradebookFile]] = {
        GradebookFormat.PLAIN: _plain,
        GradebookFormat.CANVAS: _canvas,
        GradebookFormat.MOODLE: _moodle_worksheet,
        GradebookFormat.MOODLE_GRADEBOOK: _moodle_gradebook,
        GradebookFormat.ONEROSTER: _oneroster,
    }
    return writers[wanted](gradebook, roster)


def write_gradebook(file: GradebookFile, path: Path) -> tuple[str, ...]:
    """Write a gradebook whole or not at all; return the names of the tables in it.

    All tables go into a `.zip`; into any other file goes the gradebook alone.
    """
    if path.suffix.casefold() == ".zip":
        if file.format is not GradebookFormat.ONEROSTER:
            raise BadInput(
                f"Only the format {GradebookFormat.ONEROSTER} is written as a .zip. Nothing was "
                "written. Name a .csv file."
            )
        write_whole(path, _zipped(file))
        return tuple(file.tables)
    # Excel shows a table of ours without being told how it is encoded; importers need no mark.
    write_whole(path, csv_bytes(file.main, with_mark=file.format is GradebookFormat.PLAIN))
    return (next(iter(file.tables)),)


def _zipped(file: GradebookFile) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in file.tables.items():
            # The same grades make the same bytes.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_bytes(table))
    return target.getvalue()


def number_text(points: float) -> str:
    """Return points with two decimals and a point, as every importer reads them."""
    # Adding zero takes the sign from a zero.
    return f"{round(points, 2) + 0.0:.2f}"


def _scaled(row: GradebookRow, gradebook: Gradebook, maximum: float | None) -> str:
    """Return the points of a row on a scale of `maximum`; empty where there are none."""
    if row.points is None:
        return ""
    if maximum is None or not gradebook.maximum:
        return number_text(row.points)
    return number_text(row.points / gradebook.maximum * maximum)


def _scale_advice(gradebook: Gradebook, maximum: float | None, where: str) -> tuple[str, ...]:
    if maximum is None or maximum == gradebook.maximum:
        return ()
    return (
        f"{where} has {number_text(maximum)} points for this lesson and the lesson "
        f"{number_text(gradebook.maximum)}, so the grades were brought to that scale.",
    )


# -- plain ---------------------------------------------------------------------------------------


def _plain(gradebook: Gradebook, _roster: RosterPreview | None) -> GradebookFile:
    categories = gradebook.lesson.scheme.categories
    criteria = gradebook.lesson.criteria
    header = (
        *("student_id", "last_name", "first_name", "name", "section", "email"),
        *(category.name for category in categories),
        *("bonus", "traps", "highlights", "highlights_maximum"),
        *(criterion.name for criterion in criteria),
        *("rubric", "rubric_maximum", "total", "maximum", "percent"),
        *("late", "missing", "excused", "attempt", "attempts", "handed_in"),
    )
    rows = tuple(_plain_row(gradebook, row) for row in gradebook.rows)
    return GradebookFile(GradebookFormat.PLAIN, {"gradebook.csv": Written(header, rows)})


def _plain_row(gradebook: Gradebook, row: GradebookRow) -> tuple[str, ...]:
    roster = row.roster
    return (
        *(roster.student_id, roster.last_name, roster.first_name, row.name),
        *(roster.section, roster.email),
        *_plain_parts(gradebook, row),
        *(_yes(row.is_late), _yes(row.is_missing), _yes(row.is_excused)),
        *(("", "", "") if row.graded is None else _plain_attempt(row)),
    )


def _plain_parts(gradebook: Gradebook, row: GradebookRow) -> tuple[str, ...]:
    """Return the points of the parts: categories, sums, criteria and the total."""
    lesson = gradebook.lesson
    if row.graded is None:
        empty = len(lesson.scheme.categories) + 4 + len(lesson.criteria) + 3
        return (*[""] * empty, number_text(gradebook.maximum), "")
    score = row.graded.score
    earned = {part.category_id: part.earned for part in score.categories}
    rubric = {
        entry.criterion.id: number_text(entry.score.points) for entry in score.rubric if entry.score
    }
    sums = (
        sum(part.bonus for part in score.categories),
        sum(part.penalty for part in score.categories),
        score.points,
        score.maximum,
    )
    total = row.points
    percent = "" if total is None or not score.total_maximum else 100 * total / score.total_maximum
    return (
        *(number_text(earned.get(category.id, 0.0)) for category in lesson.scheme.categories),
        *map(number_text, sums),
        *(rubric.get(criterion.id, "") for criterion in lesson.criteria),
        number_text(score.rubric_points),
        number_text(score.rubric_maximum),
        "" if total is None else number_text(total),
        number_text(score.total_maximum),
        percent if isinstance(percent, str) else number_text(percent),
    )


def _plain_attempt(row: GradebookRow) -> tuple[str, str, str]:
    assert row.graded is not None
    hand_in = row.graded.hand_in
    moment = local(hand_in.handed_in).isoformat(" ", "seconds")
    return (str(hand_in.attempt), str(row.graded.attempts), moment)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


# -- Canvas --------------------------------------------------------------------------------------


def _canvas(gradebook: Gradebook, roster: RosterPreview | None) -> GradebookFile:
    title = gradebook.lesson.title
    known = roster.canvas_column(title) if roster else None
    maximum = known.maximum if known else None
    column = known.header if known else title
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", column)
    points = number_text(gradebook.maximum if maximum is None else maximum)
    rows = [("    Points Possible", "", "", "", "", points)]
    for row in gradebook.rows:
        external = row.roster.external_ids
        number = external.get("canvas.id", "")
        school = row.roster.student_id if row.roster.student_id != number else ""
        login, section = external.get("canvas.sis_login_id", ""), row.roster.section
        grade = "EX" if row.is_excused else _scaled(row, gradebook, maximum)
        rows.append((row.roster.sortable_name, number, school, login, section, grade))
    advice = [*_scale_advice(gradebook, maximum, "Canvas")]
    if roster is None or roster.kind is not RosterKind.CANVAS:
        advice.append(
            "Canvas finds students by its own number. Export the gradebook of Canvas and give it "
            "with --roster, so that each grade goes to the right student and column."
        )
    if known is None and (_CANVAS_TOTALS.search(title) or _CANVAS_ID.fullmatch(title)):
        advice.append(
            f"Canvas may take the title “{title}” for a column of its own. "
            "Look at its preview before you import."
        )
    table = Written(header, tuple(rows))
    return GradebookFile(GradebookFormat.CANVAS, {"canvas.csv": table}, tuple(advice))


# -- Moodle --------------------------------------------------------------------------------------


def _moodle_worksheet(gradebook: Gradebook, roster: RosterPreview | None) -> GradebookFile:
    if roster is not None and roster.kind is RosterKind.MOODLE_WORKSHEET:
        return _filled_worksheet(gradebook, roster)
    rows = []
    for row in gradebook.rows:
        # A row without a grade would empty what Moodle has; one that is not there leaves it.
        if row.points is None:
            continue
        person = row.roster
        rows.append(
            (
                person.external_ids.get("moodle.identifier", ""),
                *(row.name, person.student_id, person.email, _moodle_status(row)),
                *(number_text(row.points), number_text(gradebook.maximum), "Yes"),
                *(_moodle_time(_handed_in(row)), "-", _feedback(row)),
            )
        )
    advice: tuple[str, ...] = ()
    if not all(row[0] for row in rows):
        advice = (
            "Moodle finds students by its participant number. Download the grading worksheet of "
            "the assignment there and give it with --roster; it is then filled in.",
        )
    table = Written(WORKSHEET_HEADER, tuple(rows))
    return GradebookFile(GradebookFormat.MOODLE, {"worksheet.csv": table}, advice)


def _filled_worksheet(gradebook: Gradebook, roster: RosterPreview) -> GradebookFile:
    """Return the teacher's worksheet with the grades in it and nothing else changed."""
    places = roster.columns.places
    identifier, grade = places["moodle.identifier"], places["grade"]
    by_identifier = {
        row.roster.external_ids.get("moodle.identifier"): row
        for row in gradebook.rows
        if row.member is not None
    }
    width = len(roster.table.header)
    rows, maxima = [], set()
    for line in roster.table.rows:
        cells = [*map(unguarded, line.cells), *[""] * width][:width]
        row = by_identifier.get(" ".join(cells[identifier].split()))
        maximum = number_of(cells[places["grade_maximum"]]) if "grade_maximum" in places else None
        if row is not None and row.points is not None:
            cells[grade] = _scaled(row, gradebook, maximum)
            maxima.add(maximum)
        rows.append(tuple(cells))
    advice = [note for one in maxima for note in _scale_advice(gradebook, one, "Moodle")]
    table = Written(roster.table.header, tuple(rows))
    return GradebookFile(GradebookFormat.MOODLE, {"worksheet.csv": table}, tuple(advice))


def _moodle_gradebook(gradebook: Gradebook, _roster: RosterPreview | None) -> GradebookFile:
    title = gradebook.lesson.title
    header = (
        *("First name", "Last name", "ID number", "Email address"),
        *(title, f"{title} (feedback)"),
    )
    rows = []
    for row in gradebook.rows:
        if row.points is None:
            continue
        person = row.roster
        first = person.first_name or person.preferred_name
        names = (first, person.last_name) if first or person.last_name else ("", row.name)
        grade = number_text(row.points)
        rows.append((*names, person.student_id, person.email, grade, _feedback(row)))
    advice = [
        "In Moodle, map the email or the ID number, and both the grade and the feedback column: "
        "feedback imported without its grade empties the grade."
    ]
    if not all(row[2] or row[3] for row in rows):
        advice.append("Some students have neither an ID number nor an email. Give a --roster.")
    table = Written(header, tuple(rows))
    return GradebookFile(GradebookFormat.MOODLE_GRADEBOOK, {"moodle.csv": table}, tuple(advice))


def _moodle_status(row: GradebookRow) -> str:
    graded = " - Graded" if row.is_fully_graded else ""
    return f"Submitted for grading{graded}"


def _moodle_time(moment: datetime) -> str:
    """Return a moment in UTC in English words, which PHP reads back."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
    at = moment.astimezone(UTC)
    return (
        f"{days[at.weekday()]}, {at.day} {months[at.month - 1]} {at.year}, "
        f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
    )


def _handed_in(row: GradebookRow) -> datetime:
    assert row.graded is not None
    return row.graded.hand_in.handed_in


def _feedback(row: GradebookRow) -> str:
    """Return how the grade came about, in one line."""
    if row.graded is None:
        return ""
    score = row.graded.score
    said = f"Highlights {number_text(score.points)} of {number_text(score.maximum)}"
    if score.rubric:
        said += f"; rubric {number_text(score.rubric_points)} of "
        said += number_text(score.rubric_maximum)
    return said + (". Handed in late." if row.is_late else ".")


# -- OneRoster -----------------------------------------------------------------------------------


def _oneroster(gradebook: Gradebook, _roster: RosterPreview | None) -> GradebookFile:
    item = str(uuid.uuid5(_NUMBERS, f"lesson {gradebook.lesson.id} class {gradebook.class_name}"))
    results = tuple(_result(gradebook, row, item) for row in gradebook.rows)
    tables = {
        "results.csv": Written(RESULTS_HEADER, results),
        "lineItems.csv": Written(LINE_ITEMS_HEADER, (_line_item(gradebook, item),)),
        "manifest.csv": _manifest(),
    }
    advice = [
        "A OneRoster system also wants the numbers of its class, school, term and category. Where "
        "the program does not know them their cells are empty: fill them in, or let the import map "
        "them. A file named .zip holds results, lineItems and manifest together."
    ]
    if not all("oneroster.sourced_id" in row.roster.external_ids for row in gradebook.rows):
        advice.append(
            "Some students have no OneRoster number; their own number or name stands for it. "
            "Give the users.csv of your school with --roster."
        )
    return GradebookFile(GradebookFormat.ONEROSTER, tables, tuple(advice))


def _student_number(row: GradebookRow) -> str:
    person = row.roster
    return person.external_ids.get("oneroster.sourced_id") or person.student_id or row.name


def _result(gradebook: Gradebook, row: GradebookRow, item: str) -> tuple[str, ...]:
    student = _student_number(row)
    dated = "" if row.graded is None else local(_handed_in(row)).date().isoformat()
    return (
        str(uuid.uuid5(_NUMBERS, f"{item} {student}")),
        *("", "", item, student),
        _score_status(row),
        "" if row.points is None else number_text(row.points),
        dated,
        *("", "", _class_number(gradebook)),
        *map(_true, (False, row.graded is not None and not row.is_fully_graded)),
        *map(_true, (row.is_late, row.is_missing)),
    )


def _score_status(row: GradebookRow) -> str:
    if row.is_excused:
        return "exempt"
    if row.graded is None:
        return "not submitted"
    return "fully graded" if row.is_fully_graded else "partially graded"


def _class_number(gradebook: Gradebook) -> str:
    numbers = {row.roster.external_ids.get("oneroster.class", "") for row in gradebook.rows}
    return numbers.pop() if len(numbers) == 1 else ""


def _true(is_so: bool) -> str:
    return "true" if is_so else "false"


def _line_item(gradebook: Gradebook, item: str) -> tuple[str, ...]:
    lesson, given = gradebook.lesson, gradebook.assignment
    firsts = [_handed_in(row) for row in gradebook.rows if row.graded is not None]
    assigned = given.assigned_at if given else min(firsts, default=None)
    due = given.due_at if given and given.due_at else max(firsts, default=None)
    return (
        *(item, "", "", lesson.title, lesson.summary),
        *("" if at is None else local(at).date().isoformat() for at in (assigned, due)),
        *(_class_number(gradebook), "", ""),
        *(number_text(0), number_text(gradebook.maximum), ""),
    )


def _manifest() -> Written:
    there = {"lineItems", "results"}
    rows = [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *((f"file.{name}", "bulk" if name in there else "absent") for name in _MANIFEST_FILES),
        ("source.systemName", "Annotator"),
        ("source.systemCode", "annotator"),
    ]
    return Written(("propertyName", "value"), tuple(rows))
