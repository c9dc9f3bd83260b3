"""Sealed hand-ins and the command line, when the teacher's key is under a passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator import paths
from annotator.cli.passphrase import VARIABLE
from annotator.files.key_lock import Strength
from annotator.files.teacher_keys import TeacherKeys
from tests.e2e.conftest import Run

WORDS = "four quiet green herons"
LESSON = "warm-up"


@pytest.fixture
def drop(run: Run, tmp_path: Path) -> Path:
    """Hand in one student's work on a teacher's package; then the teacher takes a passphrase."""
    package, folder = tmp_path / "warm-up.lesson", tmp_path / "drop"
    folder.mkdir()
    assert run("lesson", "pack", paths.lessons_dir() / LESSON, "-o", package).status == 0
    ran = run("annotate", package, "--student", "Mira", "--hand-in", folder, data="student")
    assert ran.status == 0, ran
    TeacherKeys(tmp_path / "machine", strength=Strength(1, 8192)).set_passphrase(WORDS)
    return folder


def test_without_the_passphrase_nothing_is_collected_and_nothing_is_lost(
    run: Run, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    ran = run("collect", drop, "--lesson", LESSON)
    assert ran.status == 1
    assert ran.err.count("protected by a passphrase") == 1
    assert VARIABLE in ran.err
    assert len(list(drop.iterdir())) == 1
    monkeypatch.setenv(VARIABLE, "not this one")
    ran = run("collect", drop, "--lesson", LESSON)
    assert ran.status == 1
    assert "wrong" in ran.err
    assert "not this one" not in ran.err + ran.out


def test_with_the_passphrase_in_the_environment_all_is_as_before(
    run: Run, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, WORDS)
    ran = run("collect", drop, "--lesson", LESSON, "--json")
    assert ran.status == 0
    assert WORDS not in ran.out + ran.err


def test_every_command_of_a_teacher_needs_the_passphrase(
    run: Run, drop: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands = (
        ("grade", LESSON),
        ("export", "key", LESSON, "-o", tmp_path / "key"),
        ("lesson", "pack", paths.lessons_dir() / LESSON, "-o", tmp_path / "again.lesson"),
    )
    monkeypatch.delenv(VARIABLE, raising=False)
    for command in commands:
        ran = run(*command)
        assert ran.status == 1, command
        assert "protected by a passphrase" in ran.err, command
    assert not (tmp_path / "key").exists()
    assert not (tmp_path / "again.lesson").exists()
    monkeypatch.setenv(VARIABLE, WORDS)
    for command in commands:
        assert run(*command).status == 0, command


def test_a_new_key_collects_what_is_handed_in_from_now_on(
    run: Run, drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way back of somebody who has neither passphrase nor code: see the IT guide."""
    monkeypatch.delenv(VARIABLE, raising=False)
    key = tmp_path / "machine" / "teacher.key"
    key.rename(key.with_name("teacher.key.old"))
    package = tmp_path / "new.lesson"
    assert run("lesson", "pack", paths.lessons_dir() / LESSON, "-o", package).status == 0
    told = run("collect", drop, "--lesson", LESSON)
    assert "sealed for another teacher" in told.err + told.out
    # Mira's work is still on her machine: she opens the new file and hands in again.
    again = ("annotate", package, "--student", "Mira", "--hand-in", drop)
    ran = run(*again, data="student")
    assert ran.status == 1
    assert "from another teacher" in ran.err
    assert run(*again, "--new-teacher", data="student").status == 0
    collected = run("collect", drop, "--lesson", LESSON)
    assert "Collected 1 new hand-in" in collected.out
