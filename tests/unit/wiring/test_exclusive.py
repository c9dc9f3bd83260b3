"""A data folder is one copy's at a time, and nobody's after a kill."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.domain.errors import FolderInUse, StorageTrouble
from annotator.use_cases.exclusive import LOCK_NAME, Exclusive

HOLDER = """
import sys
from pathlib import Path
from types import SimpleNamespace
from annotator.use_cases.exclusive import Exclusive
lock = Exclusive.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that has the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_folder_is_made_and_taken_once(tmp_path):
    lock = Exclusive.take(tmp_path / "new" / "folder")
    with pytest.raises(FolderInUse, match="Nothing is lost"):
        Exclusive.take(tmp_path / "new" / "folder", patience=0)
    lock.release()
    lock.release()
    again = Exclusive.take(tmp_path / "new" / "folder", patience=0)
    assert again.is_held
    again.release()


def test_another_process_has_it_until_it_is_killed(tmp_path, holder):
    with pytest.raises(FolderInUse):
        Exclusive.take(tmp_path, patience=0)
    holder.kill()
    holder.wait()
    Exclusive.take(tmp_path, patience=0).release()


def test_a_file_that_a_kill_left_with_ones_own_number_locks_nobody_out(tmp_path):
    """Some systems give every process the same number."""
    left = f"{os.getpid()}\n{Path(sys.executable).resolve().name}\nvm\n"
    (tmp_path / LOCK_NAME).write_text(left)
    Exclusive.take(tmp_path, patience=0).release()


def test_a_file_that_a_kill_left_with_a_living_process_locks_nobody_out(tmp_path):
    """The number of a process that was killed may be another process's by now."""
    (tmp_path / LOCK_NAME).write_text(f"{os.getppid()}\nannotator\nvm\n")
    Exclusive.take(tmp_path, patience=0).release()


def test_the_message_names_no_process(tmp_path):
    lock = Exclusive.take(tmp_path)
    with pytest.raises(FolderInUse) as told:
        Exclusive.take(tmp_path, patience=0)
    assert str(os.getpid()) not in str(told.value)
    assert "process" not in str(told.value)
    lock.release()


def test_a_folder_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageTrouble, match="--data-dir") as told:
        Exclusive.take(tmp_path / "file" / "below")
    assert "Nothing was changed" in str(told.value)
    (tmp_path / LOCK_NAME).mkdir()
    with pytest.raises(StorageTrouble, match="cannot be written to"):
        Exclusive.take(tmp_path)


def test_on_windows_a_byte_behind_all_that_is_written_is_locked(tmp_path, monkeypatch):
    """Windows lets nobody read a byte that is locked, and the lines are for others."""
    holders = {}

    def locking(file, mode, count):
        place = (os.fstat(file).st_ino, os.lseek(file, 0, os.SEEK_CUR))
        assert (mode, count) == (2, 1)
        if holders.setdefault(place, file) != file:
            raise OSError(errno.EACCES, "taken")

    fake = SimpleNamespace(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("COMPUTERNAME", "LAB-7")
    lock = Exclusive.take(tmp_path)
    with pytest.raises(FolderInUse):
        Exclusive.take(tmp_path, patience=0)
    monkeypatch.undo()
    [(_, place)] = holders
    told = (tmp_path / LOCK_NAME).read_text()
    assert place > 1000 > len(told)
    assert told.split("\n")[2] == "LAB-7"
    lock.release()


def test_a_disk_that_knows_no_locks_is_told(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    refuse = OSError(errno.ENOLCK, "No locks available")
    monkeypatch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(refuse))
    with pytest.raises(StorageTrouble, match="No locks available"):
        Exclusive.take(tmp_path)
