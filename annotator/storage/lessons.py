"""The lessons on this machine and their answer keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    select,
    update,
)

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId, QuestionId
from annotator.domain.keys import AnswerKey, KeyAnnotation
from annotator.domain.lessons import Article, Criterion, Lesson, Level, Question
from annotator.domain.scheme import Category, Scheme, Technique
from annotator.services.ports import LessonParts
from annotator.storage import rows
from annotator.storage.columns import adding, replacing
from annotator.storage.mapping import ROWS, Repository, RowsOf

_Part = TypeVar("_Part")

_LESSONS = RowsOf(rows.lesson, Lesson)
_ARTICLES = RowsOf(rows.article, Article)
_CATEGORIES = RowsOf(rows.category, Category)
_TECHNIQUES = RowsOf(rows.technique, Technique)
_QUESTIONS = RowsOf(rows.question, Question)
_CRITERIA = RowsOf(rows.criterion, Criterion)
_LEVELS = RowsOf(rows.level, Level)
_KEYS = RowsOf(rows.answer_key, AnswerKey)
_KEY_ANNOTATIONS = RowsOf(rows.key_annotation, KeyAnnotation)

_OF_LESSON: BindParameter[str] = bindparam("of_lesson")
_WITH_BODIES = (
    select(rows.article, rows.article_body.c.body)
    .join(rows.article_body)
    .where(rows.article.c.lesson_id == _OF_LESSON, ~rows.article.c.retired)
    .order_by(rows.article.c.position)
)


class SqlLessons(Repository):
    """The lessons in a database, as `LessonRepository` wants them."""

    def put(self, lesson: Lesson) -> None:
        """Store a lesson, replacing an older version of it.

        Articles, categories and questions that the lesson no longer has are kept as
        retired, and so is the work that stands on them; where a later version has them
        again, that work comes back. A body that changed is stored beside the old one.
        """
        do = self._connection.execute
        more = {"hash": lesson.hash, "scheme_id": lesson.scheme.id, "rules": lesson.scheme.rules}
        do(replacing(rows.lesson, keeping=("archived",)), _LESSONS.values(lesson, **more))
        bodies = [{"hash": article.hash, "body": article.body} for article in lesson.articles]
        if bodies:
            do(adding(rows.article_body), bodies)
        articles = [_ARTICLES.values(each, body_hash=each.hash) for each in lesson.articles]
        self._put_parts(rows.article, lesson.id, articles)
        categories = lesson.scheme.categories
        self._put_parts(rows.category, lesson.id, [_CATEGORIES.values(one) for one in categories])
        questions = [_QUESTIONS.values(each) for each in lesson.questions]
        self._put_parts(rows.question, lesson.id, questions)
        for table in (rows.technique, rows.level, rows.criterion):
            do(delete(table).where(table.c.lesson_id == lesson.id))
        whose = {"lesson_id": lesson.id}
        for category in categories:
            mine = {**whose, "category_id": category.id}
            _TECHNIQUES.add_all(self._connection, category.techniques, **mine)
        _CRITERIA.add_all(self._connection, lesson.criteria, **whose)
        for criterion in lesson.criteria:
            mine = {**whose, "criterion_id": criterion.id}
            _LEVELS.add_all(self._connection, criterion.levels, **mine)

    def find(self, lesson_id: LessonId) -> Lesson | None:
        """Return the lesson with this id, or None."""
        query = select(rows.lesson).where(rows.lesson.c.id == lesson_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else self._whole(row)

    def all(self) -> tuple[Lesson, ...]:
        """Return every lesson by title."""
        found = self._connection.execute(select(rows.lesson)).mappings()
        by_title = sorted(found, key=lambda row: (row["title"].casefold(), row["id"]))
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
        _KEYS.put(self._connection, key, lesson_id=lesson_id)
        _KEY_ANNOTATIONS.remove(self._connection, rows.key_annotation.c.lesson_id == lesson_id)
        _KEY_ANNOTATIONS.add_all(self._connection, key.annotations, lesson_id=lesson_id)

    def find_key(self, lesson_id: LessonId) -> AnswerKey | None:
        """Return the answer key of a lesson, or None where this machine has none."""
        query = select(rows.answer_key).where(rows.answer_key.c.lesson_id == lesson_id)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return ROWS.load(AnswerKey, row, annotations=self._parts(_KEY_ANNOTATIONS, lesson_id))

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
        given = [
            {"lesson_id": lesson_id, "position": number, "retired": False, **part}
            for number, part in enumerate(parts)
        ]
        if given:
            self._connection.execute(replacing(table), given)

    def _whole(self, row: RowMapping) -> Lesson:
        lesson_id = LessonId(row["id"])
        with_bodies = self._connection.execute(_WITH_BODIES, {"of_lesson": lesson_id}).mappings()
        categories = tuple(
            ROWS.load(Category, one, techniques=techniques)
            for one, techniques in self._nested(_CATEGORIES, _TECHNIQUES, "category_id", lesson_id)
        )
        return ROWS.load(
            Lesson,
            row,
            scheme=Scheme(row["scheme_id"], categories, tuple(row["rules"])),
            articles=tuple(ROWS.load(Article, one, body=one["body"]) for one in with_bodies),
            questions=self._parts(_QUESTIONS, lesson_id),
            criteria=tuple(
                ROWS.load(Criterion, one, levels=levels)
                for one, levels in self._nested(_CRITERIA, _LEVELS, "criterion_id", lesson_id)
            ),
        )

    def _nested(
        self, outer: RowsOf[Any], inner: RowsOf[Any], of: str, lesson_id: LessonId
    ) -> Iterator[tuple[RowMapping, tuple[Any, ...]]]:
        """Yield the rows of one kind of part, each with the values that belong to it."""
        belonging = defaultdict(list)
        for row in self._connection.execute(_of_lesson(inner.table, lesson_id)).mappings():
            belonging[row[of]].append(row)
        for row in self._connection.execute(_of_lesson(outer.table, lesson_id)).mappings():
            yield row, ROWS.load_all(inner.kind, belonging[row["id"]])

    def _parts(self, of: RowsOf[_Part], lesson_id: LessonId) -> tuple[_Part, ...]:
        return of.found(self._connection, _of_lesson(of.table, lesson_id))


def _of_lesson(table: Table, lesson_id: LessonId) -> Select[Any]:
    """Return the query for the rows of a lesson that are not retired, in order."""
    query = select(table).where(table.c.lesson_id == lesson_id).order_by(table.c.position)
    return query.where(~table.c.retired) if "retired" in table.c else query
