"""The working copies: annotations, links and answers not yet handed in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, select, union

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
from annotator.storage import rows
from annotator.storage.columns import replacing
from annotator.storage.mapping import Repository, RowsOf
from annotator.storage.row_parts import WORKING


def _working(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.lesson_id == bindparam("of_lesson"),
        table.c.author_id == bindparam("of_author"),
        table.c.hand_in_id.is_(None),
    )


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
ANNOTATIONS = RowsOf(rows.annotation, Annotation)
LINKS = RowsOf(rows.link, Link)
ANSWERS = RowsOf(rows.answer, Answer)
_PLACES = RowsOf(rows.reading_place, ReadingPlace)
#: By kind of item: its rows, and the column by which it is known in its workspace.
_KINDS: dict[str, tuple[RowsOf[Any], str]] = {
    "annotation": (ANNOTATIONS, "id"),
    "link": (LINKS, "id"),
    "answer": (ANSWERS, "question_id"),
}
_PUT = {
    kind: replacing(
        of.table, of.table.c.lesson_id, of.table.c.author_id, of.table.c[own], where=WORKING
    )
    for kind, (of, own) in _KINDS.items()
}
_REMOVE = {
    kind: delete(of.table).where(_working(of.table), of.table.c[own] == bindparam("own"))
    for kind, (of, own) in _KINDS.items()
}


class SqlWork(Repository):
    """The working copies in a database, as `WorkRepository` wants them.

    What stands on a retired article, category or question is kept but not returned: no
    screen could show it. It comes back with a lesson that has its place again.
    """

    def annotations(self, workspace: Workspace) -> tuple[Annotation, ...]:
        """Return the author's annotations in reading order."""
        return ANNOTATIONS.found(self._connection, _ANNOTATIONS, _of(workspace))

    def links(self, workspace: Workspace) -> tuple[Link, ...]:
        """Return the author's links in the order they were made."""
        found = LINKS.found(self._connection, _LINKS, _of(workspace))
        if not found:
            return ()
        articles = self._connection.execute(_ARTICLES, {"of_lesson": workspace.lesson_id})
        there = set(articles.scalars())
        return tuple(link for link in found if {end.article_id for end in link.ends} <= there)

    def answers(self, workspace: Workspace) -> tuple[Answer, ...]:
        """Return the author's answers in the order of the questions."""
        return ANSWERS.found(self._connection, _ANSWERS, _of(workspace))

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
        kind, _ = item_key(item)
        values = _KINDS[kind][0].values(item, lesson_id=workspace.lesson_id, hand_in_id=None)
        self._connection.execute(_PUT[kind], values)

    def remove(self, workspace: Workspace, item: Item) -> None:
        """Delete the item with this id; nothing happens where there is none."""
        kind, own = item_key(item)
        self._connection.execute(_REMOVE[kind], {**_of(workspace), "own": own})

    def put_place(self, place: ReadingPlace) -> None:
        """Remember where the author left off."""
        _PLACES.put(self._connection, place)

    def places(self) -> tuple[ReadingPlace, ...]:
        """Return every remembered place, the newest first."""
        of = rows.reading_place.c
        newest = (of.opened_at.desc(), of.lesson_id, of.author_id)
        return _PLACES.where(self._connection, by=newest)


def _of(workspace: Workspace) -> dict[str, str]:
    return {"of_lesson": workspace.lesson_id, "of_author": workspace.author_id}
