"""Who signed in here or handed in."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from annotator.domain.hand_ins import Student, name_key
from annotator.domain.identifiers import AuthorId
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
