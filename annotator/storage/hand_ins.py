"""Hand-ins made here, and hand-ins collected here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, insert, select, update

from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import name_key
from annotator.domain.identifiers import HandInId, LessonId
from annotator.services.ports import StoredHandIn
from annotator.storage import mapping, rows

_Part = TypeVar("_Part")


class SqlHandIns:
    """The hand-ins in a database, as `HandInRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, stored: StoredHandIn) -> None:
        """Store a hand-in with its annotations, links and answers; it never changes again.

        Storing the same one again changes nothing; another one of the same id is refused.
        """
        given = stored.hand_in
        there = self.find(given.id)
        if there is not None:
            if there.hand_in == given or there.digest == stored.digest:
                return
            raise NotAllowed(
                f"A hand-in of “{there.hand_in.student_name}” with the same number is stored "
                "already, with other contents. The stored one is kept, this one was left out. "
                "Ask the student to hand in again."
            )
        self._connection.execute(insert(rows.hand_in), mapping.hand_in_values(stored))
        whose = (given.lesson_id, given.id)
        self._insert(
            rows.annotation, [mapping.annotation_values(one, *whose) for one in given.annotations]
        )
        self._insert(rows.link, [mapping.link_values(one, *whose) for one in given.links])
        self._insert(rows.answer, [mapping.answer_values(one, *whose) for one in given.answers])

    def find(self, hand_in_id: HandInId) -> StoredHandIn | None:
        """Return the hand-in with this id, or None."""
        found = self._where(rows.hand_in.c.id == hand_in_id)
        return found[0] if found else None

    def mark_collected(
        self, hand_in_id: HandInId, at: datetime, arrived_at: datetime | None = None
    ) -> None:
        """Note that a hand-in made on this machine has been collected here too."""
        self._mark(hand_in_id, collected_at=at, arrived_at=arrived_at)

    def mark_taken(self, hand_in_id: HandInId, at: datetime) -> None:
        """Note that the teacher chose this hand-in of the student's."""
        self._mark(hand_in_id, taken_at=at)

    def _mark(self, hand_in_id: HandInId, **values: datetime | None) -> None:
        table = rows.hand_in
        self._connection.execute(update(table).where(table.c.id == hand_in_id).values(**values))

    def of_student(self, lesson_id: LessonId, name: str) -> tuple[StoredHandIn, ...]:
        """Return the hand-ins of one student, by name, on a lesson, by attempt."""
        table = rows.hand_in.c
        return self._where(and_(table.lesson_id == lesson_id, table.name_key == name_key(name)))

    def of_lesson(self, lesson_id: LessonId) -> tuple[StoredHandIn, ...]:
        """Return every hand-in of a lesson by student name and attempt."""
        return self._where(rows.hand_in.c.lesson_id == lesson_id)

    def counts(self) -> dict[LessonId, int]:
        """Return how many hand-ins each lesson has; one without any is not in it."""
        table = rows.hand_in.c
        query = select(table.lesson_id, func.count()).group_by(table.lesson_id)
        return {LessonId(one): count for one, count in self._connection.execute(query)}

    def _insert(self, table: Table, parts: list[dict[str, Any]]) -> None:
        if parts:
            self._connection.execute(insert(table), parts)

    def _where(self, condition: ColumnElement[bool]) -> tuple[StoredHandIn, ...]:
        found = self._connection.execute(select(rows.hand_in).where(condition)).all()
        if not found:
            return ()
        # Sorted here: a database on a server may have an order of letters of its own.
        found = sorted(found, key=lambda row: (row.name_key, row.attempt, row.handed_in, row.id))
        return self._whole(found, condition)

    def _whole(
        self, found: Sequence[Row[Any]], condition: ColumnElement[bool]
    ) -> tuple[StoredHandIn, ...]:
        """Return the hand-ins of rows with their parts: one query for each kind of part."""
        annotations = self._parts(rows.annotation, condition, mapping.annotation_of)
        links = self._parts(rows.link, condition, mapping.link_of)
        answers = self._parts(rows.answer, condition, mapping.answer_of)
        return tuple(
            mapping.hand_in_of(
                row,
                annotations=tuple(annotations[row.id]),
                links=tuple(links[row.id]),
                answers=tuple(answers[row.id]),
            )
            for row in found
        )

    def _parts(
        self, table: Table, condition: ColumnElement[bool], read: Callable[[Row[Any]], _Part]
    ) -> defaultdict[str, list[_Part]]:
        wanted = select(rows.hand_in.c.id).where(condition)
        query = select(table).where(table.c.hand_in_id.in_(wanted)).order_by(table.c.row_id)
        parts: defaultdict[str, list[_Part]] = defaultdict(list)
        for row in self._connection.execute(query):
            parts[row.hand_in_id].append(read(row))
        return parts
