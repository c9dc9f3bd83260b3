"""Graded work goes back from a script: files for those who are graded, and for nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.wiring.application import open_application
from tests.e2e.conftest import Run

CARACAS = "caracas-2019-04-30"


@pytest.fixture
def collected(run: Run, tmp_path: Path) -> Run:
    drop = tmp_path / "drop"
    drop.mkdir()
    for number, name in enumerate(("Ana Lee", "Bo Berg")):
        added = ("--add", "1:loaded-language:running down")
        data = f"student {number}"
        handed = run("annotate", CARACAS, "--student", name, *added, "--hand-in", drop, data=data)
        assert handed.status == 0
    assert run("collect", drop, "--lesson", CARACAS).status == 0
    return run


def test_only_graded_work_goes_back_and_only_once(collected: Run, tmp_path: Path) -> None:
    out = tmp_path / "returned"
    ran = collected("export", "feedback", CARACAS, "-o", out)
    assert ran.status == 1
    assert "Nothing is graded" in ran.err
    assert not out.exists()

    application = open_application(tmp_path / "machine")
    grading = application.grading.session(CARACAS)
    grading.mark_graded(next(entry.id for entry in grading.entries if entry.name == "Ana Lee"))
    application.close()
    assert collected("export", "feedback", CARACAS, "-o", out, "--student", "Bo Berg").status == 1
    assert collected("export", "feedback", CARACAS, "-o", out, "--student", "Nobody").status == 1
    ran = collected("export", "feedback", CARACAS, "-o", out)
    assert ran.status == 0
    assert "1 returned" in ran.out
    assert sorted(path.suffix for path in out.iterdir()) == [".feedback", ".pdf"]
    assert collected("export", "feedback", CARACAS, "-o", out).status == 1
    assert collected("export", "feedback", CARACAS, "-o", out, "--student", "ana lee").status == 0
