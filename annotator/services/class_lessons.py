"""The lessons of a class: how far it is with each, and how a lesson file is written for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from annotator.domain.classes import Assignment
from annotator.domain.identifiers import AssignmentId, ClassId
from annotator.domain.lessons import Lesson
from annotator.services.doubts import moment_of
from annotator.services.member_index import MemberIndex
from annotator.services.ports import Ports


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a class is with one lesson; before it was counted, `students` is below zero."""

    assignment: Assignment
    title: str
    students: int = -1
    handed_in: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class ClassFile:
    """How a lesson file is to be written for a class."""

    with_names: bool = False
    drop_folder: str = ""
    keeps_drafts: bool = False
    needs_pins: bool = False
    due_at: datetime | None = None


def assigned_lessons(ports: Ports, class_id: ClassId) -> tuple[Standing, ...]:
    """Return the lessons of a class, the newest first, without counting hand-ins."""
    with ports.store.reading() as unit:
        given = [one for one in unit.classes.assignments() if one.class_id == class_id]
        titles = {lesson.id: lesson.title for lesson in unit.lessons.all()} if given else {}
    return tuple(Standing(one, titles.get(one.lesson_id, one.lesson_id)) for one in reversed(given))


def standings(ports: Ports, class_id: ClassId) -> tuple[Standing, ...]:
    """Return how far a class is with each of its lessons, the newest first."""
    with ports.store.reading() as unit:
        given = [one for one in unit.classes.assignments() if one.class_id == class_id]
        titles = {lesson.id: lesson.title for lesson in unit.lessons.all()}
        index = MemberIndex.of_class(unit, class_id)
        active = sum(member.is_active for member in index.members)
        found = []
        for one in reversed(given):
            came = [
                (member.student_id, moment_of(stored, one).at)
                for stored in unit.hand_ins.of_lesson(one.lesson_id)
                if stored.collected_at is not None
                and (member := index.named(stored.hand_in.student_name)) is not None
            ]
            in_time = {student for student, at in came if not one.is_late(at)}
            late = {student for student, _ in came} - in_time
            title = titles.get(one.lesson_id, one.lesson_id)
            found.append(Standing(one, title, active, len(in_time | late), len(late)))
    return tuple(found)


def assignable_lessons(ports: Ports, class_id: ClassId) -> tuple[Lesson, ...]:
    """Return the lessons of this machine that a class does not have yet, by title."""
    with ports.store.reading() as unit:
        taken = {one.lesson_id for one in unit.classes.assignments() if one.class_id == class_id}
        return tuple(lesson for lesson in unit.lessons.all() if lesson.id not in taken)


def take_back(ports: Ports, assignment_id: AssignmentId) -> None:
    """Delete an assignment and who was excused from it; hand-ins and grades stay."""
    with ports.store.writing() as unit:
        unit.classes.remove_assignment(assignment_id)
        unit.commit()
