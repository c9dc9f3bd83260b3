"""What a student's machine gives away on the command line: nothing that is a teacher's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator import paths
from annotator.settings import Policy, Settings, save_settings
from annotator.wiring import application as wiring
from tests.e2e.conftest import Run

LESSON = "warm-up"


def teachers_commands(folder: Path) -> list[tuple[object, ...]]:
    return [
        ("export", "key", LESSON, "-o", folder),
        ("export", "report", LESSON, "-o", folder),
        ("export", "worksheets", LESSON, "-o", folder),
        ("export", "copies", LESSON, "-o", folder),
        ("export", "history", "Ann", "-o", folder),
        ("export", "feedback", LESSON, "-o", folder),
        ("export", "gradebook", LESSON, "-o", folder / "g.csv", "--format", "plain"),
        ("grade", LESSON),
        ("collect", folder, "--lesson", LESSON),
        ("compare", LESSON),
        ("suggest", LESSON),
        ("lesson", "pack", paths.lessons_dir() / LESSON, "-o", folder / "w.lesson"),
    ]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return the data folder of a machine on which a student has signed in."""
    folder = tmp_path / "machine"
    folder.mkdir()
    save_settings(folder, Settings(students_here=True))
    return folder


def test_no_command_of_a_teacher_runs_where_students_have_signed_in(
    run: Run, machine: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for command in teachers_commands(out):
        ran = run(*command)
        assert ran.status == 1, command
        assert "before a teacher set it up" in ran.err, command
        assert ran.out == "", command
    assert list(out.iterdir()) == []
    assert not (machine / "teacher.key").exists()


def test_what_students_do_runs_there_and_shows_no_key(
    run: Run, machine: Path, tmp_path: Path
) -> None:
    package, drop = tmp_path / "warm-up.lesson", tmp_path / "drop"
    drop.mkdir()
    source = paths.lessons_dir() / LESSON
    assert run("lesson", "pack", source, "-o", package, data="teacher").status == 0
    assert run("lesson", "list").status == 0
    assert run("export", "blank", LESSON, "-o", tmp_path).status == 0
    assert run("annotate", package, "--student", "Ann", "--hand-in", drop).status == 0
    shown = run("lesson", "show", LESSON, "--json")
    assert shown.status == 0
    key = (source / "key.toml").read_text(encoding="utf-8")
    explanations = [line for line in key.splitlines() if line.startswith("explanation")]
    assert explanations
    unpacked = tmp_path / "unpacked"
    assert run("lesson", "unpack", package, "-o", unpacked).status == 0
    texts = [shown.out, *(p.read_text("utf-8") for p in unpacked.rglob("*") if p.is_file())]
    for line in explanations:
        said = line.partition("=")[2].strip().strip('"')
        assert not any(said in text for text in texts)
    assert not list(unpacked.rglob("key*"))


def test_a_policy_closes_the_command_line_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "load_policy", lambda: (Policy(teaching="never"), ()))
    for command in teachers_commands(tmp_path):
        ran = run(*command)
        assert ran.status == 1, command
        assert "a students' computer" in ran.err, command


def test_a_demo_opens_on_an_area_that_is_open(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    ran = run("demo", "--out", out, "--students", 1, "--no-window")
    assert ran.status == 0, ran
    assert json.loads((out / "data" / "settings.json").read_text("utf-8"))["is_demo"] is True
    assert run("grade", "caracas-2019-04-30", data="demo/data").status == 0
