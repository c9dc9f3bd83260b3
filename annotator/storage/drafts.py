"""The lessons that are being built: each whole as a document, its imports beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId, DraftId
from annotator.domain.imports import ImportedPage
from annotator.storage import teacher_rows
from annotator.storage.columns import replacing
from annotator.storage.mapping import DOCUMENTS, Repository


class SqlDrafts(Repository):
    """The drafts in a database, as `DraftRepository` wants them."""

    def put(self, draft: LessonDraft) -> None:
        """Store a draft, replacing its earlier state; pages that did not change cost nothing."""
        before = self._pages(draft.id)
        values = {
            "id": draft.id,
            "title": draft.lesson.title,
            "changed_at": draft.changed_at,
            "archived": draft.is_archived,
            "document": DOCUMENTS.dump(LessonDraft, draft),
        }
        self._connection.execute(replacing(teacher_rows.lesson_draft), values)
        table = teacher_rows.draft_page
        for gone in before.keys() - draft.pages.keys():
            mine = (table.c.draft_id == draft.id) & (table.c.article_id == gone)
            self._connection.execute(delete(table).where(mine))
        for article_id, page in draft.pages.items():
            if before.get(article_id) != page:
                row = {"draft_id": draft.id, "article_id": article_id}
                row["page"] = DOCUMENTS.dump(ImportedPage, page)
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
        return DOCUMENTS.load(LessonDraft, row.document, pages=self._pages(row.id))

    def _pages(self, draft_id: str) -> Mapping[ArticleId, ImportedPage]:
        table = teacher_rows.draft_page
        query = select(table).where(table.c.draft_id == draft_id).order_by(table.c.article_id)
        return {
            ArticleId(row.article_id): DOCUMENTS.load(ImportedPage, row.page)
            for row in self._connection.execute(query)
        }
