"""annotator export feedback: give graded work back without the grading screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import teachers_application
from annotator.cli.output import print_line, shown_progress
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.hand_ins import name_key
from annotator.services.returning import returnable
from annotator.translation import _


def export_feedback(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    folder: Annotated[Path, typer.Option("-o", "--output", help="The folder to write to.")],
    student: Annotated[str | None, typer.Option("--student", help="Only this student.")] = None,
    with_missed: Annotated[
        bool, typer.Option("--with-missed", help="Also tell what of the key was missed.")
    ] = False,
) -> None:
    """Return graded work: a PDF and a signed feedback file a student, marked as returned."""
    with teachers_application(context, writes=True) as application:
        known, _unused = application.lessons.with_key(lesson)
        session = application.grading.session(known.id)
        wanted = returnable(session.entries)
        if student is not None:
            of = [e for e in session.entries if name_key(e.name) == name_key(student)]
            if not of:
                raise UnknownThing(
                    "No hand-in of “{student}” for “{title}” has been collected. "
                    "Nothing was returned.",
                    student=student,
                    title=known.title,
                )
            wanted = tuple(entry for entry in of if entry.status.is_done)
        if not wanted:
            raise NotAllowed(
                "Nothing is graded and waiting to go back. Nothing was returned. "
                "Mark hand-ins as graded in the app first."
            )
        with shown_progress(_("Returning")) as job:
            done = application.grading.give_back(
                session, wanted, folder, job, with_missed=with_missed
            )
    print_line(
        _(
            "{done} returned, {number} files written to {folder}",
            done=done.done,
            number=len(done.files),
            folder=folder,
        )
    )
