"""annotator demo: play a class and show what it made."""

from __future__ import annotations

import random
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.classes import print_grades
from annotator.cli.context import command_context
from annotator.cli.output import print_line, shown_progress
from annotator.domain.errors import BadInput
from annotator.domain.parts import Part, need
from annotator.services.collecting import collect_hand_ins
from annotator.services.demo_class import play_class, play_teacher
from annotator.services.grading import ClassGrades, grade_class
from annotator.services.printing import print_worksheets
from annotator.services.private_files import make_private_folder

#: The lesson that the class works on, and the file that tells a demo's folder from others.
LESSON = "caracas-2019-04-30"
MARKER = "annotator-demo.txt"


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
) -> None:
    """Play a fictional class: they annotate, hand in, are collected, scored and printed."""
    need(Part.PRINTING)
    data_dir, drop, printed = out / "data", out / "hand-ins", out / "worksheets"
    _make_room(out)
    grades = _play(data_dir, drop, printed, students, seed)
    print_line(f"A class of {students} worked on “{grades.lesson.title}”.")
    print_line()
    print_grades(grades)
    print_line()
    print_line(f"Sealed hand-ins:   {drop}")
    print_line(f"Graded worksheets: {printed}")
    print_line(f"Data folder:       {data_dir}")
    if no_window:
        return
    desktop = command_context(context).desktop
    if not desktop.can_open():
        print_line("There is no display here, so the app was not opened. To open it on this class:")
        print_line(f"  {_typed_as()} --data-dir {data_dir}")
        return
    print_line("Opening the app on this class.")
    raise typer.Exit(desktop.open(data_dir))


def _typed_as() -> str:
    """Return how this program was called, so that the line can be typed as it is shown."""
    called = Path(sys.argv[0])
    return str(called) if called.stem == "annotator" else "annotator"


def _play(data_dir: Path, drop: Path, printed: Path, students: int, seed: int) -> ClassGrades:
    """Play, collect, score and print, through the services that people use."""
    from annotator.settings import Settings, save_settings
    from annotator.wiring.house import open_house

    drop.mkdir(parents=True, exist_ok=True)
    make_private_folder(data_dir)
    # Nobody's work is in it, so its teacher's area is open to whoever looks around.
    save_settings(data_dir, Settings(is_demo=True))
    house = open_house(data_dir, now=_Clock(), new_id=_Numbers(seed))
    try:
        house.install_shipped_lessons()
        lesson, key = house.lesson_with_key(LESSON)
        assert key is not None
        with shown_progress("Students at work") as job:
            play_class(house.ports, lesson, key, drop, students=students, seed=seed, job=job)
        with shown_progress("Collecting") as job:
            collect_hand_ins(house.ports, lesson, drop, job)
        play_teacher(house.ports, lesson, seed)
        grades = grade_class(house.ports, lesson.id)
        write = house.worksheet_writer(grades, "a4", black_and_white=False)
        with shown_progress("Printing") as job:
            print_worksheets(grades, write, printed, job=job)
    finally:
        house.close()
    return grades


def _make_room(out: Path) -> None:
    """Empty the folder of an earlier demo; refuse a folder that holds anything else."""
    marker = out / MARKER
    if out.exists() and not out.is_dir():
        raise BadInput(f"“{out}” is a file. Name a folder for the demo.")
    if out.is_dir() and any(out.iterdir()) and not marker.is_file():
        raise BadInput(
            f"The folder “{out}” holds other things, so the demo was not played there. "
            "Nothing was changed. Name a new folder with --out."
        )
    for name in ("data", "hand-ins", "worksheets"):
        if (out / name).is_dir():
            shutil.rmtree(out / name)
    out.mkdir(parents=True, exist_ok=True)
    marker.write_text("This folder is made anew by “annotator demo”.\n", encoding="utf-8")


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
