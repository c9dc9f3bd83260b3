"""Strange files are read up to a limit, and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.domain.errors import UnreadableFile
from annotator.files.limits import read_limited, read_text_limited


def test_a_file_of_the_limit_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_limited(path, 5) == b"12345"
    with pytest.raises(UnreadableFile, match="larger than"):
        read_limited(path, 4)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        read_limited(tmp_path / "gone", 10)
    with pytest.raises(UnreadableFile, match="is a folder, not a file"):
        read_limited(tmp_path, 10)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnreadableFile, match="There is no file"):
        read_limited(tmp_path / "file" / "below", 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_drop_folder_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.handin")
    with pytest.raises(UnreadableFile, match="is not a file"):
        read_limited(tmp_path / "pipe.handin", 10)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_an_endless_device_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="is not a file"):
        read_limited(Path("/dev/zero"), 10)


def test_text_loses_its_byte_order_mark_and_must_be_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_text_limited(path, 100) == "a = 1\n"
    path.write_bytes(b"a = 1\nb = '\xe9'\n")
    with pytest.raises(UnreadableFile, match="line 2"):
        read_text_limited(path, 100)
    path.write_bytes("a = 1".encode("utf-16"))
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        read_text_limited(path, 100)
