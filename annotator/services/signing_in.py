"""Say who is here: a name or a code, typed or picked from the class, with a PIN if one is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotations import Workspace
from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import Student, clean_name
from annotator.domain.identifiers import AuthorId, LessonId
from annotator.domain.sign_in import SignIn
from annotator.services.classes import assignment_of
from annotator.services.matching_names import likely_names
from annotator.services.ports import Ports

SHORTEST_PIN, LONGEST_PIN = 4, 40


def sign_in(ports: Ports, typed: str) -> Student:
    """Return the student with this name or code, stored at the first time.

    Raise NotAllowed if nothing is left of the name, or if it is longer than LONGEST_NAME.
    """
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


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that is not known on this machine, and whom of the class list it may mean."""

    name: str
    likely: tuple[str, ...] = ()
    has_list: bool = False


def find_stranger(ports: Ports, typed: str, classes: Sequence[SignIn]) -> Stranger | None:
    """Return what to ask about a name; None where it is known, or nobody was here before.

    Nobody is proposed but those whom the class list shows anyway.
    """
    name = clean_name(typed)
    if any(each.knows(name) for each in classes):
        return None
    with ports.store.reading() as unit:
        if unit.students.named(name) is not None or not (classes or unit.students.all()):
            return None
    shown = [entry.shown for each in classes for entry in each.entries]
    return Stranger(name, likely_names(name, shown), bool(classes))


def workspace_of(student: Student, lesson_id: LessonId) -> Workspace:
    """Return where a student's work on a lesson is stored, before it is handed in."""
    return Workspace(lesson_id, student.id)


# -- PINs ------------------------------------------------------------------------------------------


def pin_hash_of(ports: Ports, typed: str) -> str:
    """Return the hash of the PIN that a name has here; empty where it has none or is unknown."""
    with ports.store.reading() as unit:
        known = unit.students.named(clean_name(typed))
        return unit.students.pin_hash(known.id) if known else ""


def set_pin(ports: Ports, student: Student, pin: str, hash_pin: Callable[[str], str]) -> None:
    """Give a student a PIN; an empty one takes it away. Raise NotAllowed if it is no PIN."""
    if pin and not (SHORTEST_PIN <= len(pin) <= LONGEST_PIN and pin.isprintable()):
        raise NotAllowed(
            "A PIN has {least} to {most} letters or digits. Nothing was changed.",
            least=SHORTEST_PIN,
            most=LONGEST_PIN,
        )
    made = hash_pin(pin) if pin else ""
    with ports.store.writing() as unit:
        unit.students.put_pin_hash(student.id, made)
        unit.commit()


# -- what a lesson file told -----------------------------------------------------------------------


def learn_class(ports: Ports, lesson_id: LessonId, told: SignIn) -> bool:
    """Keep what a lesson file tells of a class; return whether it was news.

    On the machine where the class list is kept nothing is learnt from a file.
    """
    with ports.store.writing() as unit:
        if unit.classes.members(told.class_id):
            return False
        assigned = assignment_of(ports, unit, lesson_id, told.class_id)
        is_given = assigned in unit.classes.assignments(lesson_id)
        if is_given and assigned.due_at == told.due_at and told in unit.classes.sign_ins():
            return False
        unit.classes.put_sign_in(told)
        unit.classes.put_assignment(replace(assigned, due_at=told.due_at))
        unit.commit()
    return True


def classes_told(ports: Ports) -> tuple[SignIn, ...]:
    """Return the classes that lesson files told this machine of, with somebody to pick."""
    with ports.store.reading() as unit:
        return tuple(told for told in unit.classes.sign_ins() if told.entries)


def class_told_for(ports: Ports, lesson_id: LessonId, student_name: str) -> SignIn | None:
    """Return the class for which a lesson came here: that of the student, else the only one."""
    with ports.store.reading() as unit:
        given = {one.class_id for one in unit.classes.assignments(lesson_id)}
        told = [each for each in unit.classes.sign_ins() if each.class_id in given]
    mine = [each for each in told if each.knows(student_name)]
    found = mine or told
    return found[0] if len(found) == 1 or mine else None
