"""Hand-ins reach the teacher as they were, and nothing else gets in."""

from __future__ import annotations

import errno
import itertools
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError, NotAllowed, StorageTrouble, UnreadableFile
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import TEACHER, AuthorId, LessonId
from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.hand_in_record import record_of
from annotator.files.sealing import (
    fingerprint,
    new_private_key,
    open_sealed,
    practice_private_key,
    public_key_of,
    seal,
)
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.ports import HandInFiles
from tests.fakes import sample_lesson
from tests.unit.files import samples

LESSON = sample_lesson.lesson()
PRACTICE = public_key_of(practice_private_key())


def numbers() -> Callable[[], str]:
    names: Iterator[int] = iter(range(1, 1_000_000))
    return lambda: f"{next(names):032x}"


@pytest.fixture
def student(tmp_path: Path) -> SealedHandIns:
    return SealedHandIns(TeacherKeys(tmp_path / "student"), numbers(), "0.1.0")


@pytest.fixture
def teacher_keys(tmp_path: Path) -> TeacherKeys:
    keys = TeacherKeys(tmp_path / "teacher")
    keys.ensure_public_key()
    return keys


@pytest.fixture
def teacher(teacher_keys: TeacherKeys) -> SealedHandIns:
    return SealedHandIns(teacher_keys, numbers())


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def payload() -> dict[str, Any]:
    return json.loads(record_of(samples.full_hand_in(), "0.1.0").model_dump_json(exclude_none=True))


def sealed_file(data: bytes, number: int = 1) -> bytes:
    sealed = seal(data, PRACTICE)
    return f"annotator-hand-in {number}\n{fingerprint(PRACTICE)} {len(sealed)}\n".encode() + sealed


def refusal(files: SealedHandIns, path: Path, data: bytes | None = None) -> str:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        files.read(path)
    assert f"“{path.name}”" in str(caught.value)
    return str(caught.value)


# -- there and back ----------------------------------------------------------------------------


def test_everything_handed_in_is_read_back(student: SealedHandIns, drop: Path) -> None:
    hand_in = samples.full_hand_in()
    files: HandInFiles = student
    path = files.write(hand_in, LESSON, drop)
    stored = files.read(path)
    assert stored.hand_in == hand_in
    assert stored.collected_at is None
    assert files.find(drop) == (path,)


@settings(max_examples=40)
@given(st.data())
def test_a_hand_in_of_any_text_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    base = tmp_path_factory.mktemp("drop")
    article: Article = data.draw(samples.articles(1))
    other: Article = data.draw(samples.articles(2))
    lesson = replace(LESSON, articles=(article, other))
    marks = []
    for number in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(article.body) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(article.body))))
        reason, rewrite = (
            data.draw(samples.typed_by_students()),
            data.draw(samples.typed_by_students()),
        )
        marks.append(
            samples.annotation(article, span, f"n{number}", reason=reason, rewrite=rewrite)
        )
    answers = data.draw(st.lists(samples.typed_by_students(), max_size=2))
    hand_in = samples.hand_in(lesson, marks, [samples.link(article, other)], answers)
    files = SealedHandIns(TeacherKeys(base), numbers())
    assert files.read(files.write(hand_in, lesson, base)).hand_in == hand_in


def test_an_empty_hand_in_is_read_back(student: SealedHandIns, drop: Path) -> None:
    hand_in = samples.hand_in(LESSON)
    assert student.read(student.write(hand_in, LESSON, drop)).hand_in == hand_in


def test_a_time_of_another_zone_is_read_back_in_utc(student: SealedHandIns, drop: Path) -> None:
    caracas = datetime(2026, 5, 4, 23, 30, tzinfo=timezone(timedelta(hours=-4)))
    hand_in = replace(samples.full_hand_in(), handed_in=caracas)
    path = student.write(hand_in, LESSON, drop)
    read = student.read(path).hand_in.handed_in
    assert read == caracas
    assert read.tzinfo is UTC
    assert "_20260505T033000Z_" in path.name


def test_half_a_surrogate_pair_does_not_lose_the_work(student: SealedHandIns, drop: Path) -> None:
    article = LESSON.articles[0]
    odd = samples.annotation(article, Span(0, 3), reason="bad \ud83d emoji")
    read = student.read(student.write(samples.hand_in(LESSON, [odd]), LESSON, drop))
    assert read.hand_in.annotations[0].reason == "bad ? emoji"


def test_the_same_work_has_the_same_digest_in_every_file(
    student: SealedHandIns, drop: Path
) -> None:
    first = student.write(samples.full_hand_in(), LESSON, drop)
    second = student.write(samples.full_hand_in(), LESSON, drop)
    changed = student.write(replace(samples.full_hand_in(), attempt=3), LESSON, drop)
    digests = [student.read(path).digest for path in (first, second, changed)]
    assert first.read_bytes() != second.read_bytes()
    assert digests[0] == digests[1] != digests[2]


def test_what_is_sealed_is_a_web_annotation_collection() -> None:
    found = payload()
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == len(found["first"]["items"]) == 5
    first, *_ = found["first"]["items"]
    assert first["type"] == "Annotation"
    assert [body["purpose"] for body in first["body"]] == [
        "classifying",
        "tagging",
        "describing",
        "editing",
    ]
    position, quote = first["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 4, "end": 10}
    assert quote["exact"] == "greedy"
    assert first["target"]["source"] == f"urn:sha256:{LESSON.articles[0].hash}"
    assert first["created"].endswith("Z")


# -- who can open it ---------------------------------------------------------------------------


def test_a_hand_in_is_sealed_for_the_lessons_teacher(
    student: SealedHandIns, teacher: SealedHandIns, teacher_keys: TeacherKeys, drop: Path
) -> None:
    lesson = replace(LESSON, public_key=teacher_keys.ensure_public_key())
    path = student.write(samples.full_hand_in(), lesson, drop)
    assert teacher.read(path).hand_in == samples.full_hand_in()
    assert "sealed for another teacher" in refusal(student, path)
    for secret in (b"Ana", b"greedy", b"judges", b"canteen"):
        assert secret not in path.read_bytes()


def test_a_lesson_without_a_teacher_is_sealed_for_this_machines_teacher(
    student: SealedHandIns, teacher: SealedHandIns, drop: Path
) -> None:
    path = teacher.write(samples.full_hand_in(), LESSON, drop)
    assert teacher.read(path).hand_in == samples.full_hand_in()
    assert "sealed for another teacher" in refusal(student, path)


def test_a_practice_hand_in_can_be_opened_by_everybody(
    student: SealedHandIns, teacher: SealedHandIns, drop: Path
) -> None:
    path = student.write(samples.full_hand_in(), LESSON, drop)
    assert teacher.read(path).hand_in == student.read(path).hand_in == samples.full_hand_in()


def test_a_lesson_with_a_key_of_the_wrong_length_is_told(
    student: SealedHandIns, drop: Path
) -> None:
    with pytest.raises(NotAllowed, match="Your work is kept here"):
        student.write(samples.full_hand_in(), replace(LESSON, public_key=b"short"), drop)
    assert list(drop.iterdir()) == []


# -- names and disks ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, plain",
    [
        ("Ana María Núñez", "Ana-Maria-Nunez"),
        ("../../x", "x"),
        ("..\\..\\x", "x"),
        ("CON", "CON"),
        ('a/b:c*d?e"f<g>h|i', "a-b-c-d-e-f-g-h-i"),
        ("👩‍👩‍👧", "student"),
        ("שלום", "student"),
        ("7B-04", "7B-04"),
        ("a_b.handin", "a-b-handin"),
        (" . ", "student"),
    ],
)
def test_odd_names_make_plain_file_names(
    student: SealedHandIns, drop: Path, name: str, plain: str
) -> None:
    clean = name.strip() or name
    hand_in = replace(samples.full_hand_in(), student_name=clean)
    path = student.write(hand_in, LESSON, drop)
    assert path.parent == drop
    assert path.name == f"canteen_{plain}_20260504T120007Z_000000000001.handin"
    assert student.read(path).hand_in.student_name == clean


def test_the_longest_name_makes_a_file_name_that_every_disk_takes(
    student: SealedHandIns, drop: Path
) -> None:
    lesson = replace(LESSON, id=LessonId("l" * 64))
    hand_in = replace(samples.full_hand_in(lesson), student_name="N" * 80)
    path = student.write(hand_in, lesson, drop)
    assert len(path.name) <= 130
    assert student.read(path).hand_in == hand_in


def test_a_name_longer_than_a_name_can_be_is_told(student: SealedHandIns, drop: Path) -> None:
    hand_in = replace(samples.full_hand_in(), student_name="N" * 300)
    with pytest.raises(NotAllowed, match="cannot be handed in as it is"):
        student.write(hand_in, LESSON, drop)
    assert list(drop.iterdir()) == []


def test_no_earlier_hand_in_is_ever_replaced(tmp_path: Path, drop: Path) -> None:
    stuck = SealedHandIns(TeacherKeys(tmp_path), lambda: "same-id")
    paths = {stuck.write(samples.full_hand_in(), LESSON, drop) for _ in range(3)}
    assert len(paths) == 3
    assert set(stuck.find(drop)) == paths


@pytest.mark.parametrize(
    "number, said", [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only")]
)
def test_a_disk_that_fails_leaves_no_half_hand_in(
    student: SealedHandIns, drop: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageTrouble, match=said):
        student.write(samples.full_hand_in(), LESSON, drop)
    assert list(drop.iterdir()) == []


def test_a_drop_folder_that_is_gone_is_told(student: SealedHandIns, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="there is no folder"):
        student.write(samples.full_hand_in(), LESSON, tmp_path / "stick")
    with pytest.raises(UnreadableFile, match="could not be opened"):
        student.find(tmp_path / "stick")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnreadableFile, match="is a file, not a folder"):
        student.find(tmp_path / "file")


def test_only_hand_ins_are_found_and_in_order(student: SealedHandIns, drop: Path) -> None:
    for name in ("b.handin", "a.HANDIN", "notes.txt", ".c.handin", "x.part", "d.handin.tmp"):
        (drop / name).write_bytes(b"")
    (drop / "folder.handin").mkdir()
    assert [path.name for path in student.find(drop)] == ["a.HANDIN", "b.handin"]


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "is empty"),
        (b"annotator-hand", "is damaged"),
        (b"annotator-hand-in 1\n", "is damaged: its first lines"),
        (b"annotator-hand-in one\n", "is damaged: its first lines"),
        (b"annotator-hand-in 1\nshort 5\n12345", "is damaged: its first lines"),
        (b"PK\x03\x04 a zip", "is not a hand-in of Annotator"),
        (b"{}", "is not a hand-in of Annotator"),
        (b"Annotator-Hand-In 1\n", "is not a hand-in of Annotator"),
        (b"annotator-hand-in 2\nanything", "newer version of Annotator"),
        (b"annotator-hand-in 1\n0123456789abcdef 3\nabc", "sealed for another teacher"),
        (sealed_file(b"[" * 100_000), "not a hand-in as Annotator writes it"),
        (sealed_file(b"null"), "not a hand-in as Annotator writes it"),
        (sealed_file(b"\xff\xfe"), "not a hand-in as Annotator writes it"),
        (sealed_file(b'{"annotator:format": 2}'), "newer version of Annotator"),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_strange_files_are_told_apart(
    student: SealedHandIns, drop: Path, data: bytes, said: str
) -> None:
    assert said in refusal(student, drop / "x.handin", data)


def test_a_file_that_is_cut_or_changed_is_told(student: SealedHandIns, drop: Path) -> None:
    whole = student.write(samples.full_hand_in(), LESSON, drop).read_bytes()
    path = drop / "x.handin"
    assert "its end is missing" in refusal(student, path, whole[:-1])
    assert "more in it than there was" in refusal(student, path, whole + b"\n")
    spoiled = bytearray(whole)
    spoiled[-1] ^= 1
    assert "changed after it was sealed" in refusal(student, path, bytes(spoiled))


@settings(max_examples=150)
@given(st.data())
def test_no_change_of_bytes_breaks_the_reader_or_changes_the_work(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    base = tmp_path_factory.mktemp("fuzz")
    files = SealedHandIns(TeacherKeys(base), numbers())
    path = files.write(samples.full_hand_in(), LESSON, base)
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
    read = samples.full_hand_in()
    try:
        read = files.read(path).hand_in
    except AnnotatorError as refused:
        read = replace(read, student_name=read.student_name if path.name in str(refused) else "")
    assert read == samples.full_hand_in()


def test_a_file_that_is_too_large_is_refused(student: SealedHandIns, drop: Path) -> None:
    with (drop / "x.handin").open("wb") as file:
        file.truncate(5_000_001)
    assert "larger than 5 MB" in refusal(student, drop / "x.handin")


def item(number: int, *path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        place: Any = data["first"]["items"][number]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def top(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data[name] = value

    return change


def repeat_item(data: dict[str, Any]) -> None:
    data["first"]["items"].append(data["first"]["items"][0])
    data["total"] += 1


SOMEBODY = {"type": "Person", "name": "Ana", "id": "urn:annotator:author:4d1c9a"}
TEACHER_PERSON = {**SOMEBODY, "id": f"urn:annotator:author:{TEACHER}"}


@pytest.mark.parametrize(
    "change, said",
    [
        (top("grade", 100), "“grade” is not known here"),
        (top("total", 4), "does not hold as many items"),
        (top("creator", TEACHER_PERSON), "under the teacher's id"),
        (top("creator", {"type": "Person", "name": "Ana"}), "have no author"),
        (top("creator", {**SOMEBODY, "name": "A\nB"}), "spaces or signs"),
        (top("creator", {**SOMEBODY, "name": "A\u202eB"}), "spaces or signs"),
        (top("creator", {**SOMEBODY, "name": " "}), "spaces or signs"),
        (top("created", "2026-05-04T12:00:00"), "time with its zone"),
        (top("created", "0001-01-01T00:00:00+14:00"), "the year"),
        (top("created", 5), "“created” must be a time"),
        (top("annotator:attempt", 0), "must be 1 or more"),
        (top("annotator:articles", {}), "needs 1 entry"),
        (top("annotator:articles", {"other": "0" * 64}), "an article that the file does not name"),
        (item(0, "id", value="urn:annotator:annotation:a b"), "“id” must be"),
        (item(0, "motivation", value="bookmarking"), "motivation"),
        (item(0, "body", value=[]), "needs 1 entry at least"),
        (item(0, "body", 0, "purpose", value="describing"), "needs its category first"),
        (item(0, "body", 1, "value", value="x" * 100_001), "can have 100,000 characters"),
        (item(0, "target", "selector", 0, "start", value=-1), "must be 0 or more"),
        (item(0, "target", "selector", 0, "start", value=9), "not as long as its place"),
        (item(0, "target", "selector", 0, "end", value=10**30), "“end” must be"),
        (item(0, "target", "selector", 1, "prefix", value="x" * 33), "can have 32 characters"),
        (item(0, "target", "scope", value="urn:annotator:article:zzz"), "does not name"),
        (item(2, "annotator:missingIn", value=["urn:annotator:article:zzz"]), "does not name"),
        (item(2, "target", value=[]), "needs 1 entry at least"),
        (repeat_item, "two items have the same id"),
    ],
)
def test_a_payload_that_does_not_follow_the_format_is_refused(
    student: SealedHandIns, drop: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    data = payload()
    change(data)
    whole = sealed_file(json.dumps(data).encode())
    assert said in refusal(student, drop / "x.handin", whole)


def test_more_annotations_than_anybody_makes_are_refused(
    student: SealedHandIns, drop: Path
) -> None:
    data = payload()
    first = data["first"]["items"][0]
    data["first"]["items"] = [{**first, "id": f"{first['id']}{n}"} for n in range(2_001)]
    data["total"] = 2_001
    whole = sealed_file(json.dumps(data).encode())
    assert "2,000" in refusal(student, drop / "x.handin", whole)


def test_work_that_is_too_large_for_a_file_is_told_and_kept(
    student: SealedHandIns, drop: Path
) -> None:
    article = LESSON.articles[0]
    marks = [
        samples.annotation(article, Span(0, 3), f"n{n}", reason="x" * 99_000) for n in range(200)
    ]
    with pytest.raises(NotAllowed, match="It is kept here"):
        student.write(samples.hand_in(LESSON, marks), LESSON, drop)
    assert list(drop.iterdir()) == []


def test_the_work_of_two_authors_is_never_mixed(student: SealedHandIns, drop: Path) -> None:
    hand_in: HandIn = samples.full_hand_in()
    other = replace(hand_in.annotations[0], author_id=AuthorId("someone-else"))
    mixed = replace(hand_in, annotations=(*hand_in.annotations, other))
    with pytest.raises(ValueError, match="several authors"):
        student.write(mixed, LESSON, drop)


def test_what_was_sealed_opens_with_the_practice_key_alone(
    student: SealedHandIns, drop: Path
) -> None:
    data = student.write(samples.full_hand_in(), LESSON, drop).read_bytes()
    head, size, sealed = data.split(b"\n", 2)
    assert head == b"annotator-hand-in 1"
    assert size.decode() == f"{fingerprint(PRACTICE)} {len(sealed)}"
    assert open_sealed(sealed, practice_private_key()) is not None
    assert open_sealed(sealed, new_private_key()) is None
