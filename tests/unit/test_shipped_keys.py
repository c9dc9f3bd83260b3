"""Of the lessons that ship, students' machines get the key of those that answer at once."""

from __future__ import annotations

from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Feedback
from annotator.wiring.application import open_application


def test_only_lessons_that_answer_at_once_are_installed_with_their_key(tmp_path):
    application = open_application(tmp_path / "data")
    try:
        application.lessons.install_shipped()
        with application.ports.store.reading() as unit:
            found = {
                lesson.id: (lesson.feedback, unit.lessons.find_key(lesson.id))
                for lesson in unit.lessons.all()
            }
    finally:
        application.close()
    feedback, key = found[LessonId("warm-up")]
    assert feedback is Feedback.AT_ONCE
    assert key is not None
    assert [key for feedback, key in found.values() if feedback is not Feedback.AT_ONCE] == [None]
