"""Write a lesson's grades for a spreadsheet, Canvas, Moodle or a OneRoster system.

Each format is first a table of plain text (`gradebook_table`), which a person can look at,
and becomes bytes afterwards. The columns are those that the importers ask for.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotator.domain.errors import BadInput
from annotator.domain.lessons import Lesson
from annotator.domain.moments import local
from annotator.files.atomic import write_whole
from annotator.files.csv_tables import TheirCell, Written, csv_bytes, unguarded
from annotator.files.gradebook_parts import (
    GradebookFile,
    GradebookFormat,
    GradebookTables,
    handed_in,
    number_text,
)
from annotator.files.oneroster import oneroster_tables
from annotator.files.roster import RosterPreview, number_of
from annotator.files.roster_columns import RosterKind
from annotator.scoring.results import SumPart
from annotator.scoring.sums import sum_of
from annotator.services.asked_words import counted_words, numbers_of
from annotator.services.gradebook import GradebookRow, LessonGradebook
from annotator.translation import N_, _, ngettext

WORKSHEET_HEADER = (
    *("Identifier", "Full name", "ID number", "Email address", "Status", "Grade"),
    *("Maximum Grade", "Grade can be changed", "Last modified (submission)"),
    *("Last modified (grade)", "Feedback comments"),
)
#: Canvas leaves out columns whose title holds one of these words.
_CANVAS_TOTALS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
#: What Canvas takes for its own number of an assignment.
_CANVAS_ID = re.compile(r".* \(\d+\)", re.DOTALL)


def gradebook_file(
    gradebook: LessonGradebook,
    wanted: GradebookFormat,
    roster: RosterPreview | None = None,
    *,
    provisional: bool = False,
) -> GradebookFile:
    """Return the tables of a gradebook, to be looked at before they are written.

    `roster` is the file that the class list came from: one of Canvas tells the column of the
    lesson there, a grading worksheet of Moodle is filled in as it is. Work that is not graded
    yet has no points in it, or with `provisional` points that are marked where a format can.
    """
    shown = gradebook if provisional else gradebook.only_graded()
    made = wanted.writer(shown, roster)
    open_rows = gradebook.provisional
    advice = made.advice
    if open_rows and provisional:
        advice = (_provisional_advice(open_rows, is_marked=made.is_marked), *advice)
    elif open_rows:
        advice = (_withheld_advice(open_rows), *advice)
    return GradebookFile(wanted, made.tables, advice)


def _withheld_advice(rows: Sequence[GradebookRow]) -> str:
    return ngettext(
        "{number} hand-in is not graded yet and has no points in this file: {names}. Grade it in "
        "the app, or add the points as provisional with --provisional.",
        "{number} hand-ins are not graded yet and have no points in this file: {names}. Grade "
        "them in the app, or add the points as provisional with --provisional.",
        len(rows),
        names=_some_names(rows),
    )


def _provisional_advice(rows: Sequence[GradebookRow], *, is_marked: bool) -> str:
    open_ones = ngettext(
        "{number} hand-in is not graded yet: {names}. The points are provisional.",
        "{number} hand-ins are not graded yet: {names}. The points are provisional.",
        len(rows),
        names=_some_names(rows),
    )
    marked = (
        _("They are marked as provisional.")
        if is_marked
        else _("This format has no room for a mark, so they look like final ones there.")
    )
    return f"{open_ones} {marked} {_('Export again when you are done.')}"


def _some_names(rows: Sequence[GradebookRow], most: int = 5) -> str:
    names, rest = ", ".join(row.name for row in rows[:most]), len(rows) - most
    if rest <= 0:
        return names
    return ngettext("{names} and {number} more", "{names} and {number} more", rest, names=names)


def write_gradebook(file: GradebookFile, path: Path) -> tuple[str, ...]:
    """Write a gradebook whole or not at all; return the names of the tables in it.

    All tables go into a `.zip`; into any other file goes the gradebook alone.
    """
    if path.suffix.casefold() == ".zip":
        if file.format.ending != ".zip":
            packed = ", ".join(each.key for each in FORMATS if each.ending == ".zip")
            raise BadInput(
                "Only the format {packed} is written as a .zip. Nothing was written. Name a .csv "
                "file.",
                packed=packed,
            )
        write_whole(path, _zipped(file))
        return tuple(file.tables)
    # Excel shows a table of ours without being told how it is encoded; importers need no mark.
    form = file.format
    data = csv_bytes(file.main, with_mark=form.has_mark, delimiter=form.delimiter)
    write_whole(path, data)
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


def _scaled(row: GradebookRow, gradebook: LessonGradebook, maximum: float | None) -> str:
    """Return the points of a row on a scale of `maximum`; empty where there are none."""
    if row.points is None:
        return ""
    if maximum is None or not gradebook.maximum:
        return number_text(row.points)
    return number_text(row.points / gradebook.maximum * maximum)


def _scale_advice(gradebook: LessonGradebook, maximum: float | None, where: str) -> tuple[str, ...]:
    if maximum is None or maximum == gradebook.maximum:
        return ()
    return (
        _(
            "{system} has {theirs} points for this lesson and the lesson {ours}, so the grades "
            "were brought to that scale.",
            system=where,
            theirs=number_text(maximum),
            ours=number_text(gradebook.maximum),
        ),
    )


# -- plain ---------------------------------------------------------------------------------------


def _plain(gradebook: LessonGradebook, _roster: RosterPreview | None) -> GradebookTables:
    categories = gradebook.lesson.scheme.scored
    criteria = gradebook.lesson.criteria
    header = (
        *("student_id", "last_name", "first_name", "name", "section", "email"),
        *(category.name for category in categories),
        *("bonus", "traps", "taken_off", "by_hand", "limit"),
        *("highlights", "highlights_maximum"),
        *(criterion.name for criterion in criteria),
        *("rubric", "rubric_maximum", "total", "maximum", "percent"),
        *("grading", "late", "missing", "excused", "attempt", "attempts", "handed_in"),
        *("grade", "counted"),
    )
    rows = tuple(_plain_row(gradebook, row) for row in gradebook.rows)
    return GradebookTables({"gradebook.csv": Written(header, rows)})


def _plain_row(gradebook: LessonGradebook, row: GradebookRow) -> tuple[str, ...]:
    roster = row.roster
    return (
        *(roster.student_id, roster.last_name, roster.first_name, row.name),
        *(roster.section, roster.email),
        *_plain_parts(gradebook, row),
        *(_grading(row), _yes(row.is_late), _yes(row.is_missing), _yes(row.is_excused)),
        *(("", "", "") if row.graded is None else _plain_attempt(row)),
        *(("", "") if row.score is None else (row.score.grade.text, _counted(gradebook, row))),
    )


def _counted(gradebook: LessonGradebook, row: GradebookRow) -> str:
    """Return the articles that count for a student; nothing where all do for everybody."""
    if row.graded is None or gradebook.lesson.asked.is_all:
        return ""
    return numbers_of(gradebook.lesson, row.graded.score.counted_ids)


def _plain_parts(gradebook: LessonGradebook, row: GradebookRow) -> tuple[str, ...]:
    """Return the points of the parts: categories, sums, criteria and the total."""
    lesson = gradebook.lesson
    if row.graded is None or row.is_withheld:
        empty = len(lesson.scheme.scored) + 7 + len(lesson.criteria) + 3
        return (*[""] * empty, number_text(gradebook.maximum), "")
    score = row.graded.score
    added = sum_of(lesson, score)
    rubric = {
        entry.criterion.id: number_text(entry.score.points) for entry in score.rubric if entry.score
    }
    # With the categories they add up to the highlights: what takes points away is below zero.
    given = (added.of(SumPart.BONUS), added.of(SumPart.TRAPS), added.taken_off)
    held = (added.of(SumPart.BY_HAND), added.of(SumPart.LIMIT))
    sums = (*given, *held, added.highlights, score.maximum)
    share = 100 * score.total / score.total_maximum if score.total_maximum else None
    is_shown = row.score is not None
    return (
        *(number_text(added.category(category.id)) for category in lesson.scheme.scored),
        *map(number_text, sums),
        *(rubric.get(criterion.id, "") for criterion in lesson.criteria),
        number_text(added.rubric),
        number_text(score.rubric_maximum),
        number_text(score.total) if is_shown else "",
        number_text(score.total_maximum),
        number_text(share) if is_shown and share is not None else "",
    )


def _plain_attempt(row: GradebookRow) -> tuple[str, str, str]:
    assert row.graded is not None
    hand_in = row.graded.hand_in
    moment = local(row.graded.handed_in).isoformat(" ", "seconds")
    return (str(hand_in.attempt), str(row.graded.attempts), moment)


def _grading(row: GradebookRow) -> str:
    """Return how far the grading of a row is, in a word or two."""
    if row.graded is None or row.is_excused:
        return ""
    if row.is_withheld:
        return "not graded yet"
    return "graded" if row.is_fully_graded else "provisional"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


# -- Canvas --------------------------------------------------------------------------------------


def _canvas(gradebook: LessonGradebook, roster: RosterPreview | None) -> GradebookTables:
    title = gradebook.lesson.title
    known = roster.canvas_column(title) if roster else None
    maximum = known.maximum if known else None
    column = known.header if known else title
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", column)
    points = number_text(gradebook.maximum if maximum is None else maximum)
    rows = [("    Points Possible", "", "", "", "", points)]
    for row in gradebook.rows:
        if row.is_withheld:  # an empty cell could empty what Canvas has
            continue
        external = row.roster.external_ids
        number = external.get("canvas.id", "")
        school = row.roster.student_id if row.roster.student_id != number else ""
        login, section = external.get("canvas.sis_login_id", ""), row.roster.section
        grade = "EX" if row.is_excused else _scaled(row, gradebook, maximum)
        rows.append((row.roster.sortable_name, number, school, login, section, grade))
    advice = [*_scale_advice(gradebook, maximum, "Canvas")]
    if roster is None or roster.kind is not RosterKind.CANVAS:
        advice.append(
            _(
                "Canvas finds students by its own number. Export the gradebook of Canvas and give "
                "it with --roster, so that each grade goes to the right student and column."
            )
        )
    if known is None and (_CANVAS_TOTALS.search(title) or _CANVAS_ID.fullmatch(title)):
        advice.append(
            _(
                "Canvas may take the title “{title}” for a column of its own. "
                "Look at its preview before you import.",
                title=title,
            )
        )
    table = Written(header, tuple(rows))
    return GradebookTables({"canvas.csv": table}, tuple(advice), is_marked=False)


# -- Moodle --------------------------------------------------------------------------------------


def _moodle_worksheet(gradebook: LessonGradebook, roster: RosterPreview | None) -> GradebookTables:
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
                *(_moodle_time(handed_in(row)), "-", _feedback(gradebook.lesson, row)),
            )
        )
    advice: tuple[str, ...] = ()
    if not all(row[0] for row in rows):
        advice = (
            _(
                "Moodle finds students by its participant number. Download the grading worksheet "
                "of the assignment there and give it with --roster; it is then filled in."
            ),
        )
    table = Written(WORKSHEET_HEADER, tuple(rows))
    return GradebookTables({"worksheet.csv": table}, advice)


def _filled_worksheet(gradebook: LessonGradebook, roster: RosterPreview) -> GradebookTables:
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
        cells: list[str] = [*map(TheirCell, line.cells), *[""] * width][:width]
        row = by_identifier.get(" ".join(unguarded(cells[identifier]).split()))
        maximum = number_of(cells[places["grade_maximum"]]) if "grade_maximum" in places else None
        if row is not None and row.points is not None:
            cells[grade] = _scaled(row, gradebook, maximum)
            maxima.add(maximum)
        rows.append(tuple(cells))
    advice = [note for one in maxima for note in _scale_advice(gradebook, one, "Moodle")]
    table = Written(tuple(map(TheirCell, roster.table.header)), tuple(rows))
    return GradebookTables({"worksheet.csv": table}, tuple(advice), is_marked=False)


def _moodle_gradebook(gradebook: LessonGradebook, _roster: RosterPreview | None) -> GradebookTables:
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
        rows.append(
            (*names, person.student_id, person.email, grade, _feedback(gradebook.lesson, row))
        )
    advice = [
        _(
            "In Moodle, map the email or the ID number, and both the grade and the feedback "
            "column: feedback imported without its grade empties the grade."
        )
    ]
    if not all(row[2] or row[3] for row in rows):
        advice.append(
            _("Some students have neither an ID number nor an email. Add them with --roster.")
        )
    table = Written(header, tuple(rows))
    return GradebookTables({"moodle.csv": table}, tuple(advice))


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


def _feedback(lesson: Lesson, row: GradebookRow) -> str:
    """Return how the grade came about, in one line; nothing of what is not graded."""
    if row.graded is None:
        return ""
    score = row.graded.score
    said = "" if row.is_fully_graded else "Provisional, not graded yet. "
    said += f"{score.grade.line}. "
    added = sum_of(lesson, score)
    lines = [
        f"{line.name} {number_text(line.points)}"
        + ("" if line.maximum is None else f" of {number_text(line.maximum)}")
        for line in added.lines
    ]
    said += "; ".join([*lines, f"together {number_text(added.total)}"])
    counted = counted_words(lesson, score, row.graded.hand_in.reading_group)
    said += f". {counted}".rstrip(".") if counted else ""
    return said + (". Handed in late." if row.is_late else ".")


# -- the registry ----------------------------------------------------------------------------------

#: A new format is a function above and a row here; the dialog and the command line offer it.
FORMATS = (
    GradebookFormat("plain", N_("Spreadsheet (Excel, LibreOffice)"), _plain, has_mark=True),
    GradebookFormat(
        "canvas", N_("Canvas gradebook"), _canvas, N_("the gradebook that Canvas exported")
    ),
    GradebookFormat(
        "moodle",
        N_("Moodle grading worksheet"),
        _moodle_worksheet,
        N_("the worksheet that Moodle gave"),
    ),
    GradebookFormat(
        "moodle-gradebook",
        N_("Moodle gradebook"),
        _moodle_gradebook,
        N_("the participants that Moodle gave"),
    ),
    GradebookFormat(
        "oneroster",
        N_("OneRoster 1.2"),
        oneroster_tables,
        N_("the users.csv of your school"),
        ".zip",
    ),
    GradebookFormat(
        "plain-semicolon",
        N_("Spreadsheet with semicolons (5,5 points)"),
        _plain,
        has_mark=True,
        delimiter=";",
    ),
)
