"""Classes, who is in them, and what they were assigned."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from annotator.domain.classes import Assignment, ClassGroup, ClassMember, Excuse
from annotator.domain.identifiers import AssignmentId, AuthorId, ClassId, LessonId
from annotator.domain.sign_in import SignIn
from annotator.storage import rows
from annotator.storage.columns import replacing
from annotator.storage.mapping import INSIDE, Repository, RowsOf

_GROUPS = RowsOf(rows.class_group, ClassGroup)
_MEMBERS = RowsOf(rows.membership, ClassMember)
_ASSIGNMENTS = RowsOf(rows.assignment, Assignment)
_EXCUSES = RowsOf(rows.excuse, Excuse)


class SqlClasses(Repository):
    """The classes in a database, as `ClassRepository` wants them."""

    def put(self, group: ClassGroup) -> None:
        """Store a class, replacing its earlier name."""
        put = replacing(rows.class_group, keeping=("sign_in",))
        self._connection.execute(put, _GROUPS.values(group))

    def find(self, class_id: ClassId) -> ClassGroup | None:
        """Return the class with this id, or None."""
        return next((group for group in self.all() if group.id == class_id), None)

    def all(self) -> tuple[ClassGroup, ...]:
        """Return every class by name."""
        found = _GROUPS.where(self._connection)
        return tuple(sorted(found, key=lambda group: (group.name.casefold(), group.id)))

    def remove(self, class_id: ClassId) -> None:
        """Delete a class with its list and assignments; its students stay."""
        # What points at it goes with it.
        _GROUPS.remove(self._connection, rows.class_group.c.id == class_id)

    def put_sign_in(self, sign_in: SignIn) -> None:
        """Store what a lesson file told of a class, which is made where it is not here."""
        values = {
            "id": sign_in.class_id,
            "name": sign_in.class_name,
            "sign_in": INSIDE.dump(SignIn, sign_in),
        }
        put = replacing(rows.class_group, keeping=("grade_scale",))
        self._connection.execute(put, values)

    def sign_ins(self) -> tuple[SignIn, ...]:
        """Return the sign-in of every class that a lesson file told of, by class name."""
        found = self._connection.execute(select(rows.class_group)).all()
        by_name = sorted(found, key=lambda row: (row.name.casefold(), row.id))
        return tuple(
            INSIDE.load(
                SignIn,
                # The versions before this one wrote no due time as an empty text.
                {**row.sign_in, "due_at": row.sign_in["due_at"] or None},
                class_id=ClassId(row.id),
                class_name=row.name,
            )
            for row in by_name
            if row.sign_in
        )

    def put_member(self, class_id: ClassId, member: ClassMember) -> None:
        """Store a member of a class, replacing what was known of the same student there."""
        _MEMBERS.put(self._connection, member, class_group_id=class_id)

    def members(self, class_id: ClassId) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in a class, as a register sorts them."""
        members = _MEMBERS.where(self._connection, rows.membership.c.class_group_id == class_id)
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
        return {row.name_key: row.student_id for row in self._connection.execute(query)}

    def put_assignment(self, assignment: Assignment) -> None:
        """Store an assignment, replacing the one with the same id."""
        _ASSIGNMENTS.put(self._connection, assignment)

    def assignments(self, lesson_id: LessonId | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of a lesson, or all of them, the oldest first."""
        of = rows.assignment.c
        mine = () if lesson_id is None else (of.lesson_id == lesson_id,)
        return _ASSIGNMENTS.where(self._connection, *mine, by=(of.assigned_at, of.id))

    def remove_assignment(self, assignment_id: AssignmentId) -> None:
        """Delete an assignment with its excuses; hand-ins stay."""
        _ASSIGNMENTS.remove(self._connection, rows.assignment.c.id == assignment_id)

    def put_excuse(self, excuse: Excuse) -> None:
        """Store an excuse, replacing the one of the same student."""
        _EXCUSES.put(self._connection, excuse)

    def remove_excuse(self, assignment_id: AssignmentId, student_id: AuthorId) -> None:
        """Take an excuse back; nothing happens where there is none."""
        of = rows.excuse.c
        mine = (of.assignment_id == assignment_id, of.student_id == student_id)
        _EXCUSES.remove(self._connection, *mine)

    def excuses(self, assignment_id: AssignmentId) -> tuple[Excuse, ...]:
        """Return who is excused from an assignment."""
        of = rows.excuse.c
        mine = of.assignment_id == assignment_id
        return _EXCUSES.where(self._connection, mine, by=of.student_id)


def register_order(member: ClassMember) -> tuple[str, str]:
    """Return by what a register sorts its members."""
    return (member.roster.sortable_name.casefold(), member.student_id)
