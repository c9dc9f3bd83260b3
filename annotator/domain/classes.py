"""A class: who is in it, what a roster says of them, and what they were assigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from annotator.domain.errors import NotAllowed
from annotator.domain.grades import GradeScale
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import AssignmentId, AuthorId, ClassId, LessonId
from annotator.domain.moments import is_after_due

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One student as a roster names them; one of an id and a name is enough.

    `full_name` is what a roster gives that does not part first and last names.
    `external_ids` are the row's numbers in other systems (`canvas.id`,
    `moodle.identifier`), so that grades go back to the same row there.
    """

    student_id: str = ""
    last_name: str = ""
    first_name: str = ""
    preferred_name: str = ""
    full_name: str = ""
    section: str = ""
    email: str = ""
    accommodations: str = ""
    external_ids: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def shown_name(self) -> str:
        """Return the name as the student is called: the preferred first name, then the last."""
        given = self.preferred_name or self.first_name
        return " ".join(filter(None, (given, self.last_name))) or self.full_name or self.student_id

    @property
    def sortable_name(self) -> str:
        """Return the name as registers sort it: last, first."""
        if not self.last_name and not self.first_name:
            return self.full_name or self.student_id
        return ", ".join(filter(None, (self.last_name, self.first_name or self.preferred_name)))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the names under which this student may sign in, each once."""
        last, first, preferred = self.last_name, self.first_name, self.preferred_name
        found = [self.shown_name, self.full_name]
        for given in filter(None, (first, preferred)):
            if last:
                found += [f"{given} {last}", f"{last} {given}", f"{last}, {given}"]
        return tuple(dict.fromkeys(name for name in found if name))


class MemberState(StrEnum):
    """Whether somebody is in a class now; nobody is ever dropped from its list."""

    ACTIVE = "active"
    LEFT = "left"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ClassMember:
    """A student in a class, with the code that stands for the name where names are hidden."""

    student_id: AuthorId
    roster: RosterRow
    code: str
    state: MemberState = MemberState.ACTIVE
    left_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Return whether the student is in the class now."""
        return self.state is MemberState.ACTIVE

    @property
    def sign_in_keys(self) -> frozenset[str]:
        """Return the keys of all that this student may type: names, the roster's id, the code."""
        typed = (*self.roster.spellings, self.roster.student_id, self.code)
        return frozenset(key for key in map(key_of_name, typed) if key)


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """A class by its name, such as 7B."""

    id: ClassId
    name: str
    #: How its grades are said.
    grade_scale: GradeScale = field(default_factory=GradeScale)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A lesson given to a class, with the time by which it is due."""

    id: AssignmentId
    lesson_id: LessonId
    class_id: ClassId
    assigned_at: datetime
    due_at: datetime | None = None

    def is_late(self, handed_in: datetime) -> bool:
        """Return whether a hand-in of this moment came after the due time."""
        return is_after_due(handed_in, self.due_at)


@dataclass(frozen=True, slots=True)
class Excuse:
    """One student's leave not to hand in for an assignment."""

    assignment_id: AssignmentId
    student_id: AuthorId
    at: datetime
    reason: str = ""


def key_of_name(name: str) -> str:
    """Return the form in which spellings of a name are equal; empty for what is no name."""
    try:
        return name_key(name)
    except NotAllowed:
        return ""


def same_number(one: str, other: str) -> bool:
    """Return whether two numbers are one: 00123 and 123 are, because spreadsheets drop zeros."""
    return number_key(one) == number_key(other)


def number_key(number: str) -> str:
    """Return the form in which spellings of a number are equal."""
    if number.isdecimal() and number.isascii():
        return number.lstrip("0") or "0"
    return number.casefold()


def has_other_address(one: RosterRow, other: RosterRow) -> bool:
    """Return whether two rows have e-mail addresses of two persons.

    The same name at another host is the same person: schools move.
    """
    mine, theirs = (row.email.casefold().partition("@")[0] for row in (one, other))
    return bool(mine) and bool(theirs) and mine != theirs
