"""Which of a student's attempts counts: the newest that came before the deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from annotator.domain.classes import Assignment, ClassMember
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import ClassId, HandInId, LessonId
from annotator.domain.moments import is_after_due
from annotator.services.doubts import (
    NOT_CHOSEN,
    OTHER_HAND,
    Doubt,
    Moment,
    author_of,
    hands_in,
    moment_of,
    order_doubts,
)
from annotator.services.member_index import ClassRoll
from annotator.services.ports import StoredHandIn, UnitOfWork

#: Whose a hand-in is: the student of a class, or the name as it was typed.
Owner = tuple[str, str]


class Owners:
    """Whose hand-ins of a lesson are, and by when they were due."""

    def __init__(self, rolls: Sequence[ClassRoll] = ()) -> None:
        self._rolls = tuple(rolls)

    @classmethod
    def of_lesson(cls, unit: UnitOfWork, lesson_id: LessonId) -> Owners:
        """Return the owners by the lists of the classes that have the lesson."""
        given = unit.classes.assignments(lesson_id)
        return cls([ClassRoll.of(unit, assignment) for assignment in given])

    def _named(self, name: str) -> list[tuple[Assignment, ClassMember]]:
        """Return who signs in like this, once a class; where they are now comes first."""
        found = [(roll.assignment, roll.index.named(name)) for roll in self._rolls]
        known = [(assignment, member) for assignment, member in found if member is not None]
        return sorted(known, key=lambda pair: not pair[1].is_active)

    def class_of(self, name: str) -> ClassId | None:
        """Return the class of the one student who signs in like this, or None."""
        return next((assignment.class_id for assignment, _ in self._named(name)), None)

    def owner(self, name: str) -> tuple[Owner, Assignment | None]:
        """Return whose a name is, and how this student was given the lesson.

        Somebody who moved is in two lists; the list where the student is now decides.
        """
        found = self._named(name)
        students = {member.student_id for _, member in found if member.is_active}
        if not found or len(students) > 1:
            return ("name", name_key(name)), None
        assignment, member = found[0]
        return ("student", member.student_id), assignment


@dataclass(frozen=True, slots=True)
class CountedAttempt:
    """The attempt of a student that counts: when it came, and what is doubtful about it."""

    stored: StoredHandIn
    attempts: int
    came_at: datetime
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class WeighedAttempts:
    """All attempts of one student, with the one that counts."""

    attempts: tuple[StoredHandIn, ...]
    counting: StoredHandIn
    moments: Mapping[HandInId, Moment]
    doubts: Mapping[HandInId, tuple[Doubt, ...]]

    @property
    def counted(self) -> CountedAttempt:
        """Return what counts."""
        one = self.counting.hand_in.id
        return CountedAttempt(
            self.counting, len(self.attempts), self.moments[one].at, self.doubts[one]
        )


def weigh(attempts: Sequence[StoredHandIn], given: Assignment | None) -> WeighedAttempts:
    """Return which attempt counts: of the first hand the newest before the deadline.

    A hand-in from another hand never takes the place of the first one; the teacher can choose it.
    Where nothing came before the deadline the newest counts.
    """
    moments = {each.hand_in.id: moment_of(each, given) for each in attempts}
    order = order_doubts(attempts, moments)
    hands = hands_in(attempts)
    chosen = max((each.taken_at for each in attempts if each.taken_at), default=None)
    taken = [mine for mine in hands if chosen and chosen in (each.taken_at for each in mine)]
    mine = (taken or hands or [list(attempts)])[0]
    strange = {each.hand_in.id for other in hands if other is not mine for each in other}
    other = NOT_CHOSEN if taken else OTHER_HAND
    doubts = {}
    for each in attempts:
        one = each.hand_in.id
        found = [*moments[one].doubts, *([order[one]] if one in order else [])]
        doubts[one] = (*found, *([other] if one in strange else []))
    due_at = given.due_at if given else None
    return WeighedAttempts(tuple(attempts), _newest(mine, moments, due_at), moments, doubts)


def _newest(
    mine: Sequence[StoredHandIn], moments: Mapping[HandInId, Moment], due_at: datetime | None
) -> StoredHandIn:
    """Return the newest that came before the deadline, else the newest.

    A machine counts its attempts, whatever its clock says; only between machines, time tells.
    """
    in_time = [each for each in mine if not is_after_due(moments[each.hand_in.id].at, due_at)]
    newest: dict[str, StoredHandIn] = {}
    for each in sorted(in_time or mine, key=lambda s: (s.hand_in.attempt, s.hand_in.handed_in)):
        newest[author_of(each) or each.hand_in.id] = each
    return max(
        newest.values(), key=lambda s: (moments[s.hand_in.id].at, s.hand_in.attempt, s.hand_in.id)
    )


def weighed_attempts(stored: Sequence[StoredHandIn], owners: Owners) -> list[WeighedAttempts]:
    """Return the hand-ins of each student, weighed, by student name.

    What was not collected does not count. `owners` say which names are one student's, and by when
    each had to hand in.
    """
    by_owner: dict[Owner, list[StoredHandIn]] = {}
    given: dict[Owner, Assignment | None] = {}
    known: dict[str, tuple[Owner, Assignment | None]] = {}
    for each in stored:
        if each.collected_at is None:
            continue
        name = each.hand_in.student_name
        if name not in known:
            known[name] = owners.owner(name)
        owner, given[known[name][0]] = known[name]
        by_owner.setdefault(owner, []).append(each)
    weighed = [weigh(mine, given[owner]) for owner, mine in by_owner.items()]
    return sorted(weighed, key=lambda one: name_key(one.counting.hand_in.student_name))


def counted_attempts(stored: Sequence[StoredHandIn], owners: Owners) -> list[CountedAttempt]:
    """Return the collected hand-in of each student that counts, and how many there are of it."""
    return [each.counted for each in weighed_attempts(stored, owners)]
