"""Feedback files: written whole, signed, and read with distrust."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId, LessonId
from annotator.domain.returned import (
    FeedbackAnswer,
    FeedbackCriterion,
    FeedbackNote,
    StudentFeedback,
)
from annotator.domain.spans import Span
from annotator.files.feedback_file import (
    MOST_NOTES,
    FeedbackFiles,
    feedback_name,
    from_stored,
    read_feedback,
    record_of,
    to_stored,
)
from annotator.files.sealing import fingerprint
from annotator.files.signing import sign
from annotator.files.teacher_keys import TeacherKeys
from tests.fakes import sample_lesson

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
    FeedbackFiles(keys).write(FEEDBACK, made, keys.ensure_public_key())
    return made


@pytest.fixture
def lesson(keys):
    """Return the lesson as its teacher gave it out."""
    return replace(sample_lesson.lesson(), public_key=keys.ensure_public_key())


def open_form(path, keys, feedback=FEEDBACK):
    """Write feedback as the first version did: signed, and not locked."""
    payload = record_of(feedback).model_dump_json(exclude={"revision", "untold"}).encode()
    signature = sign(b"annotator-feedback 1\n" + payload, keys.private_key()).hex()
    name = fingerprint(keys.public_key())
    head = f"annotator-feedback 1\n{name} {signature} {len(payload)}\n"
    path.write_bytes(head.encode() + payload)


def test_it_comes_back_as_it_was_written(path, keys, lesson):
    signed = read_feedback(path, [sample_lesson.lesson(), lesson])
    assert signed.feedback == FEEDBACK
    signed.check(keys.public_key())
    assert from_stored(to_stored(FEEDBACK)) == FEEDBACK
    assert path.suffix == ".feedback"


def test_a_file_of_the_first_form_still_opens_and_is_checked(path, keys):
    open_form(path, keys)
    signed = read_feedback(path)
    assert signed.feedback == FEEDBACK
    signed.check(keys.public_key())
    path.write_bytes(path.read_bytes().replace(b'"points":3.5', b'"points":4.5'))
    with pytest.raises(UnreadableFile, match="not written by the teacher"):
        read_feedback(path).check(keys.public_key())


def test_what_comes_from_somebody_else_is_refused(path, keys, tmp_path, lesson):
    other = TeacherKeys(tmp_path / "other")
    FeedbackFiles(other).write(FEEDBACK, path, lesson.public_key)
    with pytest.raises(UnreadableFile, match="not written by the teacher"):
        read_feedback(path, [lesson]).check(keys.public_key())


def test_nothing_of_it_can_be_read_without_the_lesson_file(path, keys, lesson):
    data = path.read_bytes()
    words = ("Zo", "O’Hara", "Canteen", "greedy", "judges", "loaded", "Soup", "points", 'h1"')
    for word in words:
        for form in ("utf-8", "utf-16-le"):
            assert word.encode(form) not in data
    with pytest.raises(UnreadableFile, match="Open the lesson file from your teacher first"):
        read_feedback(path, [sample_lesson.lesson()])
    with pytest.raises(UnreadableFile, match="Open the lesson file"):
        read_feedback(path, [])
    corrected = replace(lesson, version=9, title="Corrected")
    assert read_feedback(path, [corrected]).feedback == FEEDBACK


def test_a_lesson_without_a_teachers_key_gives_form_not_secrecy(tmp_path, keys):
    path = tmp_path / "x.feedback"
    FeedbackFiles(keys).write(FEEDBACK, path)
    assert read_feedback(path, [sample_lesson.lesson()]).feedback == FEEDBACK


@pytest.mark.parametrize(
    "hours, revision, is_older",
    [(0, 0, False), (1, 0, False), (-1, 0, True), (-1, -1, True), (-1, 1, False), (0, -1, True)],
)
def test_older_goes_by_the_signed_time_and_the_number_of_decisions(hours, revision, is_older):
    known = replace(FEEDBACK, revision=5)
    at = NOON + timedelta(hours=hours)
    assert replace(known, returned_at=at, revision=5 + revision).is_older_than(known) is is_older


@pytest.mark.parametrize(
    "spoil, said",
    [
        (lambda data: b"", "not a feedback file"),
        (lambda data: b"PK\x03\x04" + data, "not a feedback file"),
        (lambda data: data.replace(b"feedback 2", b"feedback 3", 1), "newer version"),
        (lambda data: data[:-5], "not whole"),
        (lambda data: data + b" ", "not whole"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "was changed after it was written"),
    ],
)
def test_a_damaged_file_gets_one_sentence(path, spoil, said, lesson):
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(UnreadableFile, match=said):
        read_feedback(path, [lesson])


@pytest.mark.parametrize("old, new", [(b'"attempt":1', b'"attempt":0'), (b'"end":9', b'"end":0')])
def test_what_no_feedback_can_say_is_refused(path, keys, old, new):
    open_form(path, keys)
    path.write_bytes(path.read_bytes().replace(old, new))
    with pytest.raises(UnreadableFile, match="damaged"):
        read_feedback(path)


def test_more_than_a_file_holds_is_refused_with_a_sentence(path, keys):
    notes = FEEDBACK.notes[:1] * (MOST_NOTES + 1)
    before = path.read_bytes()
    with pytest.raises(NotAllowed, match="does not fit into a feedback file"):
        FeedbackFiles(keys).write(replace(FEEDBACK, notes=notes), path)
    assert path.read_bytes() == before


def test_another_file_of_the_same_student_has_another_name():
    later = replace(FEEDBACK, returned_at=NOON.replace(hour=13))
    assert feedback_name(later) != feedback_name(FEEDBACK)


def test_students_whose_names_look_alike_get_different_files():
    other = replace(FEEDBACK, hand_in_id=HandInId("h2"), student_name="Zoë O'Hara")
    assert feedback_name(other) != feedback_name(FEEDBACK)
