"""Everything a class prints, from the command to the page."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.e2e.conftest import NoDesktop, Run

CARACAS = "caracas-2019-04-30"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Play two students once and return the class's data folder."""
    from annotator.cli.main import run_command_line

    out = tmp_path_factory.mktemp("demo") / "class"
    words = ["demo", "--out", str(out), "--students", "2", "--seed", "7", "--no-window"]
    assert run_command_line(words, NoDesktop()) == 0
    return str(out / "data")


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.parametrize(
    "words, name, said",
    [
        (["blank", CARACAS], f"{CARACAS}_blank.pdf", "Your notes"),
        (["key", CARACAS, "--bw"], f"{CARACAS}_key.pdf", "not for students"),
        (["report", CARACAS], f"{CARACAS}_report.pdf", "For the gradebook"),
        (["history", "7b-01"], "history_7b-01.pdf", "1 attempt at 1 lesson"),
        (["copies", CARACAS, "--student", "7B-02"], f"{CARACAS}_copy_7B-02.pdf", "My copy"),
        (["worksheets", CARACAS, "--merged"], f"{CARACAS}.pdf", "What to practise next"),
    ],
)
def test_each_document_is_written_under_its_name(
    run: Run, played: str, tmp_path: Path, words: list[str], name: str, said: str
) -> None:
    ran = run("export", *words, "-o", tmp_path / "out", data=played)
    assert ran.status == 0, ran.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]
    assert said in words_of(tmp_path / "out" / name)


def test_a_zip_of_anonymous_worksheets_names_nobody(run: Run, played: str, tmp_path: Path) -> None:
    options = ("--zip", "--anonymous", "--size", "18", "--paper", "letter")
    assert run("export", "worksheets", CARACAS, "-o", tmp_path, *options, data=played).status == 0
    with zipfile.ZipFile(tmp_path / f"{CARACAS}.zip") as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    assert len(names) == 2
    for name in names:
        assert "7B" not in name
        assert "7B-0" not in words_of(tmp_path / name)


def test_one_file_and_a_zip_at_once_is_refused(run: Run, played: str, tmp_path: Path) -> None:
    ran = run("export", "copies", CARACAS, "-o", tmp_path, "--zip", "--merged", data=played)
    assert ran.status == 1
    assert "Choose one of --merged and --zip" in ran.err


def test_a_class_that_handed_nothing_in_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    ran = run("export", "worksheets", CARACAS, "-o", tmp_path / "out")
    assert ran.status == 1
    assert "Nobody has handed in yet" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_history_of_a_stranger_is_told_in_a_sentence(
    run: Run, played: str, tmp_path: Path
) -> None:
    ran = run("export", "history", "Nobody", "-o", tmp_path / "out", data=played)
    assert ran.status == 1
    assert "No hand-in of “Nobody” has been collected here" in ran.err
