"""annotator demo: play a class and show what it made."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.classes import print_grades
from annotator.cli.context import command_context
from annotator.cli.demo_folder import DemoFolder, DemoPlan
from annotator.cli.output import print_line, shown_progress
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import LessonId
from annotator.domain.parts import ProgramPart, need
from annotator.domain.version import VERSION
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class, play_teacher
from annotator.services.grading import ClassGrades, grade_class
from annotator.services.page_options import PageOptions
from annotator.services.printing import print_worksheets
from annotator.translation import _
from annotator.use_cases.rendering import worksheet_writer

#: The lesson that the class works on.
LESSON = "caracas-2019-04-30"


def play_demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="The folder to make.")] = Path(
        "annotator-demo"
    ),
    students: Annotated[
        int, typer.Option("--students", min=1, max=200, help="How many students.")
    ] = 24,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same class.")] = 7,
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Do not open the app afterwards.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make the demo anew, whatever was done in it.")
    ] = False,
) -> None:
    """Play a fictional class: they annotate, hand in, are collected, scored and printed.

    A demo that is there already is kept: the app opens on it as it was left.
    """
    need(ProgramPart.PRINTING)
    folder = DemoFolder(out)
    wanted = DemoPlan(students, seed, VERSION)
    grades: ClassGrades | None
    if folder.keeps(wanted, fresh=fresh):
        grades = _graded(folder.data)
        print_line(
            _("The demo class that is here was kept as it was left. To make it anew, add --fresh.")
        )
    else:
        with folder.made_anew(wanted):
            grades = _play(folder, wanted)
    if grades is not None:
        print_line(
            _(
                "A class of {number} worked on “{title}”.",
                number=len(grades.graded),
                title=grades.lesson.title,
            )
        )
        print_line()
        print_grades(grades)
        print_line()
    print_line(_("Sealed hand-ins:   {hand_ins}", hand_ins=folder.hand_ins))
    print_line(_("Graded worksheets: {worksheets}", worksheets=folder.worksheets))
    print_line(_("Data folder:       {data}", data=folder.data))
    if no_window:
        return
    desktop = command_context(context).desktop
    if not desktop.can_open():
        print_line(
            _("There is no display here, so the app was not opened. To open it on this class:")
        )
        print_line(_("  {typed_as} --data-dir {data}", typed_as=_typed_as(), data=folder.data))
        return
    print_line(_("Opening the app on this class."))
    raise typer.Exit(desktop.open(folder.data))


def _typed_as() -> str:
    """Return how this program was called, so that the line can be typed as it is shown."""
    called = Path(sys.argv[0])
    return str(called) if called.stem == "annotator" else "annotator"


def _play(folder: DemoFolder, plan: DemoPlan) -> ClassGrades:
    """Play, collect, score and print, through the services that people use."""
    from annotator.settings import Settings, save_settings
    from annotator.wiring.application import open_application

    drop = folder.hand_ins
    drop.mkdir(parents=True, exist_ok=True)
    # Nobody's work is in it, so its teacher's area is open to whoever looks around.
    save_settings(folder.data, Settings(is_demo=True))
    application = open_application(folder.data, now=_Clock(), new_id=_Numbers(plan.seed))
    try:
        application.lessons.install_shipped()
        lesson, key = application.lessons.with_key(LESSON)
        assert key is not None
        with shown_progress(_("Students at work")) as job:
            play_class(
                application.ports,
                lesson,
                key,
                drop,
                students=plan.students,
                seed=plan.seed,
                job=job,
            )
        with shown_progress(_("Collecting")) as job:
            collect_hand_ins(application.ports, lesson, drop, job)
        play_teacher(application.ports, lesson, plan.seed)
        grades = grade_class(application.ports, lesson.id)
        write = worksheet_writer(grades, PageOptions())
        with shown_progress(_("Printing")) as job:
            print_worksheets(grades, write, folder.worksheets, job=job)
    finally:
        application.close()
    return grades


def _graded(data_dir: Path) -> ClassGrades | None:
    """Return the grades of a class that was played before; None where they are locked by now."""
    from annotator.wiring.application import open_application

    application = open_application(data_dir)
    try:
        application.access.require()
        return grade_class(application.ports, LessonId(LESSON))
    except NotAllowed:
        return None
    finally:
        application.close()


class _Clock:
    """A school day: each look is some seconds later, the same in every run."""

    def __init__(self) -> None:
        self._now = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=2)
        return self._now


class _Numbers:
    """Identifiers that are the same in every run with the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(f"{seed}/identifiers")  # noqa: S311 - a play, not a secret

    def __call__(self) -> str:
        return f"{self._dice.getrandbits(128):032x}"
