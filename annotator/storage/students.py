"""Who signed in here or handed in."""

from __future__ import annotations

from sqlalchemy import Connection, select

from annotator.domain.hand_ins import Student, name_key
from annotator.storage import rows
from annotator.storage.columns import replacing
from annotator.storage.mapping import student_of, student_values


class SqlStudents:
    """The students in a database, as `StudentRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, student: Student) -> None:
        """Store a student."""
        put = replacing(rows.student, keeping=("pin_hash",))
        self._connection.execute(put, student_values(student))

    def named(self, name: str) -> Student | None:
        """Return the student whose name has the same `name_key`, or None."""
        table = rows.student
        query = select(table).where(table.c.name_key == name_key(name)).order_by(table.c.id)
        row = self._connection.execute(query).first()
        return None if row is None else student_of(row)

    def all(self) -> tuple[Student, ...]:
        """Return every student by name."""
        found = self._connection.execute(select(rows.student)).all()
        by_name = sorted(found, key=lambda row: (row.name_key, row.name, row.id))
        return tuple(student_of(row) for row in by_name)
