"""Keep a class as its roster says, whose hand-in is whose, and what was assigned when."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.domain.classes import (
    Assignment,
    ClassGroup,
    ClassMember,
    Excuse,
    MemberState,
    RosterRow,
    key_of_name,
    same_number,
)
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.hand_ins import LONGEST_NAME, Student, clean_name
from annotator.domain.identifiers import AssignmentId, AuthorId, ClassId, LessonId
from annotator.services.grade_scales import usual_scale
from annotator.services.matching_rows import matched_rows, number_keys
from annotator.services.ports import Ports, UnitOfWork

#: Letters and digits that nobody mistakes for one another on a board.
_CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """What a roster changes in a class: members as they are afterwards, and who is as before.

    Nobody is deleted: who is in `left` is in the class's list still, marked as left.
    """

    added: tuple[ClassMember, ...] = ()
    changed: tuple[ClassMember, ...] = ()
    left: tuple[ClassMember, ...] = ()
    unchanged: tuple[ClassMember, ...] = ()
    #: Whose number has lost the zeros at its beginning in the roster; it stays as it was.
    without_zeros: tuple[ClassMember, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether the class stays as it is."""
        return not (self.added or self.changed or self.left)


def create_class(ports: Ports, name: str) -> ClassGroup:
    """Return the class of this name, stored at the first time; spellings of it are alike.

    Raise NotAllowed if nothing is left of the name, or if it is longer than LONGEST_NAME.
    """
    wanted = clean_name(name)
    with ports.store.writing() as unit:
        known = _same_name(unit, wanted)
        if known is not None:
            return known
        scale = usual_scale(unit.classes.all())
        group = ClassGroup(ClassId(ports.new_id()), wanted, scale)
        unit.classes.put(group)
        unit.commit()
    return group


def _same_name(unit: UnitOfWork, name: str) -> ClassGroup | None:
    key = key_of_name(name)
    return next((known for known in unit.classes.all() if key_of_name(known.name) == key), None)


def rename_class(ports: Ports, class_id: ClassId, name: str) -> ClassGroup:
    """Give a class another name.

    Raise NotAllowed if another class has it or it is none, UnknownThing if the class is gone.
    """
    wanted = clean_name(name)
    with ports.store.writing() as unit:
        group = class_of(unit, class_id)
        known = _same_name(unit, wanted)
        if known is not None and known.id != class_id:
            raise NotAllowed(
                "There is a class “{name}” already. Nothing was changed. Choose another name.",
                name=known.name,
            )
        renamed = replace(group, name=wanted)
        unit.classes.put(renamed)
        unit.commit()
    return renamed


def preview_roster(
    ports: Ports, class_id: ClassId, rows: Sequence[RosterRow], *, complete: bool = True
) -> RosterChanges:
    """Return what importing these rows would change, changing nothing.

    With `complete` whoever is not in the rows has left the class.
    """
    with ports.store.reading() as unit:
        return _planned(ports, unit, class_id, rows, complete=complete)


def import_roster(
    ports: Ports,
    class_id: ClassId,
    rows: Sequence[RosterRow],
    *,
    complete: bool = True,
    staying: Collection[AuthorId] = (),
) -> RosterChanges:
    """Bring a class in line with a roster; the same rows again change nothing.

    A student is known by the roster's number, else by a number in another system, else by
    name. Empty cells change nothing, and nobody is deleted: with `complete` whoever is not in
    the rows is marked as left, but for those of whom the teacher said that they stay.
    """
    with ports.store.writing() as unit:
        changes = _planned(ports, unit, class_id, rows, complete=complete)
        kept = tuple(member for member in changes.left if member.student_id in staying)
        changes = replace(
            changes,
            left=tuple(member for member in changes.left if member not in kept),
            unchanged=(*changes.unchanged, *(_back(member) for member in kept)),
        )
        if changes.is_empty:
            return changes
        earlier = {member.student_id: member for member in unit.classes.members(class_id)}
        for member in (*changes.added, *changes.changed, *changes.left):
            _put(unit, class_id, member, earlier.get(member.student_id))
        unit.commit()
    return changes


def _back(member: ClassMember) -> ClassMember:
    """Return a member as one who is in the class now."""
    return replace(member, state=MemberState.ACTIVE, left_at=None)


def _put(
    unit: UnitOfWork, class_id: ClassId, member: ClassMember, earlier: ClassMember | None
) -> None:
    """Store a member; hand-ins under an earlier name stay theirs."""
    unit.students.put(Student(member.student_id, member.roster.shown_name))
    unit.classes.put_member(class_id, member)
    if earlier is not None:
        for key in sorted(earlier.sign_in_keys - member.sign_in_keys):
            unit.classes.put_typed_name(class_id, key, member.student_id)


def _planned(
    ports: Ports,
    unit: UnitOfWork,
    class_id: ClassId,
    rows: Sequence[RosterRow],
    *,
    complete: bool,
) -> RosterChanges:
    class_of(unit, class_id)
    members = unit.classes.members(class_id)
    pairs, new_rows, absent = matched_rows(members, rows)
    after = [(member, _merged(member, row)) for member, row in pairs]
    staying = [m for m in absent if not (complete and m.is_active)]
    left_at = ports.now()
    return RosterChanges(
        without_zeros=tuple(
            member
            for member, row in pairs
            if 0 < len(row.student_id) < len(member.roster.student_id)
        ),
        added=_added(ports, unit, members, new_rows),
        changed=tuple(now for before, now in after if now != before),
        left=tuple(
            replace(member, state=MemberState.LEFT, left_at=left_at)
            for member in absent
            if member not in staying
        ),
        unchanged=(*(now for before, now in after if now == before), *staying),
    )


def _merged(member: ClassMember, row: RosterRow) -> ClassMember:
    """Return a member with what a row says; cells that are empty say nothing."""
    old = member.roster
    texts = (
        *("student_id", "last_name", "first_name", "preferred_name", "full_name"),
        *("section", "email", "accommodations"),
    )
    said = {name: getattr(row, name) or getattr(old, name) for name in texts}
    if same_number(row.student_id, old.student_id):
        said["student_id"] = max(old.student_id, row.student_id, key=len)
    external = {**old.external_ids, **row.external_ids}
    roster = RosterRow(external_ids=external, **said)
    return _back(replace(member, roster=roster))


def _added(
    ports: Ports, unit: UnitOfWork, members: Sequence[ClassMember], rows: Sequence[RosterRow]
) -> tuple[ClassMember, ...]:
    """Return new members; who is in another class or signed in before is the same student."""
    if not rows:
        return ()
    by_number = {
        key: member.student_id
        for group in unit.classes.all()
        for member in unit.classes.members(group.id)
        for key in number_keys(member.roster)
    }
    taken = {member.student_id for member in members}
    codes = {member.code for member in members}
    added = []
    for row in rows:
        known = next((by_number[key] for key in number_keys(row) if key in by_number), None)
        student_id = known or _signed_in_before(unit, row)
        if student_id is None or student_id in taken:
            student_id = AuthorId(ports.new_id())
        added.append(ClassMember(student_id, row, new_code(student_id, codes)))
        taken.add(student_id)
        codes.add(added[-1].code)
    return tuple(added)


def _signed_in_before(unit: UnitOfWork, row: RosterRow) -> AuthorId | None:
    """Return who signed in with this number or name and is in no class yet, or None."""
    for typed in filter(None, (row.student_id, row.shown_name)):
        known = unit.students.named(typed)
        if known is not None and not unit.classes.classes_of(known.id):
            return known.id
    return None


def new_code(student_id: AuthorId, taken: Iterable[str]) -> str:
    """Return a short code that nobody in the class has and that tells nothing of the name."""
    used = set(taken)
    attempt = 0
    while True:
        digest = hashlib.sha256(f"{student_id} {attempt}".encode()).digest()
        code = "".join(_CODE_SIGNS[byte % len(_CODE_SIGNS)] for byte in digest[:_CODE_LENGTH])
        if code not in used:
            return code
        attempt += 1


# -- one student ---------------------------------------------------------------------------------


def add_student(ports: Ports, class_id: ClassId, row: RosterRow) -> ClassMember:
    """Take one student into a class by hand; raise NotAllowed if the class has this one."""
    _check_named(row)
    with ports.store.writing() as unit:
        changes = _planned(ports, unit, class_id, (row,), complete=False)
        if not changes.added:
            known = _known_as(unit, class_id, row)
            raise NotAllowed(
                "The class has “{student}” already, by this number or name. Nothing was "
                "changed. Change that student, or give the new one a number.",
                student=known,
            )
        (member,) = changes.added
        _put(unit, class_id, member, None)
        unit.commit()
    return member


def edit_student(
    ports: Ports, class_id: ClassId, student_id: AuthorId, row: RosterRow
) -> ClassMember:
    """Write down a student anew; work handed in under the earlier name stays theirs."""
    _check_named(row)
    with ports.store.writing() as unit:
        member = _member_of(unit, class_id, student_id)
        number = row.student_id.casefold()
        for other in unit.classes.members(class_id):
            same = number and other.roster.student_id.casefold() == number
            if same and other.student_id != student_id:
                raise NotAllowed(
                    "“{student}” has the number “{roster_number}” already. Nothing was "
                    "changed. Give each student a number of their own.",
                    student=other.roster.shown_name,
                    roster_number=row.student_id,
                )
        changed = replace(member, roster=replace(row, external_ids=member.roster.external_ids))
        _put(unit, class_id, changed, member)
        unit.commit()
    return changed


def _check_named(row: RosterRow) -> None:
    if max(len(row.shown_name), len(row.student_id)) > LONGEST_NAME:
        raise NotAllowed(
            "A name or a number can have {most} letters at most. Nothing was changed.",
            most=LONGEST_NAME,
        )
    if not key_of_name(row.shown_name):
        raise NotAllowed("Give the student a name or a number first. Nothing was changed.")


def _known_as(unit: UnitOfWork, class_id: ClassId, row: RosterRow) -> str:
    pairs = matched_rows(unit.classes.members(class_id), (row,))[0]
    return pairs[0][0].roster.shown_name if pairs else row.shown_name


def mark_left(ports: Ports, class_id: ClassId, student_id: AuthorId) -> ClassMember:
    """Mark a student as left from now on; work and grades stay.

    Raise UnknownThing if the student is not in the class's list.
    """
    return _put_state(ports, class_id, student_id, MemberState.LEFT)


def rejoin(ports: Ports, class_id: ClassId, student_id: AuthorId) -> ClassMember:
    """Take a student who left back into the class; raise UnknownThing without one."""
    return _put_state(ports, class_id, student_id, MemberState.ACTIVE)


def _put_state(
    ports: Ports, class_id: ClassId, student_id: AuthorId, state: MemberState
) -> ClassMember:
    with ports.store.writing() as unit:
        member = _member_of(unit, class_id, student_id)
        left_at = None if state is MemberState.ACTIVE else ports.now()
        changed = replace(member, state=state, left_at=left_at)
        unit.classes.put_member(class_id, changed)
        unit.commit()
    return changed


def move_student(
    ports: Ports, student_id: AuthorId, from_class: ClassId, to_class: ClassId
) -> ClassMember:
    """Move a student to another class; the old one keeps the name, marked as moved.

    The code stays where nobody in the new class has it. Raise NotAllowed if both are one class,
    UnknownThing if the student or a class is gone.
    """
    if from_class == to_class:
        raise NotAllowed("The student is in this class already. Nothing was changed.")
    with ports.store.writing() as unit:
        member = _member_of(unit, from_class, student_id)
        class_of(unit, to_class)
        codes = [m.code for m in unit.classes.members(to_class) if m.student_id != student_id]
        code = member.code if member.code not in codes else new_code(student_id, codes)
        moved = _back(replace(member, code=code))
        gone = replace(member, state=MemberState.MOVED, left_at=ports.now())
        unit.classes.put_member(from_class, gone)
        unit.classes.put_member(to_class, moved)
        unit.commit()
    return moved


def class_of(unit: UnitOfWork, class_id: ClassId) -> ClassGroup:
    """Return a class; raise UnknownThing where it is not here any more."""
    group = unit.classes.find(class_id)
    if group is None:
        raise UnknownThing("This class is not here any more. Nothing was changed. Open the list.")
    return group


def _member_of(unit: UnitOfWork, class_id: ClassId, student_id: AuthorId) -> ClassMember:
    for member in unit.classes.members(class_id):
        if member.student_id == student_id:
            return member
    raise UnknownThing("This student is not in the class. Nothing was changed. Open the class.")


# -- whose a hand-in is --------------------------------------------------------------------------


def accept_match(ports: Ports, class_id: ClassId, typed: str, student_id: AuthorId) -> None:
    """Keep that a name as it was typed belongs to a student of the class, also later.

    Raise UnknownThing if the student is not in the class's list, NotAllowed if it is no name.
    """
    key = key_of_name(clean_name(typed))
    with ports.store.writing() as unit:
        _member_of(unit, class_id, student_id)
        unit.classes.put_typed_name(class_id, key, student_id)
        unit.commit()


# -- what was assigned ---------------------------------------------------------------------------


def assign_lesson(
    ports: Ports, lesson_id: LessonId, class_id: ClassId, due_at: datetime | None = None
) -> Assignment:
    """Give a lesson to a class; given again, only the due time (UTC) changes.

    Raise UnknownThing if the class or the lesson is not here.
    """
    with ports.store.writing() as unit:
        class_of(unit, class_id)
        if unit.lessons.find(lesson_id) is None:
            raise UnknownThing(
                "There is no lesson “{lesson_id}” here. Nothing was assigned.", lesson_id=lesson_id
            )
        assigned = replace(assignment_of(ports, unit, lesson_id, class_id), due_at=due_at)
        unit.classes.put_assignment(assigned)
        unit.commit()
    return assigned


def assignment_of(
    ports: Ports, unit: UnitOfWork, lesson_id: LessonId, class_id: ClassId
) -> Assignment:
    """Return how a class was given a lesson; where it was not, as of now and not stored yet."""
    given = unit.classes.assignments(lesson_id)
    known = next((one for one in given if one.class_id == class_id), None)
    return known or Assignment(AssignmentId(ports.new_id()), lesson_id, class_id, ports.now())


def excuse_student(
    ports: Ports, assignment: Assignment, student_id: AuthorId, reason: str = ""
) -> Excuse:
    """Excuse a student from an assignment; excused again, the newer reason stays.

    Raise UnknownThing if the student is not in the class's list.
    """
    excuse = Excuse(assignment.id, student_id, ports.now(), reason.strip())
    with ports.store.writing() as unit:
        _member_of(unit, assignment.class_id, student_id)
        unit.classes.put_excuse(excuse)
        unit.commit()
    return excuse


def take_back_excuse(ports: Ports, assignment: Assignment, student_id: AuthorId) -> None:
    """Take an excuse back; nothing happens where there is none."""
    with ports.store.writing() as unit:
        unit.classes.remove_excuse(assignment.id, student_id)
        unit.commit()
