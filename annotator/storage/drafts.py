"""The lessons that are being built: each whole as a document, its imports beside it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.imports import ImportedPage
from annotator.domain.lessons import Lesson
from annotator.storage import teacher_rows
from annotator.storage.columns import replacing

if TYPE_CHECKING:  # a student's machine never reads a draft and does not wait for this
    from pydantic import TypeAdapter

#: The lessons that a draft holds: as it is, and as it was published.
_LESSONS = ("lesson", "published")
_LEFT_OUT: Mapping[str, bool | set[str]] = MappingProxyType(
    {"pages": True, "lesson": {"public_key"}, "published": {"public_key"}}
)


class SqlDrafts:
    """The drafts in a database, as `DraftRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, draft: LessonDraft) -> None:
        """Store a draft, replacing its earlier state; pages that did not change cost nothing."""
        before = self._pages(draft.id)
        document = _document_of(draft)
        values = {
            "id": draft.id,
            "title": draft.lesson.title,
            "changed_at": draft.changed_at,
            "archived": draft.is_archived,
            "document": document,
        }
        self._connection.execute(replacing(teacher_rows.lesson_draft), values)
        table = teacher_rows.draft_page
        for gone in before.keys() - draft.pages.keys():
            mine = (table.c.draft_id == draft.id) & (table.c.article_id == gone)
            self._connection.execute(delete(table).where(mine))
        for article_id, page in draft.pages.items():
            if before.get(article_id) != page:
                row = {"draft_id": draft.id, "article_id": article_id, "page": _page_values(page)}
                self._connection.execute(replacing(table), row)

    def find(self, draft_id: DraftId) -> LessonDraft | None:
        """Return the draft with this id, or None."""
        table = teacher_rows.lesson_draft
        row = self._connection.execute(select(table).where(table.c.id == draft_id)).one_or_none()
        return None if row is None else self._whole(row)

    def changed_at(self, draft_id: DraftId) -> datetime | None:
        """Return when a draft was changed last, or None where there is none."""
        table = teacher_rows.lesson_draft
        query = select(table.c.changed_at).where(table.c.id == draft_id)
        return self._connection.execute(query).scalar_one_or_none()

    def all(self) -> tuple[LessonDraft, ...]:
        """Return every draft, the one that was changed last first."""
        table = teacher_rows.lesson_draft
        query = select(table).order_by(table.c.changed_at.desc(), table.c.id)
        return tuple(self._whole(row) for row in self._connection.execute(query).all())

    def remove(self, draft_id: DraftId) -> None:
        """Delete a draft; nothing happens where there is none."""
        table = teacher_rows.lesson_draft
        self._connection.execute(delete(table).where(table.c.id == draft_id))

    def _whole(self, row: Row[Any]) -> LessonDraft:
        document = {**row.document, "pages": self._pages_json(row.id)}
        for part in _LESSONS:
            if document[part] is not None:
                seal = base64.b64decode(document[part]["public_key"])
                document[part] = {**document[part], "public_key": seal}
        return _drafts().validate_python(document)

    def _pages(self, draft_id: DraftId) -> Mapping[ArticleId, ImportedPage]:
        found = self._pages_json(draft_id)
        return {one: _pages().validate_python(page) for one, page in found.items()}

    def _pages_json(self, draft_id: str) -> dict[ArticleId, Any]:
        table = teacher_rows.draft_page
        query = select(table).where(table.c.draft_id == draft_id).order_by(table.c.article_id)
        return {ArticleId(row.article_id): row.page for row in self._connection.execute(query)}


def _document_of(draft: LessonDraft) -> dict[str, Any]:
    """Return a draft without its pages as a JSON object; keys are written in base64."""
    published = None if draft.published is None else _plain(draft.published)
    plain = replace(draft, lesson=_plain(draft.lesson), published=published)
    document: dict[str, Any] = _drafts().dump_python(plain, mode="json", exclude=dict(_LEFT_OUT))
    for part, lesson in ((_LESSONS[0], draft.lesson), (_LESSONS[1], draft.published)):
        if lesson is not None:
            document[part]["public_key"] = base64.b64encode(lesson.public_key).decode("ascii")
    return document


def _plain(lesson: Lesson) -> Lesson:
    """Return a lesson with dictionaries where one from the database has other mappings."""
    asked = lesson.required_work
    return replace(
        lesson,
        weights=dict(lesson.weights),
        required_work=replace(asked, annotations=dict(asked.annotations)),
    )


@cache
def _drafts() -> TypeAdapter[LessonDraft]:
    from pydantic import TypeAdapter

    return TypeAdapter(LessonDraft)


@cache
def _pages() -> TypeAdapter[ImportedPage]:
    from pydantic import TypeAdapter

    return TypeAdapter(ImportedPage)


def _page_values(page: ImportedPage) -> Any:
    return _pages().dump_python(page, mode="json")
