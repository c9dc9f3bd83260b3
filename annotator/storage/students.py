"""Who signed in here or handed in."""

from __future__ import annotations

from sqlalchemy import select, update

from annotator.domain.hand_ins import Student, name_key
from annotator.domain.identifiers import AuthorId
from annotator.storage import rows
from annotator.storage.columns import replacing
from annotator.storage.mapping import Repository, RowsOf

_STUDENTS = RowsOf(rows.student, Student)


class SqlStudents(Repository):
    """The students in a database, as `StudentRepository` wants them."""

    def put(self, student: Student) -> None:
        """Store a student."""
        put = replacing(rows.student, keeping=("pin_hash",))
        values = _STUDENTS.values(student, name_key=name_key(student.name))
        self._connection.execute(put, values)

    def named(self, name: str) -> Student | None:
        """Return the student whose name has the same `name_key`, or None."""
        table = rows.student
        mine = table.c.name_key == name_key(name)
        return next(iter(_STUDENTS.where(self._connection, mine, by=table.c.id)), None)

    def all(self) -> tuple[Student, ...]:
        """Return every student by name."""
        found = _STUDENTS.where(self._connection)
        return tuple(sorted(found, key=lambda one: (name_key(one.name), one.name, one.id)))

    def put_pin_hash(self, student_id: AuthorId, pin_hash: str) -> None:
        """Store the hash of a student's PIN; an empty one takes the PIN away."""
        table = rows.student
        change = update(table).where(table.c.id == student_id).values(pin_hash=pin_hash)
        self._connection.execute(change)

    def pin_hash(self, student_id: AuthorId) -> str:
        """Return the hash of a student's PIN, or an empty text where there is none."""
        table = rows.student
        query = select(table.c.pin_hash).where(table.c.id == student_id)
        return self._connection.execute(query).scalar() or ""
