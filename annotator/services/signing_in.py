"""Say who is here: a name or a code, typed."""

from __future__ import annotations

from annotator.domain.annotations import Workspace
from annotator.domain.hand_ins import Student, clean_name
from annotator.domain.identifiers import AuthorId, LessonId
from annotator.services.ports import Ports


def sign_in(ports: Ports, typed: str) -> Student:
    """Return the student with this name or code, stored at the first time."""
    name = clean_name(typed)
    with ports.store.reading() as unit:
        known = unit.students.named(name)
    if known is not None:
        return known
    with ports.store.writing() as unit:
        known = unit.students.named(name)
        if known is None:
            known = Student(AuthorId(ports.new_id()), name)
            unit.students.put(known)
            unit.commit()
    return known


def workspace_of(student: Student, lesson_id: LessonId) -> Workspace:
    """Return the student's desk in a lesson."""
    return Workspace(lesson_id, student.id)
