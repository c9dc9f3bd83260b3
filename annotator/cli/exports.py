"""annotator export: write what a teacher prints."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import opened_application, teachers_application
from annotator.cli.feedback import export_feedback
from annotator.cli.gradebooks import export_gradebook
from annotator.cli.output import print_line, shown_progress
from annotator.domain.errors import BadInput
from annotator.domain.file_names import safe_file_name
from annotator.files.atomic import write_whole
from annotator.services.grading import grade_class
from annotator.services.histories import student_attempts
from annotator.services.printing import (
    Batch,
    newest_hand_ins,
    print_files,
    print_merged,
    print_zip,
    student_codes,
)
from annotator.translation import _
from annotator.use_cases.rendering import renderer
from annotator.worksheets.sheets import LARGEST_TYPE, SMALLEST_TYPE, PageOptions

app = typer.Typer(help="Write PDFs and other files.", no_args_is_help=True)
app.command("feedback")(export_feedback)
app.command("gradebook")(export_gradebook)


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "a4"
    LETTER = "letter"


LessonName = Annotated[str, typer.Argument(help="A lesson's id, folder or package.")]
Folder = Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")]
PaperName = Annotated[Paper, typer.Option("--paper", help="The paper size.")]
BlackAndWhite = Annotated[bool, typer.Option("--bw", help="No tints: patterns that copy well.")]
Size = Annotated[
    float,
    typer.Option(
        "--size",
        min=SMALLEST_TYPE,
        max=LARGEST_TYPE,
        help="The type size of the articles in points; 18 is large print.",
    ),
]
Columns = Annotated[int, typer.Option("--columns", min=1, max=2, help="Columns of an article.")]
Spread = Annotated[bool, typer.Option("--spread", help="Two articles side by side, page turned.")]
Punched = Annotated[bool, typer.Option("--punched", help="Room for holes at the left.")]
Anonymous = Annotated[bool, typer.Option("--anonymous", help="Codes instead of names.")]
Merged = Annotated[bool, typer.Option("--merged", help="One file in roster order, with bookmarks.")]
Zip = Annotated[bool, typer.Option("--zip", help="All files in one zip.")]
OneStudent = Annotated[str | None, typer.Option("--student", help="Only this student.")]


@app.command("worksheets")
def export_worksheets(
    context: typer.Context,
    lesson: LessonName,
    folder: Folder,
    student: OneStudent = None,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    columns: Columns = 1,
    spread: Spread = False,
    punched: Punched = False,
    anonymous: Anonymous = False,
    signature: Annotated[bool, typer.Option("--signature", help="A line to sign on.")] = False,
    merged: Merged = False,
    as_zip: Zip = False,
) -> None:
    """Write one graded worksheet a student as PDF."""
    options = PageOptions(
        paper.value, black_and_white, size, anonymous, columns, spread, punched, signature
    )
    with teachers_application(context) as application:
        wanted, _unused = application.lessons.with_key(lesson)
        batch = renderer(options).graded(grade_class(application.ports, wanted.id), student)
        _print(batch, folder, merged=merged, as_zip=as_zip)


@app.command("copies")
def export_copies(
    context: typer.Context,
    lesson: LessonName,
    folder: Folder,
    student: OneStudent = None,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    columns: Columns = 1,
    spread: Spread = False,
    punched: Punched = False,
    anonymous: Anonymous = False,
    merged: Merged = False,
    as_zip: Zip = False,
) -> None:
    """Write each student's own copy of what was handed in, without verdicts."""
    options = PageOptions(paper.value, black_and_white, size, anonymous, columns, spread, punched)
    with teachers_application(context) as application:
        wanted = application.lessons.named(lesson)
        hand_ins = newest_hand_ins(application.ports, wanted.id, wanted.title, student)
        batch = renderer(options).copies(wanted, hand_ins)
        _print(batch, folder, merged=merged, as_zip=as_zip)


@app.command("blank")
def export_blank(
    context: typer.Context,
    lesson: LessonName,
    folder: Folder,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    columns: Columns = 1,
    spread: Spread = False,
    punched: Punched = False,
) -> None:
    """Write the worksheet of a lesson to be worked on with a pen."""
    options = PageOptions(paper.value, black_and_white, size, False, columns, spread, punched)
    with opened_application(context) as application:
        wanted = application.lessons.named(lesson)
        _write(folder, f"{wanted.id}_blank.pdf", lambda: renderer(options).blank(wanted))


@app.command("key")
def export_key(
    context: typer.Context,
    lesson: LessonName,
    folder: Folder,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    columns: Columns = 1,
    spread: Spread = False,
    punched: Punched = False,
) -> None:
    """Write the answer key of a lesson, for the teacher."""
    options = PageOptions(paper.value, black_and_white, size, False, columns, spread, punched)
    with teachers_application(context) as application:
        wanted, key = application.lessons.with_key(lesson)
        _write(folder, f"{wanted.id}_key.pdf", lambda: renderer(options).key(wanted, key))


@app.command("report")
def export_report(
    context: typer.Context,
    lesson: LessonName,
    folder: Folder,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    punched: Punched = False,
    anonymous: Anonymous = False,
) -> None:
    """Write the report of a class: grades, heat maps, disputed sentences, gradebook list."""
    options = PageOptions(paper.value, black_and_white, size, anonymous, punched=punched)
    with teachers_application(context) as application:
        wanted, _unused = application.lessons.with_key(lesson)
        grades = grade_class(application.ports, wanted.id)
        _write(folder, f"{wanted.id}_report.pdf", lambda: renderer(options).report(grades))


@app.command("history")
def export_history(
    context: typer.Context,
    student: Annotated[str, typer.Argument(help="A student's name or code.")],
    folder: Folder,
    paper: PaperName = Paper.A4,
    black_and_white: BlackAndWhite = False,
    size: Size = 11.0,
    punched: Punched = False,
    anonymous: Anonymous = False,
) -> None:
    """Write one student's scores over lessons and attempts."""
    options = PageOptions(paper.value, black_and_white, size, anonymous, punched=punched)
    with teachers_application(context) as application:
        attempts = student_attempts(application.ports, student)
        shown = student_codes("", [student])[0] if anonymous else safe_file_name(student)
        _write(folder, f"history_{shown}.pdf", lambda: renderer(options).history(attempts))


def _write(folder: Path, name: str, document: Callable[[], bytes]) -> None:
    """Set one document and write it whole."""
    content = document()
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / name, content)
    print_line(_("Wrote {folder}.", folder=folder / name))


def _print(batch: Batch, folder: Path, *, merged: bool, as_zip: bool) -> None:
    """Print a batch as the options want it."""
    if merged and as_zip:
        raise BadInput("Choose one of --merged and --zip. Nothing was printed.")
    if not batch.names:
        raise BadInput("Nobody has handed in yet, so there is nothing to print.")
    with shown_progress(_("Printing")) as job:
        if merged:
            target = folder / f"{batch.stem}.pdf"
            print_merged(batch, write_whole, target, job=job)
        elif as_zip:
            target = folder / f"{batch.stem}.zip"
            print_zip(batch, write_whole, target, job=job)
        else:
            printed = print_files(batch, write_whole, folder, job=job)
    if merged or as_zip:
        print_line(
            _("Wrote {number} worksheets into {target}.", number=len(batch.names), target=target)
        )
    else:
        print_line(
            _("Wrote {number} worksheets into {folder}.", number=len(printed.files), folder=folder)
        )
