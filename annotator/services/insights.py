"""Look at a whole class: what it highlighted, missed and disputes."""

from __future__ import annotations

from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.scoring.insights import ClassInsights, class_insights
from annotator.services.grading import grade_class
from annotator.services.ports import Ports


def lessons_with_insights(ports: Ports) -> tuple[tuple[Lesson, int], ...]:
    """Return the lessons with a key and hand-ins here, with the number of hand-ins, by title."""
    with ports.store.reading() as unit:
        counts = unit.hand_ins.counts()
        return tuple(
            (lesson, counts[lesson.id])
            for lesson in unit.lessons.all()
            if lesson.id in counts and unit.lessons.find_key(lesson.id) is not None
        )


def insights_of(ports: Ports, lesson_id: LessonId) -> ClassInsights:
    """Return what the hand-ins on a lesson that count tell, without names.

    Raise UnknownThing where the lesson or its key is not on this machine.
    """
    grades = grade_class(ports, lesson_id)
    return class_insights(
        grades.lesson,
        grades.key,
        [graded.hand_in.annotations for graded in grades.graded],
        [graded.score for graded in grades.graded],
    )
