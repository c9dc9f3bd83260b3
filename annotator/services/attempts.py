"""Which of a student's attempts counts: the newest that came before the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from annotator.domain.classes import Assignment
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import ClassId, LessonId
from annotator.domain.moments import is_after_due
from annotator.services.member_index import MemberIndex
from annotator.services.ports import StoredHandIn, UnitOfWork

#: Whose a hand-in is: the student of a class, or the name as it was typed.
Owner = tuple[str, str]


class Owners:
    """Whose hand-ins of a lesson are, and by when they were due."""

    def __init__(self, rolls: Sequence[tuple[Assignment, MemberIndex]] = ()) -> None:
        self._rolls = tuple(rolls)

    @classmethod
    def of_lesson(cls, unit: UnitOfWork, lesson_id: LessonId) -> Owners:
        """Return the owners by the lists of the classes that have the lesson."""
        rolls = []
        for assignment in unit.classes.assignments(lesson_id):
            members = unit.classes.members(assignment.class_id)
            typed_names = unit.classes.typed_names(assignment.class_id)
            rolls.append((assignment, MemberIndex(members, typed_names)))
        return cls(rolls)

    def class_of(self, name: str) -> ClassId | None:
        """Return the class of the one student who signs in like this, or None."""
        found = [
            (assignment.class_id, member)
            for assignment, index in self._rolls
            if (member := index.named(name)) is not None
        ]
        found.sort(key=lambda pair: not pair[1].is_active)
        return found[0][0] if found else None

    def owner(self, name: str) -> tuple[Owner, datetime | None]:
        """Return whose a name is, and by when this student's work was due."""
        found = [
            (assignment, member)
            for assignment, index in self._rolls
            if (member := index.named(name)) is not None
        ]
        # Somebody who moved is in two lists; the list where the student is now decides.
        found.sort(key=lambda pair: not pair[1].is_active)
        students = {member.student_id for _, member in found if member.is_active}
        if not found or len(students) > 1:
            return ("name", name_key(name)), None
        assignment, member = found[0]
        return ("student", member.student_id), assignment.due_at


def counting(attempts: Sequence[StoredHandIn], due_at: datetime | None) -> StoredHandIn:
    """Return the attempt that counts: the newest before the deadline, else the newest."""
    in_time = [each for each in attempts if not is_after_due(each.hand_in.handed_in, due_at)]
    return max(in_time or attempts, key=lambda s: (s.hand_in.handed_in, s.hand_in.attempt))


def counted_attempts(
    stored: Sequence[StoredHandIn], owners: Owners
) -> list[tuple[StoredHandIn, int]]:
    """Return the collected hand-in of each student that counts, and how many there are of it."""
    by_owner: dict[Owner, list[StoredHandIn]] = {}
    due: dict[Owner, datetime | None] = {}
    known: dict[str, tuple[Owner, datetime | None]] = {}
    for each in stored:
        if each.collected_at is None:
            continue
        name = each.hand_in.student_name
        if name not in known:
            known[name] = owners.owner(name)
        owner, due[known[name][0]] = known[name]
        by_owner.setdefault(owner, []).append(each)
    counted = [(counting(mine, due[owner]), len(mine)) for owner, mine in by_owner.items()]
    return sorted(counted, key=lambda pair: name_key(pair[0].hand_in.student_name))
