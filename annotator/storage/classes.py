"""Classes, who is in them, and what they were assigned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from annotator.domain.classes import (
    Assignment,
    ClassGroup,
    ClassMember,
    Excuse,
    MemberState,
    RosterRow,
)
from annotator.domain.identifiers import AssignmentId, AuthorId, ClassId, LessonId
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.storage import rows
from annotator.storage.columns import replacing

_ROSTER_TEXTS = (
    *("last_name", "first_name", "preferred_name", "full_name"),
    *("section", "email", "accommodations"),
)


class SqlClasses:
    """The classes in a database, as `ClassRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, group: ClassGroup) -> None:
        """Store a class, replacing its earlier name."""
        values = {"id": group.id, "name": group.name}
        self._connection.execute(replacing(rows.class_group, keeping=("sign_in",)), values)

    def find(self, class_id: ClassId) -> ClassGroup | None:
        """Return the class with this id, or None."""
        return next((group for group in self.all() if group.id == class_id), None)

    def all(self) -> tuple[ClassGroup, ...]:
        """Return every class by name."""
        found = self._connection.execute(select(rows.class_group)).all()
        by_name = sorted(found, key=lambda row: (row.name.casefold(), row.id))
        return tuple(ClassGroup(ClassId(row.id), row.name) for row in by_name)

    def remove(self, class_id: ClassId) -> None:
        """Delete a class with its list and assignments; its students stay."""
        # What points at it goes with it.
        table = rows.class_group
        self._connection.execute(delete(table).where(table.c.id == class_id))

    def put_sign_in(self, sign_in: SignIn) -> None:
        """Store what a lesson file told of a class, which is made where it is not here."""
        values = {
            "id": sign_in.class_id,
            "name": sign_in.class_name,
            "sign_in": _sign_in_values(sign_in),
        }
        self._connection.execute(replacing(rows.class_group), values)

    def sign_ins(self) -> tuple[SignIn, ...]:
        """Return the sign-in of every class that a lesson file told of, by class name."""
        found = self._connection.execute(select(rows.class_group)).all()
        by_name = sorted(found, key=lambda row: (row.name.casefold(), row.id))
        return tuple(_sign_in_of(row) for row in by_name if row.sign_in)

    def put_member(self, class_id: ClassId, member: ClassMember) -> None:
        """Store a member of a class, replacing what was known of the same student there."""
        values = {"class_group_id": class_id, **_member_values(member)}
        self._connection.execute(replacing(rows.membership), values)

    def members(self, class_id: ClassId) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in a class, as a register sorts them."""
        table = rows.membership
        found = self._connection.execute(select(table).where(table.c.class_group_id == class_id))
        members = [_member_of(row) for row in found]
        return tuple(sorted(members, key=register_order))

    def classes_of(self, student_id: AuthorId) -> tuple[ClassId, ...]:
        """Return the classes in which a student is or was."""
        table = rows.membership
        query = select(table.c.class_group_id).where(table.c.student_id == student_id)
        return tuple(ClassId(found) for found in sorted(self._connection.execute(query).scalars()))

    def put_typed_name(self, class_id: ClassId, key: str, student_id: AuthorId) -> None:
        """Note that a name, by its `name_key`, is this student's in this class."""
        values = {"class_group_id": class_id, "name_key": key, "student_id": student_id}
        self._connection.execute(replacing(rows.typed_name), values)

    def typed_names(self, class_id: ClassId) -> Mapping[str, AuthorId]:
        """Return whose the names are that the teacher told apart, by `name_key`."""
        table = rows.typed_name
        query = select(table).where(table.c.class_group_id == class_id).order_by(table.c.name_key)
        found = self._connection.execute(query)
        return MappingProxyType({row.name_key: AuthorId(row.student_id) for row in found})

    def put_assignment(self, assignment: Assignment) -> None:
        """Store an assignment, replacing the one with the same id."""
        values = {
            "id": assignment.id,
            "lesson_id": assignment.lesson_id,
            "class_group_id": assignment.class_id,
            "assigned_at": assignment.assigned_at,
            "due_at": assignment.due_at,
        }
        self._connection.execute(replacing(rows.assignment), values)

    def assignments(self, lesson_id: LessonId | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of a lesson, or all of them, the oldest first."""
        table = rows.assignment
        query = select(table).order_by(table.c.assigned_at, table.c.id)
        if lesson_id is not None:
            query = query.where(table.c.lesson_id == lesson_id)
        return tuple(_assignment_of(row) for row in self._connection.execute(query))

    def remove_assignment(self, assignment_id: AssignmentId) -> None:
        """Delete an assignment with its excuses; hand-ins stay."""
        table = rows.assignment
        self._connection.execute(delete(table).where(table.c.id == assignment_id))

    def put_excuse(self, excuse: Excuse) -> None:
        """Store an excuse, replacing the one of the same student."""
        values = {
            "assignment_id": excuse.assignment_id,
            "student_id": excuse.student_id,
            "at": excuse.at,
            "reason": excuse.reason,
        }
        self._connection.execute(replacing(rows.excuse), values)

    def remove_excuse(self, assignment_id: AssignmentId, student_id: AuthorId) -> None:
        """Take an excuse back; nothing happens where there is none."""
        table = rows.excuse
        self._connection.execute(
            delete(table).where(
                table.c.assignment_id == assignment_id, table.c.student_id == student_id
            )
        )

    def excuses(self, assignment_id: AssignmentId) -> tuple[Excuse, ...]:
        """Return who is excused from an assignment."""
        table = rows.excuse
        query = select(table).where(table.c.assignment_id == assignment_id)
        found = self._connection.execute(query.order_by(table.c.student_id))
        return tuple(
            Excuse(AssignmentId(row.assignment_id), AuthorId(row.student_id), row.at, row.reason)
            for row in found
        )


def register_order(member: ClassMember) -> tuple[str, str]:
    """Return by what a register sorts its members."""
    return (member.roster.sortable_name.casefold(), member.student_id)


def _sign_in_values(sign_in: SignIn) -> dict[str, Any]:
    return {
        "entries": [[each.code, each.name, each.uses_code] for each in sign_in.entries],
        "drop_folder": sign_in.drop_folder,
        "keeps_drafts": sign_in.keeps_drafts,
        "needs_pins": sign_in.needs_pins,
        "due_at": sign_in.due_at.isoformat() if sign_in.due_at else "",
    }


def _sign_in_of(row: Row[Any]) -> SignIn:
    told = row.sign_in
    return SignIn(
        class_id=ClassId(row.id),
        class_name=row.name,
        entries=tuple(SignInEntry(*entry) for entry in told["entries"]),
        drop_folder=told["drop_folder"],
        keeps_drafts=told["keeps_drafts"],
        needs_pins=told.get("needs_pins", False),
        due_at=datetime.fromisoformat(told["due_at"]) if told["due_at"] else None,
    )


def _member_values(member: ClassMember) -> dict[str, Any]:
    roster = member.roster
    return {
        "student_id": member.student_id,
        "roster_id": roster.student_id,
        **{name: getattr(roster, name) for name in _ROSTER_TEXTS},
        "external_ids": dict(roster.external_ids),
        "code": member.code,
        "state": member.state.value,
        "left_at": member.left_at,
    }


def _member_of(row: Row[Any]) -> ClassMember:
    texts = {name: getattr(row, name) for name in _ROSTER_TEXTS}
    return ClassMember(
        student_id=AuthorId(row.student_id),
        roster=RosterRow(
            student_id=row.roster_id, external_ids=MappingProxyType(row.external_ids), **texts
        ),
        code=row.code,
        state=MemberState(row.state),
        left_at=row.left_at,
    )


def _assignment_of(row: Row[Any]) -> Assignment:
    return Assignment(
        id=AssignmentId(row.id),
        lesson_id=LessonId(row.lesson_id),
        class_id=ClassId(row.class_group_id),
        assigned_at=row.assigned_at,
        due_at=row.due_at,
    )
