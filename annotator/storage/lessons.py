"""The lessons on this machine and their answer keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Table, bindparam, delete, select, update

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId, QuestionId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.services.ports import LessonParts
from annotator.storage import lesson_mapping as mapping
from annotator.storage import rows
from annotator.storage.columns import adding, replacing

_OF_LESSON: BindParameter[str] = bindparam("of_lesson")
_ARTICLES = (
    select(rows.article, rows.article_body.c.body)
    .join(rows.article_body)
    .where(rows.article.c.lesson_id == _OF_LESSON, ~rows.article.c.retired)
    .order_by(rows.article.c.position)
)


class SqlLessons:
    """The lessons in a database, as `LessonRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, lesson: Lesson) -> None:
        """Store a lesson, replacing an older version of it.

        Articles, categories and questions that the lesson no longer has are kept as
        retired, and so is the work that stands on them; where a later version has them
        again, that work comes back. A body that changed is stored beside the old one.
        """
        do = self._connection.execute
        do(replacing(rows.lesson, keeping=("archived",)), mapping.lesson_values(lesson))
        bodies = [{"hash": article.hash, "body": article.body} for article in lesson.articles]
        if bodies:
            do(adding(rows.article_body), bodies)
        self._put_parts(rows.article, lesson.id, mapping.article_values(lesson))
        self._put_parts(rows.category, lesson.id, mapping.category_values(lesson))
        self._put_parts(rows.question, lesson.id, mapping.question_values(lesson))
        for table in (rows.technique, rows.level, rows.criterion):
            do(delete(table).where(table.c.lesson_id == lesson.id))
        self._insert(rows.technique, mapping.technique_values(lesson))
        self._insert(rows.criterion, mapping.criterion_values(lesson))
        self._insert(rows.level, mapping.level_values(lesson))

    def find(self, lesson_id: LessonId) -> Lesson | None:
        """Return the lesson with this id, or None."""
        query = select(rows.lesson).where(rows.lesson.c.id == lesson_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else self._whole(row)

    def all(self) -> tuple[Lesson, ...]:
        """Return every lesson by title."""
        found = self._connection.execute(select(rows.lesson)).all()
        by_title = sorted(found, key=lambda row: (row.title.casefold(), row.id))
        return tuple(self._whole(row) for row in by_title)

    def hashes(self) -> dict[LessonId, str]:
        """Return the hash of every lesson by its id, without reading the lessons."""
        found = self._connection.execute(select(rows.lesson.c.id, rows.lesson.c.hash))
        return {LessonId(row.id): row.hash for row in found}

    def archived(self) -> frozenset[LessonId]:
        """Return the lessons that the teacher put away; students do not see them."""
        query = select(rows.lesson.c.id).where(rows.lesson.c.archived)
        return frozenset(LessonId(one) for one in self._connection.execute(query).scalars())

    def set_archived(self, lesson_id: LessonId, *, is_archived: bool) -> None:
        """Put a lesson away, or back; nothing happens where there is none."""
        table = rows.lesson
        self._connection.execute(
            update(table).where(table.c.id == lesson_id).values(archived=is_archived)
        )

    def bodies(self, hashes: Collection[str]) -> Mapping[str, str]:
        """Return the texts with these hashes, of any version that was here, by their hash."""
        table = rows.article_body
        query = select(table).where(table.c.hash.in_(sorted(hashes)))
        return {row.hash: row.body for row in self._connection.execute(query)}

    def parts_ever(self, lesson_id: LessonId) -> LessonParts:
        """Return what all versions of a lesson that were here have had."""

        def ids(table: Table) -> Sequence[str]:
            query = select(table.c.id).where(table.c.lesson_id == lesson_id)
            return self._connection.execute(query).scalars().all()

        return LessonParts(
            frozenset(ArticleId(one) for one in ids(rows.article)),
            frozenset(CategoryId(one) for one in ids(rows.category)),
            frozenset(QuestionId(one) for one in ids(rows.question)),
        )

    def put_key(self, lesson_id: LessonId, key: AnswerKey) -> None:
        """Store the answer key of a lesson, replacing the earlier one."""
        table = rows.key_annotation
        self._connection.execute(replacing(rows.answer_key), mapping.key_values(lesson_id, key))
        self._connection.execute(delete(table).where(table.c.lesson_id == lesson_id))
        self._insert(table, mapping.key_annotation_values(lesson_id, key))

    def find_key(self, lesson_id: LessonId) -> AnswerKey | None:
        """Return the answer key of a lesson, or None where this machine has none."""
        query = select(rows.answer_key).where(rows.answer_key.c.lesson_id == lesson_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return mapping.key_of(row, self._parts(rows.key_annotation, lesson_id))

    def key_to_change(self, lesson_id: LessonId) -> AnswerKey | None:
        """Return the answer key of a lesson, kept from other writers while this unit is open."""
        key = rows.answer_key
        # SQLite has one writer at a time anyway and leaves the clause out.
        mine = select(key.c.lesson_id).where(key.c.lesson_id == lesson_id).with_for_update()
        self._connection.execute(mine)
        return self.find_key(lesson_id)

    def _put_parts(self, table: Table, lesson_id: LessonId, parts: list[dict[str, Any]]) -> None:
        """Store the parts of a lesson and retire those it no longer has."""
        retire = update(table).where(table.c.lesson_id == lesson_id).values(retired=True)
        self._connection.execute(retire)
        if parts:
            self._connection.execute(replacing(table), parts)

    def _insert(self, table: Table, parts: list[dict[str, Any]]) -> None:
        if parts:
            self._connection.execute(table.insert(), parts)

    def _whole(self, row: Row[Any]) -> Lesson:
        lesson_id = LessonId(row.id)
        articles = self._connection.execute(_ARTICLES, {"of_lesson": lesson_id})
        return mapping.lesson_of(
            row,
            categories=mapping.categories_of(
                self._parts(rows.category, lesson_id), self._parts(rows.technique, lesson_id)
            ),
            articles=tuple(mapping.article_of(one) for one in articles),
            questions=tuple(
                mapping.question_of(one) for one in self._parts(rows.question, lesson_id)
            ),
            criteria=mapping.criteria_of(
                self._parts(rows.criterion, lesson_id), self._parts(rows.level, lesson_id)
            ),
        )

    def _parts(self, table: Table, lesson_id: LessonId) -> Sequence[Row[Any]]:
        """Return the rows of a lesson that are not retired, in order."""
        query = select(table).where(table.c.lesson_id == lesson_id).order_by(table.c.position)
        if "retired" in table.c:
            query = query.where(~table.c.retired)
        return self._connection.execute(query).all()
