"""What one student reached over lessons and attempts."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.errors import UnknownThing
from annotator.domain.grades import PERCENT
from annotator.domain.hand_ins import HandIn, name_key
from annotator.domain.lessons import Lesson
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.results import HandInScore
from annotator.services.attempts import Owners
from annotator.services.grading import scales_of
from annotator.services.ports import Ports


@dataclass(frozen=True, slots=True)
class ScoredAttempt:
    """One collected hand-in with its score."""

    lesson: Lesson
    hand_in: HandIn
    score: HandInScore


def student_attempts(ports: Ports, student: str) -> tuple[ScoredAttempt, ...]:
    """Return every collected hand-in of a student, scored, the oldest first.

    Lessons whose key is not on this machine are left out. Raise UnknownThing where nothing
    is left.
    """
    wanted = name_key(student)
    found: list[ScoredAttempt] = []
    with ports.store.reading() as unit:
        for lesson in unit.lessons.all():
            key = unit.lessons.find_key(lesson.id)
            collected = (one for one in unit.hand_ins.of_lesson(lesson.id) if one.collected_at)
            mine = [s.hand_in for s in collected if name_key(s.hand_in.student_name) == wanted]
            if key is None or not mine:
                continue
            prepared = prepare_key(lesson, key)
            decisions = unit.decisions.of_hand_ins([hand_in.id for hand_in in mine])
            scales = scales_of(unit, Owners.of_lesson(unit, lesson.id), mine)
            for made in mine:
                score = score_hand_in(
                    prepared,
                    made.annotations,
                    decisions.get(made.id),
                    group=made.reading_group,
                    scale=scales.get(made.id, PERCENT),
                )
                found.append(ScoredAttempt(lesson, made, score))
    if not found:
        raise UnknownThing(
            "No hand-in of “{student}” has been collected here. Nothing was printed.",
            student=student,
        )
    return tuple(sorted(found, key=lambda a: (a.hand_in.handed_in, a.lesson.id, a.hand_in.attempt)))
