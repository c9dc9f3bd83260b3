"""Hand-ins are found wherever a learning platform puts them, and whatever it calls them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import UnreadableFile
from annotator.files.hand_in_places import FIRST_WORDS, hand_in_bytes, hand_ins_below

LARGEST = 10_000
WORK = FIRST_WORDS + b"1\n0123456789abcdef 3\nabc"
OTHER = b"%PDF-1.7 something else"


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def found(place: Path) -> list[str]:
    return [path.relative_to(place).as_posix() for path in hand_ins_below(place, LARGEST)]


def test_a_folder_for_each_student_is_looked_into(tmp_path: Path) -> None:
    place = written(
        tmp_path,
        {
            "Ada Roe_101_assignsubmission_file_/a.handin": WORK,
            "Ned Poe_102_assignsubmission_file_/b.HANDIN": WORK,
            "Zoe_103_assignsubmission_onlinetext_/onlinetext.html": OTHER,
            "notes.txt": OTHER,
        },
    )
    assert found(place) == [
        "Ada Roe_101_assignsubmission_file_/a.handin",
        "Ned Poe_102_assignsubmission_file_/b.HANDIN",
    ]


@pytest.mark.parametrize(
    "name", ["a.handin.txt", "a.handin.download", "a (1).handin", "a.handin(2)", "work.bin", "work"]
)
def test_a_renamed_file_is_known_by_its_first_line(tmp_path: Path, name: str) -> None:
    assert found(written(tmp_path, {name: WORK})) == [name]


def test_what_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    remains = ("__MACOSX/._a.handin", "._a.handin", ".hidden/a.handin", "a.handin.part")
    written(tmp_path, dict.fromkeys(remains, WORK))
    (tmp_path / "all.zip").write_bytes(zipped({"__MACOSX/._b.handin": WORK, "b.handin": WORK}))
    assert found(tmp_path) == ["all.zip/b.handin"]


def test_a_zip_is_looked_into_and_read_without_being_unpacked(tmp_path: Path) -> None:
    inner = zipped({"Submitted files/Ada Roe/Version 1/a.handin": WORK})
    (tmp_path / "all.zip").write_bytes(
        zipped({"Ned Poe_1_assignsubmission_file_/b.handin.txt": WORK, "x/inner.zip": inner})
    )
    for place in (tmp_path, tmp_path / "all.zip"):
        paths = hand_ins_below(place, LARGEST)
        assert [path.name for path in paths] == ["b.handin.txt", "a.handin"]
        assert [hand_in_bytes(path, LARGEST) for path in paths] == [WORK, WORK]
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_name_that_leads_out_of_a_zip_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"../../etc/a.handin": WORK, "/b.handin": WORK}))
    assert found(tmp_path) == ["all.zip/b.handin", "all.zip/etc/a.handin"]
    assert all(hand_in_bytes(tmp_path / name, LARGEST) == WORK for name in found(tmp_path))


def test_a_damaged_zip_is_found_as_itself(tmp_path: Path) -> None:
    whole = zipped({"a.handin": WORK})
    for number, data in enumerate((whole[:40], b"PK nothing", whole[:-4], b"")):
        (tmp_path / f"{number}.zip").write_bytes(data)
    assert found(tmp_path) == ["0.zip", "1.zip", "2.zip", "3.zip"]


def test_an_entry_that_unpacks_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(zipped({"a.handin": WORK + b"0" * 5_000_000}))
    with pytest.raises(UnreadableFile, match="too large"):
        hand_in_bytes(tmp_path / "bomb.zip" / "a.handin", LARGEST)


def test_more_than_can_be_looked_at_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("annotator.files.hand_in_places.MOST_LOOKED_AT", 5)
    written(tmp_path / "few", {f"{n}.handin": WORK for n in range(5)})
    assert len(hand_ins_below(tmp_path / "few", LARGEST)) == 5
    written(tmp_path / "many", {f"{n}.handin": WORK for n in range(6)})
    with pytest.raises(UnreadableFile, match="more than hand-ins can be looked for"):
        hand_ins_below(tmp_path / "many", LARGEST)


def test_zips_in_zips_have_a_limit_together(tmp_path: Path, monkeypatch) -> None:
    inner = zipped({"a.handin": WORK})
    monkeypatch.setattr("annotator.files.hand_in_places.LARGEST_INNER", len(inner))
    few = {f"{n}.zip": inner for n in range(4)}
    (tmp_path / "few.zip").write_bytes(zipped(few))
    assert len(hand_ins_below(tmp_path / "few.zip", LARGEST)) == 4
    (tmp_path / "many.zip").write_bytes(zipped({**few, "x.zip": inner}))
    with pytest.raises(UnreadableFile, match="zips within zips"):
        hand_ins_below(tmp_path / "many.zip", LARGEST)


def test_a_folder_in_a_circle_ends(tmp_path: Path) -> None:
    written(tmp_path, {"a.handin": WORK})
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path) == ["a.handin"]


def test_a_place_that_is_not_there_or_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be opened"):
        hand_ins_below(tmp_path / "gone", LARGEST)
    (tmp_path / "a.txt").write_bytes(OTHER)
    with pytest.raises(UnreadableFile, match="not a folder"):
        hand_ins_below(tmp_path / "a.txt", LARGEST)


_PARTS = st.lists(
    st.sampled_from(["Ada Roe_1_assignsubmission_file_", "7B", "Submitted files", "ü é", "x.y"]),
    max_size=4,
)
_NAMES = st.sampled_from(["w.handin", "w.HandIn", "w (3).handin", "w.handin.bin", "w", "w.txt"])


@given(st.lists(st.tuples(_PARTS, _NAMES, st.booleans()), max_size=6))
def test_every_hand_in_is_found_once_however_deep_and_zipped_or_not(
    tmp_path_factory: pytest.TempPathFactory, works: list[tuple[list[str], str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("drop")
    for number, (parts, name, is_zipped) in enumerate(works):
        inside = "/".join([*parts, name])
        if is_zipped:
            (folder / f"{number}.zip").write_bytes(zipped({inside: WORK, "readme.txt": OTHER}))
        else:
            written(folder / str(number), {inside: WORK, "readme.txt": OTHER})
    paths = hand_ins_below(folder, LARGEST)
    assert len(paths) == len(set(paths)) == len(works)
    assert all(hand_in_bytes(path, LARGEST) == WORK for path in paths)
