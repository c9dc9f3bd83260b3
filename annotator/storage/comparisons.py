"""What the teacher put right in the comparisons of lessons' articles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select

from annotator.domain import corrections
from annotator.domain.corrections import Change, Correction
from annotator.domain.identifiers import CorrectionId, LessonId
from annotator.storage.teacher_rows import comparison_correction

if TYPE_CHECKING:  # a student's machine never reads a correction and does not wait for this
    from pydantic import TypeAdapter

#: What each kind of change is called in the database.
_KINDS: Mapping[str, type[Change]] = MappingProxyType(
    {
        "rename-fact": corrections.RenameFact,
        "merge-facts": corrections.MergeFacts,
        "split-fact": corrections.SplitFact,
        "move-sentence": corrections.MoveSentence,
        "add-sentence": corrections.AddSentence,
        "remove-sentence": corrections.RemoveSentence,
        "drop-fact": corrections.DropFact,
        "rename-wording": corrections.RenameWording,
        "merge-wordings": corrections.MergeWordings,
        "drop-wording": corrections.DropWording,
        "move-term": corrections.MoveTerm,
        "remove-term": corrections.RemoveTerm,
        "tag-source": corrections.CorrectQuotedSource,
        "drop-source": corrections.DropQuotedSource,
    }
)


class SqlCorrections:
    """The corrections in a database, as `CorrectionRepository` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_lesson(self, lesson_id: LessonId) -> tuple[Correction, ...]:
        """Return what was put right in a lesson's comparison, the oldest first."""
        columns = comparison_correction.c
        query = (
            select(comparison_correction)
            .where(columns.lesson_id == lesson_id)
            .order_by(columns.position)
        )
        return tuple(
            Correction(
                id=CorrectionId(row.id),
                lesson_id=LessonId(row.lesson_id),
                change=_adapter(row.kind).validate_python(row.content),
                at=row.at,
            )
            for row in self._connection.execute(query)
            if row.kind in _KINDS
        )

    def append(self, correction: Correction) -> None:
        """Store a correction after those of its lesson."""
        columns = comparison_correction.c
        last = self._connection.execute(
            select(func.max(columns.position)).where(columns.lesson_id == correction.lesson_id)
        ).scalar_one()
        kind = next(name for name, type_ in _KINDS.items() if type_ is type(correction.change))
        self._connection.execute(
            insert(comparison_correction),
            {
                "lesson_id": correction.lesson_id,
                "id": correction.id,
                "kind": kind,
                "position": 0 if last is None else last + 1,
                "content": _adapter(kind).dump_python(correction.change, mode="json"),
                "at": correction.at,
            },
        )

    def remove(self, correction: Correction) -> None:
        """Forget a correction; nothing happens where there is none."""
        columns = comparison_correction.c
        self._connection.execute(
            delete(comparison_correction).where(
                columns.lesson_id == correction.lesson_id, columns.id == correction.id
            )
        )


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(_KINDS[kind])
