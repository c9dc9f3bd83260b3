"""The keys of the lessons that ship: who gets them, and what finds their words."""

from __future__ import annotations

from annotator import paths
from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Feedback
from annotator.files.lesson_source import read_source
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


def test_no_plain_word_beside_a_loaded_one_finds_it():
    # More than half of an alternative is enough, and a longer highlight finds a key without one.
    found = []
    for folder in sorted(path.parent for path in paths.lessons_dir().glob("*/lesson.toml")):
        _, key = read_source(folder, paths.schemes_dir())
        assert key is not None
        found += [
            f"{each.article_id}: {other.quote}"
            for each in key.annotations
            if each.category_id == "loaded-language"
            for other in each.also
            if other.span.contains(each.span)
        ]
    assert found == []
