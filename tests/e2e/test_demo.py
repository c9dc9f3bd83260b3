"""The class that plays itself, from the command to the printed page."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from annotator.use_cases.exclusive import Exclusive
from tests.e2e.conftest import NoDesktop, Ran, Run

CARACAS = "caracas-2019-04-30"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play three students once for the tests of this file."""
    from annotator.cli.main import run_command_line

    out = tmp_path_factory.mktemp("demo") / "class"
    words = ["demo", "--out", str(out), "--students", "3", "--seed", "7", "--no-window"]
    assert run_command_line(words, NoDesktop()) == 0
    return out


def test_it_leaves_hand_ins_worksheets_and_a_data_folder(played: Path) -> None:
    assert len(list((played / "hand-ins").glob("*.handin"))) == 3
    assert len(list((played / "worksheets").glob("*.pdf"))) == 3
    assert (played / "data" / "annotator.db").is_file()


def test_the_printed_total_is_the_graded_total(played: Path, run: Run) -> None:
    graded = run("grade", CARACAS, "--json", data=str(played / "data")).json
    for student in graded["students"]:
        pdf = played / "worksheets" / f"{CARACAS}_{student['student']}.pdf"
        text = PdfReader(io.BytesIO(pdf.read_bytes())).pages[0].extract_text()
        total = f"{round(student['total'], 2):g} / {round(student['total_maximum'], 2):g}"
        assert total in text


def test_the_same_seed_gives_the_same_grades_and_the_same_bytes(
    played: Path, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "again"
    ran = run("demo", "--out", other, "--students", "3", "--seed", "7", "--no-window")
    assert ran.status == 0
    one = run("grade", CARACAS, "--json", data=str(played / "data")).out
    two = run("grade", CARACAS, "--json", data=str(other / "data")).out
    assert json.loads(one) == json.loads(two)
    for pdf in (played / "worksheets").iterdir():
        assert pdf.read_bytes() == (other / "worksheets" / pdf.name).read_bytes()


def test_collecting_the_demo_again_changes_nothing(played: Path, run: Run) -> None:
    data = str(played / "data")
    before = run("grade", CARACAS, "--json", data=data).out
    again = run("collect", played / "hand-ins", "--lesson", CARACAS, "--json", data=data).json
    assert (again["new"], again["already"]) == (0, 3)
    assert run("grade", CARACAS, "--json", data=data).out == before


def test_it_does_not_touch_a_folder_that_holds_other_things(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    ran = run("demo", "--out", tmp_path / "mine", "--students", "1")
    assert ran.status == 1
    assert "Nothing was changed" in ran.err
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_it_opens_the_app_where_there_is_a_display(
    run: Run, desktop: NoDesktop, tmp_path: Path
) -> None:
    desktop.has_display = True
    out = tmp_path / "d"
    assert run("demo", "--out", out, "--students", "1").status == 0
    assert desktop.opened == [out / "data"]
    desktop.opened.clear()
    assert run("demo", "--out", out, "--students", "1", "--no-window").status == 0
    assert desktop.opened == []


def test_without_a_display_it_says_so_and_ends_well(run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--out", tmp_path / "d", "--students", "1")
    assert ran.status == 0
    assert "no display" in ran.out


# -- a demo that is there already --------------------------------------------------------------


@pytest.fixture
def copied(played: Path, tmp_path: Path) -> Path:
    """A demo of three students that nobody has touched, made to be changed."""
    return Path(shutil.copytree(played, tmp_path / "kept"))


def again(run: Run, out: Path, *more: str, students: str = "3") -> Ran:
    return run("demo", "--out", out, "--students", students, "--seed", "7", "--no-window", *more)


def names_in(out: Path) -> set[str]:
    with closing(sqlite3.connect(out / "data" / "annotator.db")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM student")}


def add_student(out: Path) -> None:
    """Let somebody work with the demo."""
    with closing(sqlite3.connect(out / "data" / "annotator.db")) as connection:
        connection.execute("INSERT INTO student (id, name, name_key) VALUES ('z', 'Zoë', 'zoë')")
        connection.commit()


def test_a_demo_that_somebody_worked_with_is_opened_as_it_was_left(
    run: Run, desktop: NoDesktop, copied: Path
) -> None:
    add_student(copied)
    desktop.has_display = True
    ran = run("demo", "--out", copied, "--students", "3", "--seed", "7")
    assert ran.status == 0
    assert "kept as it was left" in ran.out
    assert "Zoë" in names_in(copied)
    assert desktop.opened == [copied / "data"]


def test_another_class_is_not_played_over_somebodys_work(run: Run, copied: Path) -> None:
    add_student(copied)
    ran = again(run, copied, students="1")
    assert ran.status == 1
    assert "Nothing was changed" in ran.err
    assert "--fresh" in ran.err
    assert "Zoë" in names_in(copied)


def test_another_class_takes_the_place_of_one_that_nobody_touched(run: Run, copied: Path) -> None:
    assert again(run, copied, students="1").status == 0
    assert len(list((copied / "hand-ins").glob("*.handin"))) == 1


def test_a_demo_that_nobody_touched_gives_the_same_grades_again(run: Run, copied: Path) -> None:
    shutil.rmtree(copied / "worksheets")
    made, kept = again(run, copied), again(run, copied)
    assert (made.status, kept.status) == (0, 0)
    assert made.out in kept.out
    assert len(list((copied / "worksheets").glob("*.pdf"))) == 3


def test_fresh_makes_it_anew_over_anything(run: Run, copied: Path) -> None:
    add_student(copied)
    assert again(run, copied, "--fresh").status == 0
    assert "Zoë" not in names_in(copied)


def test_a_demo_of_the_version_before_is_kept(run: Run, copied: Path) -> None:
    (copied / "annotator-demo.txt").write_text(
        "This folder is made anew by “annotator demo”.\n", encoding="utf-8"
    )
    add_student(copied)
    assert again(run, copied).status == 0
    assert "Zoë" in names_in(copied)


def test_a_demo_that_was_broken_off_is_played_anew(run: Run, copied: Path) -> None:
    (copied / "annotator-demo.txt").write_text('A demo.\n{"unfinished": true}\n', encoding="utf-8")
    add_student(copied)
    assert again(run, copied).status == 0
    assert "Zoë" not in names_in(copied)


@pytest.mark.parametrize("more", [[], ["--fresh"]])
def test_a_demo_on_which_the_app_is_open_is_not_emptied(
    run: Run, copied: Path, more: list[str]
) -> None:
    lock = Exclusive.take(copied / "data")
    ran = again(run, copied, *more, students="1")
    lock.release()
    assert ran.status == 1
    assert "app is open" in ran.err
    assert "Nothing was changed" in ran.err
    assert len(list((copied / "hand-ins").glob("*.handin"))) == 3
    assert again(run, copied).status == 0
    assert len(list((copied / "hand-ins").glob("*.handin"))) == 3
