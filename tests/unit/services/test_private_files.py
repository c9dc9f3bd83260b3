"""The data folder is its owner's alone, also where an older version left it open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotator.services.private_files import (
    access_list_command,
    make_private_folder,
    protect_data_folder,
)

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists")
PEOPLE = {
    "SYSTEMROOT": r"C:\Windows",
    "USERNAME": "lee",
    "USERDOMAIN": "SCHOOL",
    "USERPROFILE": "/home/lee",
}


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def made_before(folder: Path) -> Path:
    """Make a data folder as the version before did."""
    (folder / "backups").mkdir(parents=True)
    (folder / "returned" / "warm-up").mkdir(parents=True)
    for name in (
        "annotator.db",
        "annotator.db-wal",
        "teacher.key",
        "settings.json",
        "backups/annotator-2026-01-01.db",
        "returned/warm-up/Ann.pdf",
    ):
        (folder / name).write_bytes(b"x")
    return folder


@needs_modes
def test_what_an_older_version_left_open_is_closed(tmp_path: Path) -> None:
    folder = made_before(tmp_path / "data")
    assert mode(folder / "annotator.db") == 0o644
    assert protect_data_folder(folder) == ()
    assert mode(folder) == 0o700
    for path in folder.rglob("*"):
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


@needs_modes
def test_a_folder_that_holds_other_things_stays_and_only_our_files_are_closed(
    tmp_path: Path,
) -> None:
    folder = made_before(tmp_path / "home")
    script = folder / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    link = folder / "backups" / "linked"
    link.symlink_to(script)
    assert protect_data_folder(folder) == ()
    assert mode(folder) == 0o755
    assert mode(script) == 0o755
    assert mode(folder / "annotator.db") == 0o600
    assert mode(folder / "returned" / "warm-up") == 0o700


@needs_modes
def test_a_folder_that_cannot_be_closed_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_before(tmp_path / "data")

    def refuse(self: Path, mode: int) -> None:
        raise PermissionError(self, mode)

    monkeypatch.setattr(Path, "chmod", refuse)
    (told,) = protect_data_folder(folder)
    assert "Other accounts of this computer" in told


def test_a_folder_that_is_not_there_is_no_trouble_here(tmp_path: Path) -> None:
    assert protect_data_folder(tmp_path / "none") == ()


@needs_modes
def test_a_new_folder_is_closed_from_its_first_moment(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "outer" / "data")
    assert mode(tmp_path / "outer" / "data") == 0o700
    make_private_folder(tmp_path / "outer" / "data")


# -- Windows: the command is built here, but was not run there -------------------------------------


def ran(answers: int, commands: list[Sequence[str]]):
    def run(command: Sequence[str]) -> int:
        commands.append(command)
        return answers

    return run


def test_on_windows_a_folder_outside_the_profile_is_left_to_its_account(tmp_path: Path) -> None:
    commands: list[Sequence[str]] = []
    folder = made_before(tmp_path / "data")
    told = protect_data_folder(folder, environment=PEOPLE, is_windows=True, run=ran(0, commands))
    assert told == ()
    (command,) = commands
    assert command == access_list_command(folder, PEOPLE)
    assert command[0].endswith("icacls.exe")
    assert command[1:] == (
        str(folder),
        "/inheritance:r",
        "/grant:r",
        "SCHOOL\\lee:(OI)(CI)F",
        "/grant:r",
        "*S-1-5-18:(OI)(CI)F",
        "/grant:r",
        "*S-1-5-32-544:(OI)(CI)F",
        "/Q",
    )


def test_on_windows_the_profile_is_closed_already(tmp_path: Path) -> None:
    commands: list[Sequence[str]] = []
    folder = made_before(tmp_path / "data")
    people = {**PEOPLE, "USERPROFILE": str(tmp_path)}
    assert (
        protect_data_folder(folder, environment=people, is_windows=True, run=ran(0, commands)) == ()
    )
    assert commands == []


def test_on_windows_what_fails_or_names_nobody_is_told_of(tmp_path: Path) -> None:
    folder = made_before(tmp_path / "data")
    refused = protect_data_folder(folder, environment=PEOPLE, is_windows=True, run=ran(5, []))
    assert len(refused) == 1
    assert protect_data_folder(folder, environment={}, is_windows=True, run=ran(0, [])) == refused


def test_on_windows_a_folder_with_other_things_is_left_as_it_is(tmp_path: Path) -> None:
    commands: list[Sequence[str]] = []
    folder = made_before(tmp_path / "data")
    (folder / "thesis.docx").write_bytes(b"x")
    told = protect_data_folder(folder, environment=PEOPLE, is_windows=True, run=ran(0, commands))
    assert (told, commands) == ((), [])
