"""The grades of a class, from a script: the file is written whole, what is doubtful is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from annotator.files.gradebook import FORMATS
from tests.e2e.conftest import Run

CARACAS = "caracas-2019-04-30"


@pytest.fixture
def graded(run: Run, tmp_path: Path) -> Run:
    drop = tmp_path / "drop"
    drop.mkdir()
    for number, name in enumerate(("Ana Lee", "=cmd|' /C calc'!A0")):
        added = ("--add", "1:loaded-language:running down")
        data = f"student {number}"
        handed = run("annotate", CARACAS, "--student", name, *added, "--hand-in", drop, data=data)
        assert handed.status == 0
    assert run("collect", drop, "--lesson", CARACAS).status == 0
    return run


@pytest.mark.parametrize("form", [each.key for each in FORMATS])
def test_each_format_is_written_with_every_student(graded: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / "grades.csv"
    request = ("export", "gradebook", CARACAS, "-o", out, "--format", form)
    ran = graded(*request)
    assert ran.status == 0
    assert "points of 0 of 2 students" in ran.out
    assert "2 hand-ins are not graded yet and have no points" in ran.err
    ran = graded(*request, "--provisional")
    assert ran.status == 0
    assert "points of 2 of 2 students" in ran.out
    text = out.read_text(encoding="utf-8-sig")
    assert "Ana Lee" in text
    assert "'=cmd" in text
    assert ",=cmd" not in text


def test_a_class_list_gives_numbers_and_names_who_is_missing(graded: Run, tmp_path: Path) -> None:
    roster, out = tmp_path / "7B.csv", tmp_path / "grades.csv"
    roster.write_text("Schülernummer;Nachname;Vorname\n1;Lee;Ana\n2;Ray;Bob\n1;X;Y\n", "cp1252")
    ran = graded("export", "gradebook", CARACAS, "-o", out, "--format", "plain", "--roster", roster)
    assert ran.status == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [(r["student_id"], r["name"], r["missing"]) for r in rows[:2]] == [
        ("1", "Ana Lee", ""),
        ("2", "Bob Ray", "yes"),
    ]
    assert "line 4" in ran.err
    assert "not on the class list" in ran.err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"red,green\n1,2\n"])
def test_a_file_that_is_no_class_list_is_refused_and_nothing_is_written(
    graded: Run, tmp_path: Path, content: bytes
) -> None:
    roster, out = tmp_path / "7B.csv", tmp_path / "grades.csv"
    roster.write_bytes(content)
    ran = graded(
        "export", "gradebook", CARACAS, "-o", out, "--format", "canvas", "--roster", roster
    )
    assert ran.status == 1
    assert "7B.csv" in ran.err
    assert not out.exists()


def test_a_format_that_is_not_known_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "grades.csv"
    assert run("export", "gradebook", CARACAS, "-o", out, "--format", "lotus").status == 2
    assert run("export", "gradebook", CARACAS, "-o", out).status == 2
