"""annotator export gradebook: the grades of a lesson, for a spreadsheet or another system."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import teachers_application
from annotator.cli.output import print_line, print_trouble
from annotator.domain.imports import readings_told
from annotator.files.gradebook import FORMATS, gradebook_file, write_gradebook
from annotator.files.gradebook_parts import GradebookFormat
from annotator.files.roster import RosterPreview, read_roster
from annotator.services.gradebook import (
    LessonGradebook,
    gradebook_of,
    lesson_gradebook,
    members_of_rows,
)
from annotator.services.grading import ClassGrades, grade_class
from annotator.services.ports import Ports
from annotator.translation import _

_KEYS = "|".join(each.key for each in FORMATS)


def _format(key: str) -> GradebookFormat:
    """Return the format with this key; raise BadParameter for any other word."""
    for each in FORMATS:
        if each.key == key:
            return each
    raise typer.BadParameter(
        _("There is no format “{key}”. Choose one of {keys}.", key=key, keys=_KEYS)
    )


def export_gradebook(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    path: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    wanted: Annotated[
        GradebookFormat,
        typer.Option("--format", parser=_format, metavar=f"[{_KEYS}]", help="Who is to read it."),
    ],
    roster: Annotated[
        Path | None,
        typer.Option("--roster", help="The class list: CSV, or a file of Canvas or Moodle."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="How the class list is written, such as cp1254."),
    ] = None,
    provisional: Annotated[
        bool,
        typer.Option(
            "--provisional", help="Also write points of work that is not graded yet, marked so."
        ),
    ] = False,
) -> None:
    """Write the grades of a lesson as CSV."""
    listed = None if roster is None else read_roster(roster, encoding=encoding)
    with teachers_application(context) as application:
        found, _unused = application.lessons.with_key(lesson)
        gradebook = _gradebook(application.ports, grade_class(application.ports, found.id), listed)
    file = gradebook_file(gradebook, wanted, listed, provisional=provisional)
    written = write_gradebook(file, path)
    if listed:
        for sentence in filter(None, (readings_told(listed.table.readings), *listed.notes)):
            print_trouble(f"{roster}: {sentence}")
    for entry in listed.left_out if listed else ():
        for problem in entry.problems:
            print_trouble(
                _(
                    "{roster}, line {line}: {message}",
                    roster=roster,
                    line=entry.line,
                    message=problem.message,
                )
            )
    for sentence in (*gradebook.doubtful, *file.advice):
        print_trouble(sentence)
    tables = f" ({', '.join(written)})" if len(written) > 1 else ""
    shown = gradebook if provisional else gradebook.only_graded()
    points = sum(row.points is not None for row in shown.rows)
    print_line(
        _(
            "Wrote points of {points} of {number} students into {path}{tables}.",
            points=points,
            number=len(gradebook.rows),
            path=path,
            tables=tables,
        )
    )


def _gradebook(ports: Ports, grades: ClassGrades, listed: RosterPreview | None) -> LessonGradebook:
    """Return the gradebook of the list that was given, else of the class that has the lesson."""
    with ports.store.reading() as unit:
        assignments = unit.classes.assignments(grades.lesson.id)
    assignment = assignments[0] if len(assignments) == 1 else None
    if listed is not None:
        return gradebook_of(grades, members_of_rows(listed.rows), assignment=assignment)
    if assignment is not None:
        return lesson_gradebook(ports, grades, assignment)
    return gradebook_of(grades)
