"""Sealed boxes and the key file of a teacher."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import StorageTrouble, UnreadableFile
from annotator.files.sealing import (
    fingerprint,
    new_private_key,
    open_sealed,
    practice_private_key,
    public_key_of,
    seal,
)
from annotator.files.teacher_keys import TeacherKeys

PRACTICE = public_key_of(practice_private_key())


@given(st.binary(max_size=200))
def test_only_the_holder_of_the_private_key_opens_a_box(data: bytes) -> None:
    mine, other = new_private_key(), new_private_key()
    sealed = seal(data, public_key_of(mine))
    assert open_sealed(sealed, mine) == data
    assert open_sealed(sealed, other) is None
    assert open_sealed(sealed[:-1], mine) is None
    assert not data or len(data) < 4 or data not in sealed


def test_the_practice_pair_is_the_same_in_every_copy_of_the_program() -> None:
    # Published: a copy that changed it could not open the practice hand-ins of the others.
    assert PRACTICE.hex() == "d0000ddad05b42a0fee770460641d078818c7b18f5e7608bd403df9dcfb45564"


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    keys = TeacherKeys(tmp_path / "data")
    assert keys.public_key() is None
    made = keys.ensure_public_key()
    assert made == keys.ensure_public_key() == TeacherKeys(tmp_path / "data").public_key()
    assert keys.opener(fingerprint(made)) == keys.private_key()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_read_the_key_file(tmp_path: Path) -> None:
    keys = TeacherKeys(tmp_path)
    keys.ensure_public_key()
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_copies_of_the_program_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    sign_in_page = threading.Barrier(6)
    found: list[bytes] = []

    def start() -> None:
        sign_in_page.wait()
        found.append(TeacherKeys(tmp_path).ensure_public_key())

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [TeacherKeys(tmp_path).public_key()] * 6


@pytest.mark.parametrize(
    "data",
    [b"", b"ssh-rsa AAAA", b"annotator-teacher-key 1\n", b"annotator-teacher-key 1\n%%\n",
     b"annotator-teacher-key 1\nAAAA\n", bytes(2_000)],
)  # fmt: skip
def test_a_damaged_key_is_told_and_never_replaced(tmp_path: Path, data: bytes) -> None:
    keys = TeacherKeys(tmp_path)
    keys.path.write_bytes(data)
    for ask in (keys.private_key, keys.public_key, keys.ensure_public_key):
        with pytest.raises(UnreadableFile):
            ask()
    assert keys.path.read_bytes() == data


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageTrouble):
        TeacherKeys(tmp_path / "file").ensure_public_key()


def test_a_hand_in_goes_to_the_lessons_teacher_then_to_this_one_then_to_practice(
    tmp_path: Path,
) -> None:
    keys = TeacherKeys(tmp_path)
    assert keys.recipient(b"") == PRACTICE
    own = keys.ensure_public_key()
    assert keys.recipient(b"") == own
    assert keys.recipient(bytes(32)) == bytes(32)
    assert keys.opener(fingerprint(PRACTICE)) == practice_private_key()
    assert keys.opener("0" * 16) is None
