"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from annotator.domain.errors import StorageTrouble
from annotator.files.atomic import write_private_once, write_private_whole, write_whole

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and mounts of POSIX")


def fail_with(number: int):
    def fsync(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    return fsync


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "work.handin"
    write_whole(target, b"one\r\ntwo\x00")
    write_whole(target, b"three\n")
    assert target.read_bytes() == b"three\n"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "number, said",
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_failing_disk_keeps_the_old_file_and_leaves_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    target = tmp_path / "work.handin"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail_with(number))
    with pytest.raises(StorageTrouble) as caught:
        write_whole(target, b"new")
    assert said in str(caught.value)
    assert "work.handin" in str(caught.value)
    assert "unchanged" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@POSIX
def test_a_write_that_the_system_really_cuts_short_keeps_the_old_file(tmp_path: Path) -> None:
    import resource

    target = tmp_path / "work.handin"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
    try:
        with pytest.raises(StorageTrouble, match="could not be written"):
            write_whole(target, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="there is no folder"):
        write_whole(tmp_path / "gone" / "x.lesson", b"x")


def test_a_folder_in_the_place_of_the_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "x.lesson").mkdir()
    with pytest.raises(StorageTrouble):
        write_whole(tmp_path / "x.lesson", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["x.lesson"]


@POSIX
def test_others_may_read_a_shared_file_but_not_a_private_one(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "shared", b"x")
        write_private_once(tmp_path / "private", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


def test_a_private_file_is_written_once(tmp_path: Path) -> None:
    target = tmp_path / "key"
    assert write_private_once(target, b"first")
    assert not write_private_once(target, b"second")
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


@POSIX
def test_a_private_file_is_written_once_where_files_have_one_name_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    target = tmp_path / "key"
    assert write_private_once(target, b"first")
    assert not write_private_once(target, b"second")
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


def test_of_many_writers_of_a_private_file_one_wins(tmp_path: Path) -> None:
    target = tmp_path / "key"
    sign_in_page = threading.Barrier(8)
    won: list[bytes] = []

    def write(data: bytes) -> None:
        sign_in_page.wait()
        if write_private_once(target, data):
            won.append(data)

    threads = [threading.Thread(target=write, args=(bytes([n]),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [target.read_bytes()]


@POSIX
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT, errno.EINVAL])
@pytest.mark.parametrize("call", ["open", "fsync"])
@pytest.mark.parametrize("write", [write_whole, write_private_whole, write_private_once])
def test_what_fails_after_the_file_has_its_name_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, write
) -> None:
    target = tmp_path / "work.handin"
    real = getattr(os, call)

    def fail(what, *rest, **named):
        folder = Path(what) if call == "open" else Path(f"/proc/self/fd/{what}").readlink()
        if folder == tmp_path:
            raise OSError(number, os.strerror(number))
        return real(what, *rest, **named)

    monkeypatch.setattr(os, call, fail)
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_rename_that_worked_and_told_of_an_error_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "work.handin"
    real = Path.replace

    def lose_the_answer(path: Path, name: Path) -> None:
        real(path, name)
        raise OSError(errno.EIO, "the share went away")

    monkeypatch.setattr(Path, "replace", lose_the_answer)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


#: Hands in as somebody who may write into a folder and not look into it; root may do both.
WRITE_ONLY = """
import os, sys
from pathlib import Path
from annotator.services.handing_in import hand_in
from annotator.services.signing_in import sign_in
from annotator.services.lessons import install_lesson
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.teacher_keys import TeacherKeys
from dataclasses import replace
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
drop, own = Path(sys.argv[1]), Path(sys.argv[2])
ports = make_ports()
ports = replace(ports, hand_in_files=SealedHandIns(TeacherKeys(own), ports.new_id))
lesson = sample_lesson.lesson()
install_lesson(ports, lesson)
student = sign_in(ports, "Ann")
own.mkdir()
hand_in(ports, lesson, student, own)  # what is imported late is imported now, with all rights
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    os.listdir(drop)
except PermissionError:
    print(hand_in(ports, lesson, student, drop).path.name)
"""


@POSIX
def test_a_hand_in_into_a_folder_that_cannot_be_looked_into_is_told_as_it_is(
    plain_environment: dict[str, str],
) -> None:
    # Not in the private folder of the test, so that a process without rights reaches it.
    folder = Path(tempfile.mkdtemp(prefix="annotator-write-only-"))
    drop = folder / "drop"
    try:
        folder.chmod(0o755)
        drop.mkdir()
        drop.chmod(0o333)
        command = [sys.executable, "-c", WRITE_ONLY, str(drop), str(folder / "own")]
        done = subprocess.run(
            command,
            env=plain_environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        drop.chmod(0o755)
        assert done.stderr == ""
        assert done.stdout.splitlines() == [path.name for path in drop.iterdir()]
    finally:
        shutil.rmtree(folder)
