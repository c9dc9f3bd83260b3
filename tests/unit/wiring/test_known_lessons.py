"""The cards of the first second: what is kept of the lessons, and what a damaged file does."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.services.lesson_entries import LessonEntry, LessonSummary
from annotator.use_cases.known_lessons import FILE_NAME, keep_known_lessons, read_known_lessons
from tests.fakes import sample_lesson

SUMMARY = LessonSummary.of(sample_lesson.lesson())
ENTRIES = (LessonEntry.untouched(SUMMARY),)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def test_what_was_listed_comes_back(tmp_path):
    keep_known_lessons(tmp_path, ENTRIES)
    assert read_known_lessons(tmp_path) == ENTRIES


def test_an_unchanged_list_is_not_written_again(tmp_path):
    keep_known_lessons(tmp_path, ENTRIES)
    before = (tmp_path / FILE_NAME).stat()
    keep_known_lessons(tmp_path, ENTRIES)
    assert (tmp_path / FILE_NAME).stat().st_ino == before.st_ino


def test_the_texts_of_the_lesson_are_not_in_it(tmp_path):
    keep_known_lessons(tmp_path, ENTRIES)
    written = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert set(json.loads(written)[0]) == set(LessonSummary.__slots__)


def test_a_folder_that_takes_no_file_is_no_trouble(tmp_path):
    keep_known_lessons(tmp_path / "missing", ENTRIES)
    assert read_known_lessons(tmp_path / "missing") == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[" * 100_000, b"{}", b'[{"id": 1}]', b"[null]", b'[{"id": "a"}]', b"5"],
)
def test_a_damaged_list_is_none(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_known_lessons(tmp_path) == ()


@given(VALUES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_else_in_it_is_none(tmp_path, value):
    (tmp_path / FILE_NAME).write_text(json.dumps(value), encoding="utf-8")
    assert read_known_lessons(tmp_path) == ()
