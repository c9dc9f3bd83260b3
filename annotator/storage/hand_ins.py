"""Hand-ins made here, and hand-ins collected here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import HandIn, name_key
from annotator.domain.identifiers import HandInId, LessonId
from annotator.services.ports import StoredHandIn
from annotator.storage import rows
from annotator.storage.mapping import ROWS, Repository, RowsOf
from annotator.storage.work import ANNOTATIONS, ANSWERS, LINKS

_HAND_INS = RowsOf(rows.hand_in, HandIn)
_STORED = RowsOf(rows.hand_in, StoredHandIn)


class SqlHandIns(Repository):
    """The hand-ins in a database, as `HandInRepository` wants them."""

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
                "A hand-in of “{name}” with the same number is stored already, "
                "with other contents. The stored one is kept, this one was left out. "
                "Ask the student to hand in again.",
                name=there.hand_in.student_name,
            )
        values = {**_HAND_INS.values(given), **_STORED.values(stored)}
        values["name_key"] = name_key(given.student_name)
        self._connection.execute(insert(rows.hand_in), values)
        whose = {"lesson_id": given.lesson_id, "hand_in_id": given.id}
        ANNOTATIONS.add_all(self._connection, given.annotations, **whose)
        LINKS.add_all(self._connection, given.links, **whose)
        ANSWERS.add_all(self._connection, given.answers, **whose)

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

    def _where(self, condition: ColumnElement[bool]) -> tuple[StoredHandIn, ...]:
        # Sorted here: a database on a server may have an order of letters of its own.
        query = select(rows.hand_in).where(condition)
        order = itemgetter("name_key", "attempt", "handed_in", "id")
        found = sorted(self._connection.execute(query).mappings(), key=order)
        if not found:
            return ()
        parts = {
            "annotations": self._parts(ANNOTATIONS, condition),
            "links": self._parts(LINKS, condition),
            "answers": self._parts(ANSWERS, condition),
        }
        return tuple(self._whole(row, parts) for row in found)

    def _whole(self, row: Any, parts: Mapping[str, Mapping[str, Any]]) -> StoredHandIn:
        mine = {name: known.get(row["id"], ()) for name, known in parts.items()}
        return ROWS.load(StoredHandIn, row, hand_in=ROWS.load(HandIn, row, **mine))

    def _parts(self, of: RowsOf[Any], condition: ColumnElement[bool]) -> dict[str, tuple[Any, ...]]:
        """Return the parts of one kind of all hand-ins that are meant, by the hand-in's id."""
        wanted = select(rows.hand_in.c.id).where(condition)
        columns = of.table.c
        query = select(of.table).where(columns.hand_in_id.in_(wanted)).order_by(columns.row_id)
        grouped: defaultdict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            grouped[row["hand_in_id"]].append(row)
        return {one: ROWS.load_all(of.kind, found) for one, found in grouped.items()}
