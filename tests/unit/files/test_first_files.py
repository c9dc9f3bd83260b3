"""Files that the first version wrote still open, and grade to the same points."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotator.domain.identifiers import HandInId, LessonId
from annotator.files.deletion_notes import DeletionNotes
from annotator.files.draft_file import SealedDrafts
from annotator.files.feedback_file import read_feedback
from annotator.files.lesson_package import package_bytes, read_class_package
from annotator.files.lesson_source import read_source, source_files
from annotator.files.regrade_file import find_requests, read_request
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.collecting import collect_hand_ins
from annotator.services.grading import grade_class
from annotator.services.lessons import install_lesson
from annotator.settings import load_settings, student_code
from annotator.use_cases.known_lessons import read_known_lessons
from annotator.use_cases.shipped_lessons import read_note
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson

FILES = Path(__file__).parent / "first_files"
#: The recovery code of its locked key.
CODE = "04PJP-0PGTZ-1T128-CK5M1-8D73G"


@pytest.fixture
def application(tmp_path):
    """Return the teacher's data folder, with the key of then."""
    (tmp_path / "teacher").mkdir()
    shutil.copy(FILES / "teacher.key", tmp_path / "teacher" / "teacher.key")
    (tmp_path / "teacher" / "teacher.key").chmod(0o600)
    opened = open_application(tmp_path / "teacher")
    opened.lessons.install_package(FILES / "canteen.lesson")
    yield opened
    opened.close()


def test_its_hand_in_is_collected_and_has_its_points(application):
    with application.ports.store.reading() as unit:
        lesson = unit.lessons.find(LessonId("canteen"))
    install_lesson(application.ports, lesson, sample_lesson.key())
    report = collect_hand_ins(application.ports, lesson, FILES)
    assert [entry.is_collected for entry in report.entries] == [True]
    (graded,) = grade_class(application.ports, lesson.id).graded
    assert (graded.score.points, graded.score.maximum) == (1.0, 3.75)
    assert report.troubles == ()


def test_its_drafts_open_for_the_student_and_the_teacher(application):
    with application.ports.store.reading() as unit:
        lesson = unit.lessons.find(LessonId("canteen"))
    files = SealedDrafts(application.teacher_keys)
    for name, pin, quotes in (
        ("Ann Lee", "", ["greedy", "slapped", "robbery"]),
        ("Ben Ode", "1234", ["slapped"]),
    ):
        path = files.find(FILES, lesson, name)
        assert application.student_home.needs_pin(name, FILES) is bool(pin)
        assert application.student_home.is_right_pin(name, pin, FILES)
        draft = files.read(path, lesson, name, pin)
        assert [each.quote for each in draft.work.annotations] == quotes
        assert files.read_as_teacher(path).work == draft.work
        assert files.note(path).student_name == name
    assert not application.student_home.is_right_pin("Ben Ode", "4321", FILES)


def test_its_feedback_opens_and_is_checked(application):
    (path,) = FILES.glob("*.feedback")
    received = application.feedback.take_in(path)
    assert received.is_checked
    assert received.lesson is not None
    feedback = read_feedback(path).feedback
    assert (feedback.student_name, feedback.total, feedback.total_maximum) == ("Ann Lee", 1.0, 7.75)
    assert {note.outcome for note in feedback.notes} >= {"found", "missed", "fell for the trap"}


def test_what_lies_beside_its_database_is_read(tmp_path):
    beside = FILES / "data"
    settings, troubles = load_settings(beside)
    assert troubles == ()
    assert (settings.theme, settings.text_size, settings.last_name) == ("dark", 18, "7B-01")
    assert (settings.drop_folder, settings.lock_after) == (Path("/school/drop"), 30)
    assert settings.help_of(student_code("7B-01")).letters == 68
    (known,) = read_known_lessons(beside)
    assert (known.lesson.id, known.lesson.title) == ("canteen", "Canteen prices")
    digest, stored = read_note(beside)["canteen"]
    assert (len(digest), len(stored)) == (64, 64)


def test_a_deletion_that_it_began_is_known_and_written_as_it_was(tmp_path):
    notes = DeletionNotes(FILES / "data")
    (path,) = notes.paths()
    deletion = notes.read(path)
    assert deletion.person.names == ("7B-09",)
    assert deletion.person.hand_ins == {HandInId("h9")}
    assert deletion.files == (Path("/school/drop/x.handin"),)
    DeletionNotes(tmp_path).put(deletion)
    written = tmp_path / path.name
    assert json.loads(written.read_bytes()) == json.loads(path.read_bytes())


def test_its_key_under_a_passphrase_opens_with_either_secret(application):
    for unlock, secret in (("unlock", "a small green door"), ("unlock_with_code", CODE)):
        keys = TeacherKeys(FILES / "locked")
        assert keys.is_locked
        assert getattr(keys, unlock)(secret)
        assert keys.private_key() == application.teacher_keys.private_key()


def test_its_request_to_look_again_opens(application):
    (path,) = find_requests(FILES)
    request = read_request(path, application.teacher_keys)
    assert request.text == "Is “robbery” not loaded?"


def test_a_lesson_for_a_class_is_packed_again_byte_for_byte():
    (path,) = (FILES / "for_a_class").iterdir()
    lesson, told = read_class_package(path)
    assert told is not None
    assert [(each.shown, each.signs_in_as) for each in told.entries] == [
        ("8A-01", "8A-01"),
        ("8A-02 b · 8A-02", "8A-02"),
    ]
    assert (told.needs_pins, told.keeps_drafts, told.drop_folder) == (True, True, "/school/drop")
    assert package_bytes(lesson, told) == path.read_bytes()


def test_the_source_of_a_lesson_is_written_again_byte_for_byte():
    folder = FILES / "source" / "canteen"
    lesson, key = read_source(folder, folder)
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    assert source_files(lesson, key) == {
        name: path.read_bytes().decode() for name, path in files.items()
    }
