"""Who may come into the teacher's area of a machine: one rule for the app and the command line.

A machine is set up for teaching by a passphrase, or by somebody's word that nobody else uses it.
That word is worth nothing where a student has signed in: whoever stands there could give it, and
could choose the first passphrase as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from annotator.services.ports import UnitOfWork
from annotator.translation import N_, _


class Teaching(Enum):
    """What the school says of teaching on a machine."""

    #: Nothing: whoever comes first sets it up, as long as no student has signed in.
    UNSAID = ""
    #: Students' machine: the teacher's area never opens.
    NEVER = "never"
    #: Teachers use it too: one of them may set a passphrase, whoever was here before.
    ALLOWED = "allowed"


class WayIn(Enum):
    """What stands between a person and the teacher's area."""

    OPEN = "open"
    ASKED = N_("give the passphrase")
    CHOICE = N_("set a passphrase, or say that nobody else uses the machine")
    MUST_CHOOSE = N_("set a passphrase")
    CLOSED = N_("closed until the machine is set up")
    FORBIDDEN = N_("closed by the school")


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """What decides on the way in: what the school says, and what happened on the machine."""

    teaching: Teaching = Teaching.UNSAID
    requires_passphrase: bool = False
    has_passphrase: bool = False
    #: Somebody said that nobody else uses this machine.
    is_own: bool = False
    #: All of it is fiction, made by the program.
    is_demo: bool = False
    has_students: bool = False
    #: A teacher has worked here: class lists or collected hand-ins.
    has_teachers_work: bool = False


def way_in(facts: MachineFacts) -> WayIn:
    """Return what stands between a person and the teacher's area of a machine."""
    if facts.teaching is Teaching.NEVER:
        return WayIn.FORBIDDEN
    if facts.has_passphrase:
        return WayIn.ASKED
    if facts.is_demo:
        return WayIn.OPEN
    if not facts.has_students:
        if facts.requires_passphrase:
            return WayIn.MUST_CHOOSE
        return WayIn.OPEN if facts.is_own else WayIn.CHOICE
    # Before students counted, a teacher went without a passphrase: the work must not be lost.
    was_open = facts.is_own and facts.has_teachers_work
    if facts.teaching is Teaching.ALLOWED or was_open:
        return WayIn.MUST_CHOOSE
    return WayIn.CLOSED


def is_for_one_teacher(facts: MachineFacts) -> bool:
    """Return whether a student must not sign in, because nothing would keep them out then."""
    return facts.is_own and not facts.is_demo and way_in(facts) is WayIn.OPEN


def has_students(unit: UnitOfWork) -> bool:
    """Return whether somebody has read a lesson or set a PIN here, as the database knows."""
    return bool(unit.work.places()) or any(
        unit.students.pin_hash(student.id) for student in unit.students.all()
    )


def has_teachers_work(unit: UnitOfWork) -> bool:
    """Return whether there are class lists or collected hand-ins on this machine."""
    if any(unit.classes.members(group.id) for group in unit.classes.all()):
        return True
    return any(
        stored.collected_at is not None
        for lesson in unit.lessons.all()
        for stored in unit.hand_ins.of_lesson(lesson.id)
    )


#: What a person reads where the way is closed, in the app and on the command line.
CLOSED = N_(
    "Students have worked on this computer before a teacher set it up, so the "
    "teacher's area stays closed here."
)
SET_UP = N_(
    "To open it, whoever looks after this computer writes one line into the school's "
    'settings file “{policy}”: teaching = "allowed". Then set a passphrase here. On '
    "another computer, set the passphrase before the first student signs in."
)
FORBIDDEN = N_(
    "This is a students' computer: the school's settings keep the teacher's area "
    "closed here. Use a teacher's computer."
)
NOT_PROTECTED = N_(
    "The teacher's area of this computer needs a passphrase first. Open the app, choose “For "
    "teachers” and set one."
)
FOR_ONE_TEACHER = N_(
    "This computer is set up for one teacher alone, so nobody can sign in as a "
    "student. Ask your teacher. (Teachers: “For teachers” has “Try as a student”. To "
    "let students work here, set a passphrase there first.)"
)


def why_closed(way: WayIn, policy: str) -> str:
    """Return the sentence for a way that is closed; empty where it can be opened by a person."""
    match way:
        case WayIn.OPEN | WayIn.ASKED | WayIn.CHOICE:
            return ""
        case WayIn.MUST_CHOOSE:
            return _(NOT_PROTECTED)
        case WayIn.CLOSED:
            return f"{_(CLOSED)} {_(SET_UP).format(policy=policy)}"
        case WayIn.FORBIDDEN:
            return _(FORBIDDEN)
    assert_never(way)
