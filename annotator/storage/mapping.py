"""How the domain's values stand in rows, and in the JSON of their columns.

Columns are called like the fields of the dataclasses. What differs is said here, and nothing
else about rows is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, Table, delete, insert, select

from annotator.domain.annotations import Annotation, Answer, Link, LinkEnd
from annotator.domain.classes import Assignment, ClassMember, RosterRow
from annotator.domain.corrections import Correction
from annotator.domain.drafts import LessonDraft
from annotator.domain.grading_session import GradingPosition
from annotator.domain.hand_ins import HandIn
from annotator.domain.history import Edit
from annotator.domain.keys import Alternative, AnswerKey, KeyAnnotation, UnscoredSentence
from annotator.domain.lessons import Article, Block, Criterion, Lesson, Standard
from annotator.domain.records import Records, RecordShape
from annotator.domain.scheme import Category
from annotator.domain.sign_in import SignIn, SignInEntry
from annotator.domain.spans import Span
from annotator.domain.suggestions import SuggestionChoice
from annotator.services.ports import ReadingPlace, StoredHandIn
from annotator.storage.columns import replacing

_Value = TypeVar("_Value")

_PLACE = frozenset({"span", "anchor"})
_SPAN = frozenset({"span"})

#: Whole documents, by the names of the fields: drafts, decisions, corrections.
DOCUMENTS = Records({LessonDraft: RecordShape(elsewhere=frozenset({"pages"}))})

#: What JSON columns hold: the history, the ends of links, the parts of an article.
INSIDE = Records(
    {
        Alternative: RecordShape(flat=_SPAN),
        Annotation: RecordShape(
            {
                "article_id": "article",
                "category_id": "category",
                "author_id": "author",
                "technique_id": "technique",
            },
            flat=_PLACE,
        ),
        Answer: RecordShape({"question_id": "question", "author_id": "author"}),
        Block: RecordShape(flat=_SPAN, is_list=True),
        GradingPosition: RecordShape(
            {"hand_in_id": "hand_in"}, elsewhere=frozenset({"lesson_id", "author_id"})
        ),
        Link: RecordShape({"author_id": "author", "missing_in": "missing"}),
        LinkEnd: RecordShape({"article_id": "article"}, flat=_PLACE),
        SignIn: RecordShape(elsewhere=frozenset({"class_id", "class_name"})),
        SignInEntry: RecordShape(is_list=True),
        Span: RecordShape(is_list=True),
        Standard: RecordShape(is_list=True),
        UnscoredSentence: RecordShape({"article_id": "article"}, flat=_SPAN),
    },
    kinds={"annotation": Annotation, "link": Link, "answer": Answer},
)

ROWS = Records(
    {
        Annotation: RecordShape(flat=_PLACE),
        AnswerKey: RecordShape(elsewhere=frozenset({"annotations"})),
        Article: RecordShape(elsewhere=frozenset({"body"})),
        Assignment: RecordShape({"class_id": "class_group_id"}),
        Category: RecordShape({"key": "shortcut"}, elsewhere=frozenset({"techniques"})),
        ClassMember: RecordShape(flat=frozenset({"roster"})),
        Correction: RecordShape(elsewhere=frozenset({"change"})),
        Criterion: RecordShape(elsewhere=frozenset({"levels"})),
        Edit: RecordShape(flat=frozenset({"workspace"})),
        HandIn: RecordShape(elsewhere=frozenset({"annotations", "links", "answers"})),
        KeyAnnotation: RecordShape(flat=_SPAN),
        Lesson: RecordShape(elsewhere=frozenset({"scheme", "articles", "questions", "criteria"})),
        ReadingPlace: RecordShape(flat=frozenset({"workspace"})),
        RosterRow: RecordShape({"student_id": "roster_id"}),
        Span: RecordShape({"start": "span_start", "end": "span_end"}),
        StoredHandIn: RecordShape(elsewhere=frozenset({"hand_in"})),
        SuggestionChoice: RecordShape(flat=_SPAN),
    },
    native=(datetime, bytes),
    inside=INSIDE,
)


class RowsOf(Generic[_Value]):
    """The rows of a table that are values of one dataclass."""

    def __init__(self, table: Table, kind: type[_Value]) -> None:
        self.table = table
        self.kind = kind

    def values(self, value: _Value, **more: Any) -> dict[str, Any]:
        """Return a value as a row, with the columns that it does not say itself."""
        return {**ROWS.dump(self.kind, value), **more}

    def put(self, connection: Connection, value: _Value, **more: Any) -> None:
        """Store a value, replacing the one with the same primary key."""
        connection.execute(replacing(self.table), self.values(value, **more))

    def add_all(self, connection: Connection, values: Iterable[_Value], **more: Any) -> None:
        """Store new values, `position` counting them where the table has one."""
        rows = [self.values(each, **more) for each in values]
        if "position" in self.table.c:
            rows = [{"position": number, **row} for number, row in enumerate(rows)]
        if rows:
            connection.execute(insert(self.table), rows)

    def found(
        self, connection: Connection, query: Executable, named: dict[str, Any] | None = None
    ) -> tuple[_Value, ...]:
        """Return the values that a query finds."""
        return ROWS.load_all(self.kind, connection.execute(query, named).mappings())

    def where(
        self, connection: Connection, *conditions: ColumnElement[bool], by: Any = ()
    ) -> tuple[_Value, ...]:
        """Return the values of the rows that meet the conditions, in order of some columns."""
        order = by if isinstance(by, tuple) else (by,)
        query = select(self.table).where(*conditions).order_by(*order)
        return self.found(connection, query)

    def one(self, connection: Connection, *conditions: ColumnElement[bool]) -> _Value | None:
        """Return the value of the one row that meets the conditions, or None."""
        found = self.where(connection, *conditions)
        return found[0] if found else None

    def remove(self, connection: Connection, *conditions: ColumnElement[bool]) -> None:
        """Delete the rows that meet the conditions."""
        connection.execute(delete(self.table).where(*conditions))


class Repository:
    """The rows of one subject in an open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
