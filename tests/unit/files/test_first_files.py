"""Files that the first version wrote still open, and grade to the same points."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.domain.identifiers import LessonId
from annotator.files.draft_file import SealedDrafts
from annotator.files.feedback_file import read_feedback
from annotator.services.collecting import collect_hand_ins
from annotator.services.grading import grade_class
from annotator.services.lessons import install_lesson
from annotator.wiring.application import open_application
from annotator.wiring.classes import is_right_pin, needs_pin
from annotator.wiring.returned import take_in_feedback
from tests.fakes import sample_lesson

FILES = Path(__file__).parent / "first_files"


@pytest.fixture
def application(tmp_path):
    """Return the teacher's data folder, with the key of then."""
    (tmp_path / "teacher").mkdir()
    shutil.copy(FILES / "teacher.key", tmp_path / "teacher" / "teacher.key")
    (tmp_path / "teacher" / "teacher.key").chmod(0o600)
    opened = open_application(tmp_path / "teacher")
    opened.install_package(FILES / "canteen.lesson")
    yield opened
    opened.close()


def test_its_hand_in_is_collected_and_has_its_points(application):
    with application.store.reading() as unit:
        lesson = unit.lessons.find(LessonId("canteen"))
    install_lesson(application.ports, lesson, sample_lesson.key())
    report = collect_hand_ins(application.ports, lesson, FILES)
    assert [entry.is_collected for entry in report.entries] == [True]
    (graded,) = grade_class(application.ports, lesson.id).graded
    assert (graded.score.points, graded.score.maximum) == (1.0, 3.75)
    assert report.troubles == ()


def test_its_drafts_open_for_the_student_and_the_teacher(application):
    with application.store.reading() as unit:
        lesson = unit.lessons.find(LessonId("canteen"))
    files = SealedDrafts(application.teacher_keys)
    for name, pin, quotes in (
        ("Ann Lee", "", ["greedy", "slapped", "robbery"]),
        ("Ben Ode", "1234", ["slapped"]),
    ):
        path = files.find(FILES, lesson, name)
        assert needs_pin(application, name, FILES) is bool(pin)
        assert is_right_pin(application, name, pin, FILES)
        draft = files.read(path, lesson, name, pin)
        assert [each.quote for each in draft.work.annotations] == quotes
        assert files.read_as_teacher(path).work == draft.work
        assert files.note(path).student_name == name
    assert not is_right_pin(application, "Ben Ode", "4321", FILES)


def test_its_feedback_opens_and_is_checked(application):
    (path,) = FILES.glob("*.feedback")
    received = take_in_feedback(application, path)
    assert received.is_checked
    assert received.lesson is not None
    feedback = read_feedback(path).feedback
    assert (feedback.student_name, feedback.total, feedback.total_maximum) == ("Ann Lee", 1.0, 7.75)
    assert {note.outcome for note in feedback.notes} >= {"found", "missed", "fell for the trap"}
