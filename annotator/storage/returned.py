"""What students got back on this machine."""

from __future__ import annotations

from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import HandInId
from annotator.services.grading_ports import ReturnedWork
from annotator.storage import teacher_rows
from annotator.storage.mapping import Repository, RowsOf

_WORKS = RowsOf(teacher_rows.returned_work, ReturnedWork)
_COLUMNS = teacher_rows.returned_work.c


class SqlReturnedWorks(Repository):
    """Returned work in a database, as `ReturnedWorks` wants it."""

    def put(self, work: ReturnedWork) -> None:
        """Store returned work, replacing what was there of the same hand-in."""
        _WORKS.put(self._connection, work, name_key=name_key(work.student_name))

    def find(self, hand_in_id: HandInId) -> ReturnedWork | None:
        """Return what came back of a hand-in, or None."""
        return _WORKS.one(self._connection, _COLUMNS.hand_in_id == hand_in_id)

    def of_student(self, name: str) -> tuple[ReturnedWork, ...]:
        """Return what one student got back, the newest first."""
        newest = (_COLUMNS.received_at.desc(), _COLUMNS.hand_in_id)
        return _WORKS.where(self._connection, _COLUMNS.name_key == name_key(name), by=newest)
