"""The student set alone: a student's day works, and what is missing says so in one sentence."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import TEACHER
from annotator.wiring.application import open_application

ROOT = Path(__file__).resolve().parents[2]
CARACAS = "caracas-2019-04-30"
ARTICLE = "He said nothing. It was raining on the day of the march, and nobody came to look.\n"


def names_in(lock: str) -> list[str]:
    return re.findall(r"^([\w.-]+)==", (ROOT / "locks" / lock).read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def student_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment that has the packages of the student set and no others."""
    folder = tmp_path_factory.mktemp("student-set")
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for name in names_in("student.txt"):
        if name == "colorama":  # for Windows alone
            continue
        found = distribution(name)
        tops = {path.parts[0] for path in found.files or () if path.parts[0] != ".."}
        for top in tops - {"__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(found.locate_file(top))
    (site / "annotator-checkout.pth").write_text(f"{ROOT}\n")
    return folder / "bin" / "python"


def start(python: Path, *words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTHON"))}
    return subprocess.run(
        [str(python), *map(str, words)],
        cwd=home if words[1] == "annotator" else ROOT,
        env={**environment, "ANNOTATOR_DATA_DIR": str(home / "data")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_lacks_what_the_set_lacks(student_python: Path, tmp_path: Path):
    probe = "import importlib.util as u; print([n for n in {!r} if u.find_spec(n)])"
    missing = ["spacy", "numpy", "reportlab", "pypdfium2", "lxml", "pypdf", "PIL", "hypothesis"]
    assert all(importlib.util.find_spec(name) for name in missing)
    run = start(student_python, "-c", probe.format(missing), home=tmp_path)
    assert (run.stdout, run.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    "what, words",
    [
        ("Help with the language of articles", ["suggest", "page.txt"]),
        ("Help with the language of articles", ["suggest", CARACAS, "--json"]),
        ("Help with the language of articles", ["compare", CARACAS]),
        ("Importing articles", ["article", "import", "page.txt", "--into", "out"]),
        ("Importing articles", ["article", "import", "page.txt", "--json"]),
        ("Making PDFs", ["export", "blank", CARACAS, "-o", "out"]),
        ("Making PDFs", ["export", "worksheets", CARACAS, "-o", "out"]),
        ("Making PDFs", ["demo", "--out", "out", "--no-window"]),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_command_that_needs_more_says_so(
    student_python: Path, tmp_path: Path, what: str, words: list[str]
):
    (tmp_path / "page.txt").write_text(ARTICLE)
    run = start(student_python, "-m", "annotator", *words, home=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        f"{what} is not installed here: this machine has the student set of Annotator. "
        "Nothing was changed. Install the teacher set to get it.\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_student_works_hands_in_and_sees_what_comes_back(
    student_python: Path, run, tmp_path: Path
):
    # The teacher has all of the app; the student's process has the student set.
    package, drop = tmp_path / "caracas.lesson", tmp_path / "drop"
    drop.mkdir()
    assert run("lesson", "pack", ROOT / "lessons" / CARACAS, "-o", package).status == 0
    day = "tests.e2e.student_day"
    data = tmp_path / "student"
    worked = start(student_python, "-m", day, data, "work", package, drop, home=tmp_path)
    assert worked.returncode == 0, worked.stderr
    assert worked.stdout.splitlines()[0] == "marked ['running down']"
    assert "The teacher’s area is not installed here" in worked.stdout

    assert run("collect", drop, "--lesson", CARACAS, "--json").json["new"] == 1
    application = open_application(tmp_path / "machine")
    grading = application.grading.session(CARACAS, Grader(TEACHER, "ada"))
    (entry,) = grading.entries
    grading.comment(entry.id, "Look at the verbs.")
    grading.mark_graded(entry.id)
    application.grading.give_back(grading, [grading.entry(entry.id)], tmp_path / "returned")
    application.close()
    (feedback,) = (tmp_path / "returned").glob("*.feedback")
    seen = start(student_python, "-m", day, data, "look", feedback, home=tmp_path)
    assert seen.returncode == 0, seen.stderr
    assert "Look at the verbs." in seen.stdout
