"""annotator export: write what a teacher prints."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import opened_house
from annotator.cli.gradebooks import export_gradebook
from annotator.cli.output import print_line, shown_progress
from annotator.services.grading import grade_class
from annotator.services.printing import print_worksheets

app = typer.Typer(help="Write PDFs and other files.", no_args_is_help=True)
app.command("gradebook")(export_gradebook)


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "a4"
    LETTER = "letter"


@app.command("worksheets")
def export_worksheets(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    folder: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
    student: Annotated[str | None, typer.Option("--student", help="Only this student.")] = None,
    paper: Annotated[Paper, typer.Option("--paper", help="The paper size.")] = Paper.A4,
    black_and_white: Annotated[
        bool, typer.Option("--bw", help="No tints: patterns that copy well.")
    ] = False,
) -> None:
    """Write one graded worksheet a student as PDF."""
    with opened_house(context) as house:
        wanted, _ = house.lesson_with_key(lesson)
        grades = grade_class(house.ports, wanted.id)
        write = house.worksheet_writer(grades, paper.value, black_and_white=black_and_white)
        with shown_progress("Printing") as progress:
            written = print_worksheets(grades, write, folder, student=student, progress=progress)
    print_line(f"Wrote {len(written)} worksheets into {folder}.")
