"""The working copies: annotations, links and answers not yet handed in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, select, union

from annotator.domain.annotations import (
    Annotation,
    Answer,
    Item,
    Link,
    Workspace,
    item_key,
)
from annotator.domain.identifiers import AuthorId, LessonId
from annotator.services.ports import ReadingPlace
from annotator.storage import mapping, rows
from annotator.storage.columns import replacing
from annotator.storage.row_parts import WORKING


def _working(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.lesson_id == bindparam("of_lesson"),
        table.c.author_id == bindparam("of_author"),
        table.c.hand_in_id.is_(None),
    )


def _replacing_copy(table: Table, own: str) -> Any:
    keys = (table.c.lesson_id, table.c.author_id, table.c[own])
    return replacing(table, *keys, where=WORKING)


#: Statements are built once: building them anew costs as much as running them.
_ANNOTATIONS = (
    select(rows.annotation)
    .join(rows.article)
    .join(rows.category)
    .where(_working(rows.annotation), ~rows.article.c.retired, ~rows.category.c.retired)
    .order_by(
        rows.article.c.position,
        rows.annotation.c.span_start,
        rows.annotation.c.span_end,
        rows.annotation.c.created,
        rows.annotation.c.id,
    )
)
_LINKS = select(rows.link).where(_working(rows.link)).order_by(rows.link.c.row_id)
_ANSWERS = (
    select(rows.answer)
    .join(rows.question)
    .where(_working(rows.answer), ~rows.question.c.retired)
    .order_by(rows.question.c.position)
)
_ARTICLES = select(rows.article.c.id).where(
    rows.article.c.lesson_id == bindparam("of_lesson"), ~rows.article.c.retired
)
_PUT_ANNOTATION = _replacing_copy(rows.annotation, "id")
_PUT_LINK = _replacing_copy(rows.link, "id")
_PUT_ANSWER = _replacing_copy(rows.answer, "question_id")
_REMOVE = {
    "annotation": delete(rows.annotation).where(
        _working(rows.annotation), rows.annotation.c.id == bindparam("own")
    ),
    "link": delete(rows.link).where(_working(rows.link), rows.link.c.id == bindparam("own")),
    "answer": delete(rows.answer).where(
        _working(rows.answer), rows.answer.c.question_id == bindparam("own")
    ),
}
_PUT_PLACE = replacing(rows.reading_place)


class SqlWork:
    """The working copies in a database, as `WorkRepository` wants them.

    What stands on a retired article, category or question is kept but not returned: no
    screen could show it. It comes back with a lesson that has its place again.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def annotations(self, workspace: Workspace) -> tuple[Annotation, ...]:
        """Return the author's annotations in reading order."""
        found = self._connection.execute(_ANNOTATIONS, _of(workspace))
        return tuple(mapping.annotation_of(row) for row in found)

    def links(self, workspace: Workspace) -> tuple[Link, ...]:
        """Return the author's links in the order they were made."""
        found = self._connection.execute(_LINKS, _of(workspace)).all()
        if not found:
            return ()
        articles = self._connection.execute(_ARTICLES, {"of_lesson": workspace.lesson_id})
        there = set(articles.scalars())
        links = (mapping.link_of(row) for row in found)
        return tuple(link for link in links if {end.article_id for end in link.ends} <= there)

    def answers(self, workspace: Workspace) -> tuple[Answer, ...]:
        """Return the author's answers in the order of the questions."""
        found = self._connection.execute(_ANSWERS, _of(workspace))
        return tuple(mapping.answer_of(row) for row in found)

    def workspaces(self, lesson_id: LessonId) -> tuple[Workspace, ...]:
        """Return the workspaces on which annotations or links of a lesson lie."""
        working = (
            select(table.c.author_id).where(
                table.c.lesson_id == lesson_id, table.c.hand_in_id.is_(None)
            )
            for table in (rows.annotation, rows.link)
        )
        authors = self._connection.execute(union(*working)).scalars()
        return tuple(Workspace(lesson_id, AuthorId(one)) for one in sorted(authors))

    def put(self, workspace: Workspace, item: Item) -> None:
        """Store an item, replacing the one with the same id."""
        if item.author_id != workspace.author_id:
            raise ValueError(f"an item of {item.author_id} does not go to {workspace.author_id}")
        lesson_id = workspace.lesson_id
        match item:
            case Annotation():
                values = mapping.annotation_values(item, lesson_id)
                self._connection.execute(_PUT_ANNOTATION, values)
            case Link():
                self._connection.execute(_PUT_LINK, mapping.link_values(item, lesson_id))
            case Answer():
                self._connection.execute(_PUT_ANSWER, mapping.answer_values(item, lesson_id))

    def remove(self, workspace: Workspace, item: Item) -> None:
        """Delete the item with this id; nothing happens where there is none."""
        kind, own = item_key(item)
        self._connection.execute(_REMOVE[kind], {**_of(workspace), "own": own})

    def put_place(self, place: ReadingPlace) -> None:
        """Remember where the author left off."""
        self._connection.execute(_PUT_PLACE, mapping.place_values(place))

    def places(self) -> tuple[ReadingPlace, ...]:
        """Return every remembered place, the newest first."""
        table = rows.reading_place
        newest = table.c.opened_at.desc()
        query = select(table).order_by(newest, table.c.lesson_id, table.c.author_id)
        return tuple(mapping.place_of(row) for row in self._connection.execute(query))


def _of(workspace: Workspace) -> dict[str, str]:
    return {"of_lesson": workspace.lesson_id, "of_author": workspace.author_id}
