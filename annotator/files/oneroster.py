"""Grades for a OneRoster 1.2 system: results, the line item they belong to, and a manifest."""

from __future__ import annotations

import uuid

from annotator.domain.moments import local
from annotator.files.csv_tables import Written
from annotator.files.gradebook_parts import GradebookTables, handed_in, number_text
from annotator.files.roster import RosterPreview
from annotator.services.gradebook import GradebookRow, LessonGradebook
from annotator.translation import _

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


def oneroster_tables(gradebook: LessonGradebook, _roster: RosterPreview | None) -> GradebookTables:
    """Return the results, the line item and the manifest of a gradebook."""
    item = str(uuid.uuid5(_NUMBERS, f"lesson {gradebook.lesson.id} class {gradebook.class_name}"))
    results = tuple(_result(gradebook, row, item) for row in gradebook.rows)
    tables = {
        "results.csv": Written(RESULTS_HEADER, results),
        "lineItems.csv": Written(LINE_ITEMS_HEADER, (_line_item(gradebook, item),)),
        "manifest.csv": _manifest(),
    }
    advice = [
        _(
            "A OneRoster system also wants the numbers of its class, school, term and category. "
            "Where the program does not know them their cells are empty: fill them in, or let the "
            "import map them. A file named .zip holds results, lineItems and manifest together."
        )
    ]
    if not all("oneroster.sourced_id" in row.roster.external_ids for row in gradebook.rows):
        advice.append(
            _(
                "Some students have no OneRoster number; their own number or name stands for it. "
                "Give the users.csv of your school with --roster."
            )
        )
    return GradebookTables(tables, tuple(advice))


def _student_number(row: GradebookRow) -> str:
    person = row.roster
    return person.external_ids.get("oneroster.sourced_id") or person.student_id or row.name


def _result(gradebook: LessonGradebook, row: GradebookRow, item: str) -> tuple[str, ...]:
    student = _student_number(row)
    dated = "" if row.graded is None else local(handed_in(row)).date().isoformat()
    return (
        str(uuid.uuid5(_NUMBERS, f"{item} {student}")),
        *("", "", item, student),
        _score_status(row),
        "" if row.points is None else number_text(row.points),
        dated,
        *(_result_comment(row), "" if row.grade is None else row.grade.text),
        _class_number(gradebook),
        *map(_true, (False, row.is_provisional)),
        *map(_true, (row.is_late, row.is_missing)),
    )


def _score_status(row: GradebookRow) -> str:
    if row.is_excused:
        return "exempt"
    if row.graded is None:
        return "not submitted"
    if row.is_withheld:
        return "submitted"
    return "fully graded" if row.is_fully_graded else "partially graded"


def _result_comment(row: GradebookRow) -> str:
    is_said = row.is_provisional and not row.is_withheld
    return _("Provisional, not graded yet.") if is_said else ""


def _class_number(gradebook: LessonGradebook) -> str:
    numbers = {row.roster.external_ids.get("oneroster.class", "") for row in gradebook.rows}
    return numbers.pop() if len(numbers) == 1 else ""


def _true(is_so: bool) -> str:
    return "true" if is_so else "false"


def _line_item(gradebook: LessonGradebook, item: str) -> tuple[str, ...]:
    lesson, given = gradebook.lesson, gradebook.assignment
    firsts = [handed_in(row) for row in gradebook.rows if row.graded is not None]
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
