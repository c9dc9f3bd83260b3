"""The rule of the teacher's area on an application: what its files, settings and policy say."""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

from annotator.domain.errors import UnreadableFile
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import teacher_access
from annotator.services.ports import Ports
from annotator.services.teacher_access import MachineFacts, Teaching, WayIn
from annotator.settings import Policy, Settings, policy_path


class Machine(Protocol):
    """What the rule looks at of an application."""

    @property
    def ports(self) -> Ports:
        """Return the way to the database."""

    @property
    def teacher_keys(self) -> TeacherKeys:
        """Return the teacher's keys of this data folder."""


def facts_of(application: Machine, settings: Settings, policy: Policy) -> MachineFacts:
    """Return what decides on the way in to the teacher's area of an application.

    On the shared database of a department nothing tells which machine a student used.
    """
    is_here = not policy.database_url
    is_own = settings.no_passphrase
    with application.ports.store.reading() as unit:
        seen = settings.students_here or (is_here and teacher_access.has_students(unit))
        worked = seen and is_own and teacher_access.has_teachers_work(unit)
    may_go_without = policy.allows("no_passphrase") or settings.no_passphrase
    return MachineFacts(
        teaching=Teaching(policy.teaching),
        requires_passphrase=policy.require_passphrase or not may_go_without,
        has_passphrase=application.teacher_keys.has_passphrase,
        is_own=is_own,
        is_demo=settings.is_demo,
        has_students=seen,
        has_teachers_work=worked,
    )


def find_way_in(application: Machine, settings: Settings, policy: Policy) -> WayIn:
    """Return what stands between a person and the teacher's area of an application."""
    return teacher_access.way_in(facts_of(application, settings, policy))


def refuses_students(application: Machine, settings: Settings, policy: Policy) -> str:
    """Return why no student may sign in here; empty where one may."""
    with suppress(UnreadableFile):  # a damaged teacher's key is no student's trouble
        if teacher_access.is_for_one_teacher(facts_of(application, settings, policy)):
            return teacher_access.FOR_ONE_TEACHER
    return ""


def why_closed(way: WayIn) -> str:
    """Return the sentence for a way that is closed; empty where a person can open it."""
    return teacher_access.why_closed(way, str(policy_path()))
