"""The wheel carries the program and its data, and nothing that is not handed out."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
DATA = ("resources", "lessons")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout and return it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, check=True
    )
    return next(folder.glob("annotator-*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """Return the names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped(folder: str) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


@pytest.mark.parametrize("folder", DATA)
def test_each_data_file_is_in_the_wheel(names: set[str], folder: str):
    files = shipped(folder)
    assert files
    assert [name for name in files if f"annotator/_data/{name}" not in names] == []


def test_the_typefaces_are_those_that_were_compared_and_their_licences_are_with_them(
    wheel: Path, names: set[str]
):
    folder = "annotator/typefaces/"
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read(f"{folder}SHA256SUMS").decode().splitlines()
        listed = dict(reversed(line.split(maxsplit=1)) for line in lines)
        found = {
            name.removeprefix(folder): hashlib.sha256(archive.read(name)).hexdigest()
            for name in names
            if name.endswith(".ttf")
        }
    assert len(listed) == 5
    assert found == listed
    assert {f"{folder}OFL-{name}.txt" for name in ("Atkinson-Hyperlegible", "IBM-Plex")} <= names


def test_each_module_is_in_the_wheel(names: set[str]):
    assert [name for name in shipped("annotator") if name not in names] == []


def test_nothing_else_is_in_the_wheel(names: set[str]):
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"annotator"}


def test_the_licence_and_the_notices_are_in_the_wheel(names: set[str]):
    papers = {PurePosixPath(name).name for name in names if "/licenses/" in name}
    assert papers == {"LICENSE", "THIRD_PARTY_NOTICES.md"}


def test_an_installed_wheel_finds_its_data_in_itself(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    probe = "import annotator.paths as p; print(p.resources_dir()); print(p.lessons_dir())"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {probe}",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    for line, folder in zip(run.stdout.splitlines(), DATA, strict=True):
        assert Path(line) == tmp_path / "site" / "annotator" / "_data" / folder
