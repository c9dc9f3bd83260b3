"""A lesson is corrected while a class works: nothing is locked out, and nothing goes back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator import paths
from tests.e2e.conftest import Run

LESSON = "canteen-prices"
OLD, NEW = "bread from home", "their own bread"


@dataclass
class Correction:
    """Version 1 and 2 as folders and packages, and a hand-in that was made on version 1."""

    folders: tuple[Path, Path]
    packages: tuple[Path, Path]
    drop: Path


@pytest.fixture
def corrected(run: Run, tmp_path: Path) -> Correction:
    made = Correction(
        (tmp_path / "v1", tmp_path / "v2"),
        (tmp_path / "v1.lesson", tmp_path / "v2.lesson"),
        tmp_path / "drop",
    )
    made.drop.mkdir()
    for number, folder in enumerate(made.folders, 1):
        shutil.copytree(paths.lessons_dir() / "warm-up", folder)
        change(folder / "lesson.toml", 'slug = "warm-up"', f'slug = "{LESSON}"')
        change(folder / "lesson.toml", "version = 2", f"version = {number}")
    change(made.folders[1] / "articles/01-thornwick-bell.md", OLD, NEW)
    for folder, package in zip(made.folders, made.packages, strict=True):
        assert run("lesson", "pack", folder, "-o", package, data="teacher").status == 0
    added = [each for quote in ("greedy", OLD) for each in ("--add", f"1:1:{quote}")]
    handed = ("annotate", made.packages[0], "--student", "Ana", *added, "--hand-in", made.drop)
    assert run(*handed, data="lab").status == 0
    return made


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def version(run: Run, data: str) -> int:
    return run("lesson", "show", LESSON, "--json", data=data).json["version"]


def test_work_on_version_1_is_collected_and_scored_on_version_2(run: Run, corrected) -> None:
    ran = run("collect", corrected.drop, "--lesson", LESSON, data="teacher")
    assert ran.status == 0
    assert "Collected 1 new" in ran.out
    assert "Made on version 1; it is scored on version 2." in ran.err
    assert f"1 of 2 annotations (“{OLD}”)" in ran.err
    assert version(run, "teacher") == 2
    (graded,) = run("grade", LESSON, "--json", data="teacher").json["students"]
    assert graded["points"] > 0
    again = run("collect", corrected.drop, "--lesson", LESSON, "--json", data="teacher").json
    assert (again["already"], again["troubles"]) == (1, 0)
    assert again["files"][0]["made_on"] == 1


@pytest.mark.parametrize("named", ["folder", "package"])
def test_naming_the_earlier_version_never_rolls_the_lesson_back(
    run: Run, corrected, named: str
) -> None:
    before = (corrected.folders if named == "folder" else corrected.packages)[0]
    ran = run("collect", corrected.drop, "--lesson", before, data="teacher")
    assert ran.status == 0
    assert "was not changed. The file has version 1. Version 2 is here, and it stays" in ran.err
    assert "Collected 1 new" in ran.out
    assert version(run, "teacher") == 2


def test_an_earlier_folder_is_not_packed_over_a_later_one(run: Run, corrected, tmp_path) -> None:
    target = tmp_path / "again.lesson"
    ran = run("lesson", "pack", corrected.folders[0], "-o", target, data="teacher")
    assert ran.status == 1
    assert "This folder has version 1" in ran.err
    assert "version 2 is here already. Nothing was written." in ran.err
    assert not target.exists()


def test_a_student_who_opens_the_earlier_file_keeps_the_later_lesson(run: Run, corrected) -> None:
    assert run("lesson", "show", corrected.packages[1], data="lab").status == 0
    ran = run("lesson", "show", corrected.packages[0], data="lab")
    assert "version 2" in ran.out
    assert "Version 2 is here, and it stays" in ran.err
    assert version(run, "lab") == 2
