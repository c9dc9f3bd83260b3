"""What students got back on this machine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import HandInId, LessonId
from annotator.services.grading_ports import ReturnedWork
from annotator.storage import teacher_rows
from annotator.storage.columns import replacing

_TABLE = teacher_rows.returned_work
_PUT = replacing(_TABLE)


class SqlReturnedWorks:
    """Returned work in a database, as `ReturnedWorks` wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, work: ReturnedWork) -> None:
        """Store returned work, replacing what was there of the same hand-in."""
        values = {
            "hand_in_id": work.hand_in_id,
            "lesson_id": work.lesson_id,
            "student_name": work.student_name,
            "name_key": name_key(work.student_name),
            "received_at": work.received_at,
            "feedback": dict(work.feedback),
        }
        self._connection.execute(_PUT, values)

    def find(self, hand_in_id: HandInId) -> ReturnedWork | None:
        """Return what came back of a hand-in, or None."""
        query = select(_TABLE).where(_TABLE.c.hand_in_id == hand_in_id)
        row = self._connection.execute(query).first()
        return None if row is None else _work_of(row)

    def of_student(self, name: str) -> tuple[ReturnedWork, ...]:
        """Return what one student got back, the newest first."""
        query = (
            select(_TABLE)
            .where(_TABLE.c.name_key == name_key(name))
            .order_by(_TABLE.c.received_at.desc(), _TABLE.c.hand_in_id)
        )
        return tuple(map(_work_of, self._connection.execute(query)))


def _work_of(row: Row[Any]) -> ReturnedWork:
    return ReturnedWork(
        HandInId(row.hand_in_id),
        LessonId(row.lesson_id),
        row.student_name,
        row.received_at,
        row.feedback,
    )
