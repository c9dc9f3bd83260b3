"""What another edition of the credit rules would do to a lesson's grades, and the change to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.scoring.budgets import with_rules
from annotator.scoring.results import HandInScore
from annotator.scoring.rules import NEWEST
from annotator.services.grading import ClassReading, GradedHandIn, graded_class, read_class
from annotator.services.jobs import Job
from annotator.services.ports import Ports


@dataclass(frozen=True, slots=True)
class GradeChange:
    """One student's hand-in as it is graded now, and its score under other rules."""

    graded: GradedHandIn
    after: HandInScore

    @property
    def difference(self) -> float:
        """Return how many points the total rises or falls by."""
        return self.after.total - self.graded.score.total


@dataclass(frozen=True, slots=True)
class RulesComparison:
    """A lesson's hand-ins under the edition that it is graded by, and under another."""

    lesson: Lesson
    edition: int
    students: tuple[GradeChange, ...]

    @property
    def is_needed(self) -> bool:
        """Return whether the lesson is graded by other rules today."""
        return self.lesson.credit_rules != self.edition

    @property
    def changed(self) -> tuple[GradeChange, ...]:
        """Return the students whose total would be another one."""
        return tuple(each for each in self.students if abs(each.difference) > 1e-9)


def compare_rules(
    reading: ClassReading, edition: int = NEWEST, job: Job | None = None
) -> RulesComparison:
    """Return what an edition of the rules would make of the grades; nothing is stored."""
    other = replace(reading, lesson=with_rules(reading.lesson, edition, reading.key))
    before, after = graded_class(reading, job), graded_class(other, job)
    pairs = zip(before.graded, after.graded, strict=True)
    students = tuple(GradeChange(now, then.score) for now, then in pairs)
    return RulesComparison(reading.lesson, edition, students)


def preview_rules(
    ports: Ports, lesson_id: LessonId, edition: int = NEWEST, job: Job | None = None
) -> RulesComparison:
    """Return what an edition of the rules would make of the grades of a lesson.

    Raise UnknownThing where the lesson or its key is not on this machine.
    """
    with ports.store.reading() as unit:
        reading = read_class(unit, lesson_id)
    return compare_rules(reading, edition, job)


def change_rules(ports: Ports, lesson_id: LessonId, edition: int = NEWEST) -> Lesson:
    """Grade a lesson by an edition of the rules from now on, and return it.

    All its hand-ins are scored by it whenever somebody looks, and drafts of it follow. Raise
    UnknownThing where the lesson or its key is not on this machine.
    """
    with ports.store.writing() as unit:
        lesson, key = unit.lessons.find(lesson_id), unit.lessons.find_key(lesson_id)
        if lesson is None or key is None:
            raise UnknownThing("There is no lesson “{lesson_id}” here.", lesson_id=lesson_id)
        changed = with_rules(lesson, edition, key)
        unit.lessons.put(changed)
        for draft in unit.drafts.all():
            if draft.lesson.id == lesson_id:
                published = draft.published and with_rules(draft.published, edition, key)
                drafted = with_rules(draft.lesson, edition, draft.key)
                unit.drafts.put(replace(draft, lesson=drafted, published=published))
        unit.commit()
    return changed
