"""Batches: whole files or none, in roster order, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.domain.errors import StorageTrouble
from annotator.services.jobs import Job
from annotator.services.printing import print_files, print_merged, print_zip, student_codes


@dataclass(frozen=True)
class Letters:
    """A batch whose documents are the names themselves, done in another order."""

    names: Sequence[str] = ("Ana", "Bo", "Cem", "Dee")
    stem: str = "pier"

    def each(self) -> Iterator[tuple[int, bytes]]:
        for number in (1, 0, *range(2, len(self.names))):
            yield number, self.names[number].encode()

    def together(self, step: Callable[[], bool]) -> bytes | None:
        for number in range(len(self.names)):
            if not step() and number < len(self.names) - 1:
                return None
        return "+".join(self.names).encode()


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def stopped_after(count: int) -> Job:
    """Return a job that somebody stops after so many documents."""

    def hear(done: int, total: int, phase: str) -> None:
        if done == count:
            job.stop()

    job = Job(hear)
    if not count:
        job.stop()
    return job


def test_files_come_in_roster_order_whatever_was_done_first(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    job = Job(lambda done, of, _: steps.append((done, of)))
    printed = print_files(Letters(), write, tmp_path, job=job)
    assert [path.name for path in printed.files] == [
        "pier_Ana.pdf",
        "pier_Bo.pdf",
        "pier_Cem.pdf",
        "pier_Dee.pdf",
    ]
    assert [path.read_bytes() for path in printed.files] == [b"Ana", b"Bo", b"Cem", b"Dee"]
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not printed.is_cancelled


def test_a_stopped_batch_leaves_the_files_that_are_done(tmp_path: Path) -> None:
    printed = print_files(Letters(), write, tmp_path, job=stopped_after(2))
    assert printed.is_cancelled
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pier_Ana.pdf", "pier_Bo.pdf"]
    assert set(printed.files) == set(tmp_path.iterdir())


@pytest.mark.parametrize("how", [print_merged, print_zip])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stopped_file_for_all_is_not_written(
    tmp_path: Path, how: Callable[..., object], after: int
) -> None:
    printed = how(Letters(), write, tmp_path / "all", job=stopped_after(after))
    assert list(tmp_path.iterdir()) == []
    assert printed.is_cancelled  # type: ignore[attr-defined]


def test_a_full_disk_says_how_many_files_are_whole(tmp_path: Path) -> None:
    def until_full(path: Path, content: bytes) -> None:
        if path.name == "pier_Cem.pdf":
            raise StorageTrouble("“pier_Cem.pdf” could not be written: the disk is full.")
        write(path, content)

    with pytest.raises(StorageTrouble, match=r"disk is full\. 2 of 4 files were written before"):
        print_files(Letters(), until_full, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pier_Ana.pdf", "pier_Bo.pdf"]


def test_a_zip_holds_every_file_and_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    print_zip(Letters(), write, first)
    print_zip(Letters(), write, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as archive:
        assert archive.read("pier_Cem.pdf") == b"Cem"
        assert len(archive.namelist()) == 4


def test_names_that_differ_only_for_some_systems_get_files_of_their_own(tmp_path: Path) -> None:
    printed = print_files(Letters(("Ann", "ANN", "A/nn", "A:nn")), write, tmp_path)
    assert len({path.name.casefold() for path in printed.files}) == 4


def test_a_code_is_the_same_in_every_print_and_tells_nothing_of_the_name() -> None:
    codes = student_codes("pier-4", ["Ana Quill", "Bo"])
    assert codes[0] == student_codes("pier-4", ["Zoe", "ANA quill"])[1]
    assert codes[0] != student_codes("other", ["Ana Quill"])[0]
    assert len(set(student_codes("pier-4", [f"s{n}" for n in range(2000)]))) == 2000
    assert not set(codes) & {"Ana", "QUIL"}
