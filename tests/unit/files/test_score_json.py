"""The two JSON files of the score command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import BadInput, UnreadableFile
from annotator.domain.keys import KeyStatus
from annotator.domain.spans import Span
from annotator.files.score_json import read_score_files

TEXT = "👩‍👩‍👧 The greedy canteen."
GREEDY = {"category": "loaded-language", "start": 10, "end": 16}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    key, answers = tmp_path / "key.json", tmp_path / "answers.json"
    write(key, [{**GREEDY, "status": "trap", "weight": 2}])
    write(answers, [GREEDY, {**GREEDY, "category": "opinion"}])
    return key, answers


def write(path: Path, annotations: list[dict[str, Any]], text: str = TEXT) -> None:
    path.write_text(json.dumps({"text": text, "annotations": annotations}), encoding="utf-8")


def test_offsets_are_code_points(files: tuple[Path, Path]) -> None:
    found = read_score_files(*files)
    assert found.text == TEXT
    (key,) = found.key
    assert (key.quote, key.span, key.status, key.weight) == (
        "greedy",
        Span(10, 16),
        KeyStatus.TRAP,
        2.0,
    )
    assert [answer.quote for answer in found.answers] == ["greedy", "greedy"]
    assert len({answer.id for answer in found.answers}) == 2
    assert {answer.article_id for answer in found.answers} == {key.article_id}


def test_status_and_weight_have_the_usual_values(files: tuple[Path, Path]) -> None:
    write(files[0], [GREEDY])
    (key,) = read_score_files(*files).key
    assert (key.status, key.weight) == (KeyStatus.REQUIRED, 1.0)


def test_a_key_may_be_found_on_other_words_too(files: tuple[Path, Path]) -> None:
    canteen = TEXT.index("canteen")
    also = {"start": canteen, "end": canteen + 7}
    write(files[0], [{**GREEDY, "also": [also]}])
    write(files[1], [GREEDY])
    (key,) = read_score_files(*files).key
    assert [each.quote for each in key.also] == ["canteen"]
    write(files[0], [{**GREEDY, "also": [{"start": 3, "end": 99}]}])
    with pytest.raises(UnreadableFile, match="annotations 1 goes from 3 to 99"):
        read_score_files(*files)


def test_a_byte_order_mark_is_no_trouble(files: tuple[Path, Path]) -> None:
    files[0].write_bytes(b"\xef\xbb\xbf" + files[0].read_bytes())
    assert read_score_files(*files).text == TEXT


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"start": 16, "end": 16}, "goes from 16 to 16"),
        ({"start": 16, "end": 10}, "goes from 16 to 10"),
        ({"end": 99}, "no stretch of a text of 25 characters"),
        ({"start": -1}, "must be 0 or more"),
        ({"start": 1.5}, "must be a whole number"),
        ({"start": True}, "must be a whole number"),
        ({"start": "1"}, "must be a whole number"),
        ({"category": ""}, "“category” must be letters"),
        ({"status": "maybe"}, "“status” must be 'required'"),
        ({"weight": -1}, "must be 0 or more"),
        ({"colour": "red"}, "“colour” is not known here"),
    ],
)
def test_a_wrong_annotation_is_told_with_its_number(
    files: tuple[Path, Path], wrong: dict[str, Any], said: str
) -> None:
    write(files[0], [GREEDY, {**GREEDY, "category": "x", **wrong}])
    with pytest.raises(UnreadableFile) as caught:
        read_score_files(*files)
    assert "“key.json” cannot be scored: annotations 2" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "this is not JSON"),
        (b"[]", "must be a table"),
        (b"{}", "“text” is missing"),
        (b'{"text": "a", "annotations": [], "annotations2": []}', "is not known here"),
        (b'{"text": "a", "annotations": [NaN]}', "must be a table"),
        (b'{"text": "\\ud800", "annotations": []}', "this is not JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"text": "\xe9"}', "not UTF-8"),
        (b'{"text": "a", "annotations": ' + b"9" * 9_000 + b"}", "annotations"),
    ],
)
def test_a_file_of_another_kind_is_told(files: tuple[Path, Path], data: bytes, said: str) -> None:
    files[1].write_bytes(data)
    with pytest.raises(UnreadableFile, match="“answers") as caught:
        read_score_files(*files)
    assert said in str(caught.value)


def test_a_missing_file_is_told(files: tuple[Path, Path]) -> None:
    files[0].unlink()
    with pytest.raises(UnreadableFile, match="There is no file"):
        read_score_files(*files)


def test_an_annotation_that_stands_twice_is_told(files: tuple[Path, Path]) -> None:
    write(files[0], [GREEDY, {**GREEDY, "status": "optional"}])
    with pytest.raises(UnreadableFile, match="annotations 2 repeats annotations 1"):
        read_score_files(*files)


def test_files_on_different_texts_are_told_with_the_place(files: tuple[Path, Path]) -> None:
    write(files[1], [], TEXT.replace("canteen", "kitchen"))
    with pytest.raises(BadInput, match="part at character 17"):
        read_score_files(*files)
