"""Feedback files: written whole, signed, and read with distrust."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from annotator.domain.errors import UnreadableFile
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId, LessonId
from annotator.domain.returned import (
    FeedbackAnswer,
    FeedbackCriterion,
    FeedbackNote,
    StudentFeedback,
)
from annotator.domain.spans import Span
from annotator.files.feedback_file import (
    FeedbackFiles,
    feedback_name,
    from_stored,
    read_feedback,
    to_stored,
)
from annotator.files.teacher_keys import TeacherKeys

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
FEEDBACK = StudentFeedback(
    hand_in_id=HandInId("h1"),
    lesson_id=LessonId("canteen"),
    lesson_version=2,
    lesson_title="Canteen prices 🍲",
    article_hashes={ArticleId("bugle"): "a" * 64},
    student_name="Zoë O’Hara",
    attempt=1,
    handed_in=NOON,
    returned_at=NOON,
    points=3.5,
    maximum=5,
    rubric_points=2,
    rubric_maximum=4,
    comment="Good work 👏",
    request="Please look again.",
    request_answer="I did.",
    notes=(
        FeedbackNote(
            ArticleId("bugle"),
            CategoryId("loaded-language"),
            Span(3, 9),
            "greedy",
            "found",
            1.0,
            "It judges.",
            CategoryId("opinion"),
            "It is mean.",
            "expensive",
            "Yes!",
        ),
    ),
    answers=(FeedbackAnswer("What?", "Soup.", "Which soup?"),),
    criteria=(FeedbackCriterion("Comparing", "Part", 2, 4, ""),),
)


@pytest.fixture
def keys(tmp_path):
    return TeacherKeys(tmp_path / "teacher")


@pytest.fixture
def path(tmp_path, keys):
    made = tmp_path / feedback_name(FEEDBACK)
    FeedbackFiles(keys).write(FEEDBACK, made)
    return made


def test_it_comes_back_as_it_was_written(path, keys):
    signed = read_feedback(path)
    assert signed.feedback == FEEDBACK
    signed.check(keys.public_key())
    assert from_stored(to_stored(FEEDBACK)) == FEEDBACK
    assert path.suffix == ".feedback"


def test_what_was_changed_or_comes_from_somebody_else_is_refused(path, keys, tmp_path):
    changed = path.read_bytes().replace(b'"points":3.5', b'"points":4.5')
    path.write_bytes(changed)
    with pytest.raises(UnreadableFile, match="not written by the teacher"):
        read_feedback(path).check(keys.public_key())
    FeedbackFiles(TeacherKeys(tmp_path / "other")).write(FEEDBACK, path)
    with pytest.raises(UnreadableFile, match="not written by the teacher"):
        read_feedback(path).check(keys.public_key())


@pytest.mark.parametrize(
    "spoil, said",
    [
        (lambda data: b"", "not a feedback file"),
        (lambda data: b"PK\x03\x04" + data, "not a feedback file"),
        (lambda data: data.replace(b"feedback 1", b"feedback 2", 1), "newer version"),
        (lambda data: data[:-5], "not whole"),
        (lambda data: data + b" ", "not whole"),
        (lambda data: data.replace(b'"attempt":1', b'"attempt":0'), "damaged"),
        (lambda data: data.replace(b'"start":3', b'"start":1', 1).replace(b"9", b"0"), "damaged"),
    ],
)
def test_a_damaged_file_gets_one_sentence(path, spoil, said):
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(UnreadableFile, match=said):
        read_feedback(path)


def test_another_file_of_the_same_student_has_another_name():
    later = replace(FEEDBACK, returned_at=NOON.replace(hour=13))
    assert feedback_name(later) != feedback_name(FEEDBACK)


def test_students_whose_names_look_alike_get_different_files():
    other = replace(FEEDBACK, hand_in_id=HandInId("h2"), student_name="Zoë O'Hara")
    assert feedback_name(other) != feedback_name(FEEDBACK)
