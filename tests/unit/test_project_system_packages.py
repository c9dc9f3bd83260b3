"""tools/system_packages.sh on machines of several kinds, played by small stand-ins for apt."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tools" / "system_packages.sh"
BOOKWORM = ["libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxkbcommon0"]
TRIXIE = [name.replace("libglib2.0-0", "libglib2.0-0t64") for name in BOOKWORM]

STAND_INS = {
    "uname": 'echo "${FAKE_SYSTEM:-Linux}"',
    "id": 'echo "$FAKE_USER"',
    "dpkg-query": 'for last; do :; done; grep -qx "$last" "$FAKE/installed" && echo -n installed',
    "apt-cache": 'grep -qx "$2" "$FAKE/offered" && echo "  Candidate: 1.0" || true',
    "apt-get": """
        echo "$*" >> "$FAKE/calls"
        [ "$1" = install ] || exit 0
        for word; do case "$word" in lib*|python*) echo "$word" >> "$FAKE/installed" ;; esac; done
        exit "${FAKE_FAILS:-0}" """,
}


class Machine:
    """A pretended Linux machine: what it has, what its release offers, and what apt was asked."""

    def __init__(self, folder: Path, offered: list[str], installed: list[str], user: int) -> None:
        self.folder = folder
        self.user = user
        commands = folder / "bin"
        commands.mkdir()
        for name, body in STAND_INS.items():
            (commands / name).write_text(f"#!/bin/bash\n{body}\n")
            (commands / name).chmod(0o755)
        (folder / "installed").write_text("".join(f"{name}\n" for name in installed))
        (folder / "offered").write_text("".join(f"{name}\n" for name in offered))
        (folder / "calls").touch()

    def run(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        fake = {"FAKE": str(self.folder), "FAKE_USER": str(self.user)}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [str(SCRIPT), *words],
            env={**os.environ, **fake, **extra, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


def test_a_machine_that_has_all_is_left_alone_and_told_nothing(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, BOOKWORM, user=0)
    run = machine.run("offscreen")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert machine.calls() == []


def test_a_newer_name_of_a_library_counts_as_well(tmp_path: Path):
    machine = Machine(tmp_path, TRIXIE, TRIXIE, user=0)
    assert machine.run("offscreen").stdout == ""
    assert machine.calls() == []


@pytest.mark.parametrize("release", [BOOKWORM, TRIXIE], ids=["bookworm", "trixie"])
def test_root_gets_what_is_missing_under_its_release_s_name(tmp_path: Path, release: list[str]):
    machine = Machine(tmp_path, release, release[:2], user=0)
    assert machine.run("offscreen").returncode == 0
    update, install = machine.calls()
    assert update.startswith("update")
    assert install.split()[-4:] == release[2:]


def test_root_is_told_the_whole_list(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, [], user=0)
    assert machine.run("offscreen").stdout.split()[-6:] == BOOKWORM


def test_a_second_time_there_is_nothing_to_do(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, [], user=0)
    machine.run("offscreen")
    first = machine.calls()
    assert machine.run("offscreen").stdout == ""
    assert machine.calls() == first


def test_anyone_else_is_told_the_line_to_type_and_goes_on(tmp_path: Path):
    machine = Machine(tmp_path, TRIXIE, TRIXIE[:4], user=1000)
    run = machine.run("offscreen")
    assert run.returncode == 0
    assert run.stderr.splitlines()[-1].strip() == (
        "sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libxkbcommon0"
    )
    assert machine.calls() == []


def test_a_failed_installation_names_what_to_install(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, BOOKWORM[1:], user=0)
    run = machine.run("offscreen", FAKE_FAILS="100")
    assert run.returncode == 1
    assert run.stderr.strip().endswith("Install these by hand: libgl1")


def test_a_screen_asks_for_more_than_none(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, BOOKWORM, user=1000)
    assert "libxcb-cursor0" in machine.run("display").stderr


def test_another_system_is_left_alone(tmp_path: Path):
    machine = Machine(tmp_path, BOOKWORM, [], user=0)
    assert machine.run("offscreen", FAKE_SYSTEM="Darwin").returncode == 0
    assert machine.calls() == []


def test_a_word_it_does_not_know_is_a_usage_error(tmp_path: Path):
    run = Machine(tmp_path, [], [], user=1000).run("everything")
    assert run.returncode == 2
    assert "usage:" in run.stderr
