"""A lesson package may tell who signs in; the lesson in it stays what it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.identifiers import ClassId
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.files.guarded_zip import read_zip, write_zip
from annotator.files.lesson_package import (
    package_bytes,
    read_class_package,
    read_package,
    write_package,
)
from tests.fakes import sample_lesson

LESSON = sample_lesson.lesson()
TOLD = SignIn(
    ClassId("5f2c"),
    "7B",
    (
        SignInEntry("K7QP"),
        SignInEntry("M3XW", 'Al "Bo" O\'Brien'),
        SignInEntry("Q9RT", "Zoë", True),
    ),
    drop_folder=r"\\server\classes\7b",
    keeps_drafts=True,
    due_at=datetime(2026, 5, 5, 8, 0, tzinfo=UTC),
)


def test_the_class_travels_beside_the_lesson(tmp_path):
    write_package(tmp_path / "x.lesson", LESSON, TOLD)
    assert read_class_package(tmp_path / "x.lesson") == (LESSON, TOLD)
    assert read_package(tmp_path / "x.lesson") == LESSON


def test_a_package_for_nobody_is_the_same_as_ever(tmp_path):
    write_package(tmp_path / "x.lesson", LESSON)
    assert read_class_package(tmp_path / "x.lesson") == (LESSON, None)
    assert "class.json" not in read_zip(package_bytes(LESSON))


def test_only_codes_are_in_a_package_that_shall_hold_no_names():
    told = replace(TOLD, entries=(SignInEntry("K7QP"), SignInEntry("M3XW")))
    inside = read_zip(package_bytes(LESSON, told))["class.json"]
    assert json.loads(inside)["students"] == [
        {"code": "K7QP", "byCode": False},
        {"code": "M3XW", "byCode": False},
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": " 7B"},
        {"name": ""},
        {"id": "../7b"},
        {"format": 2},
        {"grades": []},
        {"students": [{"code": "K7QP"}, {"code": "K7QP"}]},
        {"students": [{"code": "K7QP", "name": "a\u0000b"}]},
        {"due": "yesterday"},
    ],
)
def test_a_class_that_is_not_as_it_should_be_is_refused(tmp_path, change):
    members = dict(read_zip(package_bytes(LESSON, TOLD)))
    members["class.json"] = json.dumps({**json.loads(members["class.json"]), **change}).encode()
    del members["checksums.json"]
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    members["checksums.json"] = json.dumps(sums).encode()
    (tmp_path / "bad.lesson").write_bytes(write_zip(members))
    with pytest.raises(UnreadableFile, match=r"class\.json is wrong"):
        read_package(tmp_path / "bad.lesson")


def test_a_class_that_was_changed_on_the_way_is_noticed(tmp_path):
    members = dict(read_zip(package_bytes(LESSON, TOLD)))
    members["class.json"] = members["class.json"].replace(b"server", b"thief!")
    (tmp_path / "bad.lesson").write_bytes(write_zip(members))
    with pytest.raises(UnreadableFile, match="changed after it was made"):
        read_package(tmp_path / "bad.lesson")


def test_a_code_that_cannot_be_packed_is_told():
    with pytest.raises(NotAllowed, match="Nothing was written"):
        package_bytes(LESSON, replace(TOLD, entries=(SignInEntry("not a code"),)))
