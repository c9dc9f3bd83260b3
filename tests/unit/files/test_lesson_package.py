"""Packages are equal byte for byte, hold no key, and are opened with distrust."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import (
    AnnotatorError,
    NewerData,
    NotAllowed,
    StorageTrouble,
    UnreadableFile,
)
from annotator.domain.identifiers import CategoryId, QuestionId
from annotator.domain.lessons import Article, Lesson, RequiredWork
from annotator.files import guarded_zip
from annotator.files.guarded_zip import write_zip
from annotator.files.lesson_package import package_bytes, read_package, unpack, write_package
from annotator.files.lesson_source import inspect_source, read_source
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.package_record import FORMAT
from tests.fakes import sample_lesson
from tests.unit.files import samples

ROOT = Path(__file__).parents[3]
LESSON = replace(sample_lesson.lesson(), public_key=bytes(range(32)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "canteen.lesson"
    write_package(path, LESSON)
    return path


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sums(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the members with checksums that fit, as a careful forger would make them."""
    rest = {name: data for name, data in members.items() if name != "checksums.json"}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in rest.items()}
    return {**rest, "checksums.json": json.dumps(sums).encode()}


def forged(change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return a package whose lesson.json was changed and whose checksums fit."""
    members = members_of(package_bytes(LESSON))
    data = json.loads(members["lesson.json"])
    change(data)
    members["lesson.json"] = json.dumps(data).encode()
    return write_zip(with_sums(members))


def refusal(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "bad.lesson"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_package(path)
    assert str(caught.value).startswith("“bad.lesson” is")
    return str(caught.value)


# -- what is packed ----------------------------------------------------------------------------


def test_a_package_reads_back_as_the_lesson(package: Path) -> None:
    assert read_package(package) == LESSON


def test_hidden_outlets_and_required_work_travel(tmp_path: Path) -> None:
    asked = RequiredWork(frozenset({QuestionId("agree")}), {CategoryId("opinion"): 2})
    lesson = replace(LESSON, hide_outlets=True, required_work=asked)
    write_package(tmp_path / "x.lesson", lesson)
    assert read_package(tmp_path / "x.lesson") == lesson
    assert unpack(tmp_path / "x.lesson", tmp_path / "source") == lesson


def test_the_edition_of_the_rules_and_the_budgets_travel(tmp_path: Path) -> None:
    budgets = {LESSON.articles[0].id: {CategoryId("loaded-language"): 20}}
    lesson = replace(LESSON, credit_rules=2, word_budgets=budgets)
    write_package(tmp_path / "x.lesson", lesson)
    assert read_package(tmp_path / "x.lesson") == lesson
    assert unpack(tmp_path / "x.lesson", tmp_path / "source") == lesson
    assert read_source(tmp_path / "source", tmp_path)[0] == lesson


def test_a_lesson_of_the_first_edition_is_written_as_before() -> None:
    with zipfile.ZipFile(io.BytesIO(package_bytes(LESSON))) as members:
        told = json.loads(members.read("lesson.json"))
    assert not {"credit_rules", "word_budgets"} & told.keys()


def test_equal_lessons_make_equal_bytes(package: Path) -> None:
    again = replace(LESSON, reason_required=frozenset(sorted(LESSON.reason_required, reverse=True)))
    assert package_bytes(again) == package.read_bytes()


@settings(max_examples=25)
@given(samples.articles(1), samples.articles(2))
def test_a_package_of_any_text_survives_unpacking_and_packing(
    tmp_path_factory: pytest.TempPathFactory, first: Article, second: Article
) -> None:
    base = tmp_path_factory.mktemp("round")
    lesson = replace(LESSON, articles=(first, second))
    write_package(base / "one.lesson", lesson)
    assert unpack(base / "one.lesson", base / "source") == lesson
    unpacked, key = read_source(base / "source", base / "no schemes")
    assert key is None
    assert package_bytes(unpacked) == (base / "one.lesson").read_bytes()


@pytest.mark.parametrize("slug", ["caracas-2019-04-30", "warm-up"])
def test_nothing_of_the_key_is_in_the_package_of_a_shipped_lesson(slug: str) -> None:
    reading = inspect_source(ROOT / "lessons" / slug, ROOT / "resources" / "schemes")
    assert reading.lesson is not None
    assert reading.key is not None
    members = members_of(package_bytes(reading.lesson))
    lesson_json = members["lesson.json"].decode()
    everything = "\n".join(data.decode() for data in members.values())
    for each in (*reading.key.annotations, *reading.key.unscored):
        assert not each.explanation or each.explanation not in everything
        if (
            hasattr(each, "quote")
            and len(each.quote) > 20
            and each.quote not in str(reading.lesson)
        ):
            assert each.quote not in lesson_json
    for link in reading.key.links:
        assert link.note not in everything
        assert f'"{link.id}"' not in everything
    words = ("explanation", "required", "optional", "trap", "missing", "annotations", "sentences_")
    fields = set(_names(json.loads(lesson_json)))
    assert not fields & set(words)
    bodies = {article.body for article in reading.lesson.articles}
    texts = {data.decode() for name, data in members.items() if name.startswith("articles/")}
    assert texts == bodies


def _names(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [*data, *(name for value in data.values() for name in _names(value))]
    if isinstance(data, list):
        return [name for value in data for name in _names(value)]
    return []


def test_the_teachers_public_key_travels_and_nothing_secret_does(package: Path) -> None:
    assert read_package(package).public_key == bytes(range(32))


def test_a_lesson_that_nobody_could_read_back_is_not_written(tmp_path: Path) -> None:
    too_long = sample_lesson.article("long", "x" * (LONGEST_ARTICLE + 1))
    target = tmp_path / "x.lesson"
    for lesson in (
        replace(LESSON, title=""),
        replace(LESSON, public_key=b"short"),
        replace(LESSON, articles=()),
        replace(LESSON, articles=(too_long,)),
        replace(LESSON, articles=(replace(LESSON.articles[0], body="two\n\nlines"),)),
    ):
        with pytest.raises(NotAllowed, match=r"Nothing was written"):
            write_package(target, lesson)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_the_old_package(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = package.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble, match="disk is full"):
        write_package(package, replace(LESSON, title="Other"))
    assert package.read_bytes() == before
    assert [path.name for path in package.parent.iterdir()] == [package.name]


# -- what is refused ---------------------------------------------------------------------------


def add(name: str, data: bytes = b"x", **fields: Any) -> bytes:
    """Return a good package with one more entry; the fields of its head are set as given."""
    buffer = io.BytesIO(package_bytes(LESSON))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo(name)
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, data, compress_type=fields.get("compress_type"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "articles/../../evil.txt",
        "/etc/passwd",
        "C:/evil.txt",
        "C:evil.txt",
        "..\\evil.txt",
        "articles\\01-evil.txt",
        "articles//01-evil.txt",
        "articles/",
        "./lesson.txt",
        "evil.txt\x00.txt",
        "evil\n.txt",
        "e\u202evil.txt",
        ".hidden",
        "n" * 300,
    ],
)
def test_names_that_could_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    said = refusal(tmp_path, add(name))
    assert "name that is not allowed" in said or "does not belong to it" in said
    assert said.isprintable()


def test_an_entry_that_a_lesson_does_not_have_is_refused(tmp_path: Path) -> None:
    assert "does not belong to it, “key.toml”" in refusal(tmp_path, add("key.toml"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["lesson.json", "LESSON.json"])
def test_two_entries_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    assert "two entries" in refusal(tmp_path, add(name))


def test_links_are_refused(tmp_path: Path) -> None:
    link = add("articles/09-link.txt", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert "a link or a device" in refusal(tmp_path, link)


def test_locked_entries_are_refused(tmp_path: Path) -> None:
    data = bytearray(package_bytes(LESSON))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "locked with a password" in refusal(tmp_path, bytes(data))


def test_ten_thousand_entries_are_refused(tmp_path: Path) -> None:
    many = write_zip({f"articles/{n:05d}.txt": b"" for n in range(10_000)})
    assert "10,000 entries" in refusal(tmp_path, many)


def test_a_list_of_entries_that_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    data = bytearray(write_zip({f"articles/{n:05d}.txt": b"" for n in range(10_000)}))
    data[-14:-10] = (3).to_bytes(2, "little") * 2
    assert "entries" in refusal(tmp_path, bytes(data))
    mark = data.rindex(b"PK\x05\x06")
    wide = data[:mark] + b"PK\x06\x07" + bytes(16) + data[mark:]
    assert "entries" in refusal(tmp_path, bytes(wide))


def test_a_bomb_is_refused_by_what_it_says(tmp_path: Path) -> None:
    said = refusal(tmp_path, add("articles/09-a.txt", bytes(60_000_000), compress_type=8))
    assert "suspicious size" in said


def test_entries_that_are_too_much_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded_zip, "LARGEST_UNPACKED", 1_000_000)
    big = {f"articles/{n:02d}-a.txt": os.urandom(400_000) for n in range(3)}
    assert "unpacks to more than 1 MB" in refusal(tmp_path, write_zip(big))


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(add("articles/09-a.txt", bytes(60_000_000), compress_type=8))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert "damaged" in refusal(tmp_path, bytes(data))


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "bad.lesson"
    with path.open("wb") as file:
        file.truncate(25_000_001)
    with pytest.raises(UnreadableFile, match="larger than 25 MB"):
        read_package(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"%PDF-1.7", b"PK\x03\x04" + bytes(50)])
def test_foreign_files_are_refused(tmp_path: Path, data: bytes) -> None:
    refusal(tmp_path, data)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    assert "not one that Annotator made" in refusal(tmp_path, write_zip({"word.xml": b"<x/>"}))
    other = forged(set_field("kind", value="quiz"))
    assert "“kind” must be 'annotator-lesson'" in refusal(tmp_path, other)


def test_every_cut_of_a_package_is_refused(tmp_path: Path) -> None:
    whole = package_bytes(LESSON)
    for length in range(0, len(whole), 97):
        refusal(tmp_path, whole[:length])


@settings(max_examples=150)
@given(st.data())
def test_no_change_of_bytes_breaks_the_reader_or_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(package_bytes(LESSON))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("fuzz") / "x.lesson"
    path.write_bytes(whole)
    said, read = "x.lesson", LESSON
    try:
        read = read_package(path)
    except AnnotatorError as refused:
        said = str(refused)
    assert "x.lesson" in said
    assert read == LESSON  # what got through was a date or a mode, nothing of the lesson


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    members = members_of(package_bytes(LESSON))
    members["articles/02-record.txt"] += b" Really."
    assert "changed after it was made" in refusal(tmp_path, write_zip(members))
    assert "“record” was changed" in refusal(tmp_path, write_zip(with_sums(members)))


def test_a_missing_text_is_noticed(tmp_path: Path) -> None:
    members = members_of(package_bytes(LESSON))
    del members["articles/02-record.txt"]
    assert "misses “articles/02-record.txt”" in refusal(tmp_path, write_zip(with_sums(members)))


def set_field(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change, said",
    [
        (set_field("key", value=[]), "“key” is not known here"),
        (set_field("version", value="1"), "“version” must be a whole number"),
        (set_field("version", value=1.0), "“version” must be a whole number"),
        (set_field("slug", value="../x"), "“slug” must be small letters"),
        (set_field("public_key", value="AAAA"), "must hold 32 bytes"),
        (set_field("public_key", value="%%"), "is not base64"),
        (set_field("title", value="x" * 5_000), "can have 1,000 characters at most"),
        (set_field("instructions", value="x" * 200_000), "can have 100,000 characters"),
        (set_field("articles", value=[]), "needs 1 entry at least"),
        (set_field("articles", 0, "file", value="../01-a.txt"), "“file” must be"),
        (set_field("articles", 0, "url", value="javascript:alert(1)"), "begins with https://"),
        (set_field("articles", 0, "id", value="record"), "two of its articles are the same"),
        (set_field("articles", 0, "blocks", value=["paragraph"]), "another number of paragraphs"),
        (set_field("articles", 0, "sentences", value=[[0, 5], [3, 9]]), "out of order"),
        (set_field("articles", 0, "sentences", value=[[0, 9_999]]), "out of order"),
        (set_field("scheme", "categories", 1, "key", value="1"), "the key “1” is taken"),
        (set_field("requirements", value={"reason": ["x"]}), "there is no category “x”"),
    ],
)
def test_a_lesson_that_does_not_follow_the_format_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    assert said in refusal(tmp_path, forged(change))


def test_a_deeply_nested_lesson_is_refused(tmp_path: Path) -> None:
    members = members_of(package_bytes(LESSON))
    members["lesson.json"] = b"[" * 200_000
    assert "nested too deep" in refusal(tmp_path, write_zip(with_sums(members)))


def test_a_package_of_a_newer_version_says_so(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data.update(format=FORMAT + 1, holograms=True)

    path = tmp_path / "new.lesson"
    path.write_bytes(forged(change))
    with pytest.raises(NewerData, match="newer version of Annotator"):
        read_package(path)


def test_unpacking_a_bad_package_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bad.lesson").write_bytes(b"PK")
    with pytest.raises(UnreadableFile):
        unpack(tmp_path / "bad.lesson", tmp_path / "source")
    assert not (tmp_path / "source").exists()


# -- headlines in the text ---------------------------------------------------------------------


def headed() -> Lesson:
    """Return the lesson with the headlines of its articles as their first lines."""
    return sample_lesson.headed(LESSON)


def test_a_lesson_of_before_is_packed_in_the_form_of_before() -> None:
    record = json.loads(members_of(package_bytes(LESSON))["lesson.json"])
    assert record["format"] == 1


def test_a_headline_in_the_text_needs_the_newer_form(tmp_path: Path) -> None:
    record = json.loads(members_of(package_bytes(headed()))["lesson.json"])
    assert record["format"] == 2
    assert record["articles"][0]["blocks"][0] == "headline"
    path = tmp_path / "new.lesson"
    write_package(path, headed())
    assert read_package(path) == headed()


@pytest.mark.parametrize("blocks", [["paragraph", "headline"], ["headline", "headline"]])
def test_a_headline_that_is_not_the_first_line_is_refused(
    tmp_path: Path, blocks: list[str]
) -> None:
    def change(data: dict[str, Any]) -> None:
        article = data["articles"][0]
        article["headline"] = LESSON.articles[0].body.split("\n")[0]
        article["blocks"] = [*blocks, *article["blocks"][2:]]

    assert "is another one in its text" in refusal(tmp_path, forged(change))
