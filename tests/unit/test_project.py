"""The project's own papers: what they promise is there, and what must not be in them is not."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
# Asked while the tests are collected: when they run, home is a folder of their own.
PERSONS_HOME = Path.home()
MADE = {"build", "dist", "__pycache__"}
OUR_HIDDEN = {".ci", ".gitattributes", ".gitignore"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project_files() -> list[Path]:
    """Return the files of the project: those in git, or without git all but what is made."""
    if (ROOT / ".git").exists() and (git := shutil.which("git")):
        listing = subprocess.run(
            [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        found = [ROOT / name for name in listing.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not is_made(path.relative_to(ROOT))]
    return [path for path in found if path.is_file()]


def is_made(path: Path) -> bool:
    hidden = path.parts[0].startswith(".") and path.parts[0] not in OUR_HIDDEN
    return hidden or bool(MADE & set(path.parts))


def readable_files() -> dict[str, str]:
    texts = {}
    for path in project_files():
        data = path.read_bytes()
        if b"\0" not in data:
            texts[path.relative_to(ROOT).as_posix()] = data.decode("utf-8")
    return texts


PROJECT = tomllib.loads(read("pyproject.toml"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUN_TIME = [
    entry
    for entry in [*PROJECT["project"]["dependencies"], *EXTRAS["teacher"], *EXTRAS["server"]]
    if not entry.startswith("annotator[")
]


# -- what is installed -------------------------------------------------------------------------


def test_the_program_and_its_window_have_a_command_each():
    assert PROJECT["project"]["scripts"] == {"annotator": "annotator.__main__:main"}
    assert PROJECT["project"]["gui-scripts"] == {"annotator-app": "annotator.__main__:main"}


# -- what is written ---------------------------------------------------------------------------


def code_in(markdown: str) -> str:
    blocks = re.findall(r"```\w*\n(.*?)```", markdown, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL))
    return "\n".join(blocks + spans)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


def test_the_readme_begins_with_the_two_commands():
    first_block = re.search(r"```\w*\n(.*?)```", read("README.md"), re.DOTALL)
    assert first_block is not None
    assert first_block[1].split("\n") == ["make run", "make test", ""]
    assert read("README.md")[: first_block.start()].count("\n") <= 6


def test_each_make_command_in_the_readme_exists():
    named = set(re.findall(r"\bmake ([a-z-]+)", code_in(read("README.md"))))
    assert {"run", "test", "install", "check", "bench"} <= named
    assert named <= targets()


def test_each_make_command_with_a_description_is_in_the_readme():
    described = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    assert described - {"help"} <= set(re.findall(r"`make ([a-z-]+)`", read("README.md")))


def test_each_target_that_is_not_a_file_is_phony():
    phony = set(re.findall(r"^\.PHONY: ([a-z-]+)$", read("Makefile"), re.MULTILINE))
    assert targets() == phony


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "THIRD_PARTY_NOTICES.md"])
def test_each_file_a_page_links_to_is_there(page: str):
    for target in re.findall(r"\]\(([^)#\s]+)", read(page)):
        if not target.startswith("https://"):
            assert (ROOT / target).exists(), target


def test_the_licence_is_mit_and_names_its_holders():
    assert read("LICENSE").startswith("MIT License\n")
    assert "2026 Annotator contributors" in read("LICENSE")
    assert PROJECT["project"]["license"] == "MIT"


@pytest.mark.parametrize("entry", RUN_TIME)
def test_each_dependency_is_named_in_the_notices(entry: str):
    assert f"`{Requirement(entry).name}`" in read("THIRD_PARTY_NOTICES.md")


def test_the_changelog_tells_of_this_version_or_of_what_comes():
    assert re.search(
        rf"^## \[(Unreleased|{re.escape(PROJECT['project']['version'])})\]",
        read("CHANGELOG.md"),
        re.MULTILINE,
    )


def test_the_check_of_a_change_runs_make_check():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make check" in script.read_text()


# -- what must not be there --------------------------------------------------------------------


def test_no_file_holds_a_path_of_one_machine():
    places = {f"{place.as_posix()}/" for place in (ROOT.parent, PERSONS_HOME) if place.name}
    places -= {f"{tempfile.gettempdir()}/"}
    patterns = [re.escape(place) for place in places] + [
        r"/home/[a-z]\w+/",
        r"/Users/(?!Shared/)[A-Za-z]\w+/",
    ]
    machine = re.compile(rf"(?<![\w.])({'|'.join(patterns)})")
    own = "tests/unit/test_project.py"
    found = {
        name: hit[0] for name, text in readable_files().items() if (hit := machine.search(text))
    }
    found.pop(own, None)
    assert found == {}


def test_no_file_names_a_package_index():
    index = re.compile(r"\bpypi[.](org|io)\b|pythonhosted[.]org|--(extra-)?index-url")
    allowed = {"tests/unit/test_project.py", "tools/lock.py"}
    found = [name for name, text in readable_files().items() if index.search(text)]
    assert set(found) <= allowed


def test_each_text_file_ends_its_lines_with_lf():
    assert [name for name, text in readable_files().items() if "\r\n" in text] == []


def test_an_init_file_holds_nothing_but_a_docstring():
    for path in (ROOT / "annotator").rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path
        assert isinstance(body[0].value, ast.Constant), path
