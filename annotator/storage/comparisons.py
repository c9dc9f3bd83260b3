"""What the teacher put right in the comparisons of lessons' articles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import func, insert, select

from annotator.domain import corrections
from annotator.domain.corrections import Change, Correction
from annotator.domain.identifiers import LessonId
from annotator.storage.mapping import DOCUMENTS, ROWS, Repository, RowsOf
from annotator.storage.teacher_rows import comparison_correction

_CORRECTIONS = RowsOf(comparison_correction, Correction)
_COLUMNS = comparison_correction.c
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


class SqlCorrections(Repository):
    """The corrections in a database, as `CorrectionRepository` wants them."""

    def of_lesson(self, lesson_id: LessonId) -> tuple[Correction, ...]:
        """Return what was put right in a lesson's comparison, the oldest first."""
        mine = select(comparison_correction).where(_COLUMNS.lesson_id == lesson_id)
        found = self._connection.execute(mine.order_by(_COLUMNS.position)).mappings()
        return tuple(
            ROWS.load(Correction, row, change=DOCUMENTS.load(_KINDS[row["kind"]], row["content"]))
            for row in found
            if row["kind"] in _KINDS
        )

    def append(self, correction: Correction) -> None:
        """Store a correction after those of its lesson."""
        mine = _COLUMNS.lesson_id == correction.lesson_id
        last = self._connection.execute(select(func.max(_COLUMNS.position)).where(mine)).scalar()
        change = correction.change
        values = _CORRECTIONS.values(
            correction,
            kind=next(name for name, type_ in _KINDS.items() if type_ is type(change)),
            position=0 if last is None else last + 1,
            content=DOCUMENTS.dump(type(change), change),
        )
        self._connection.execute(insert(comparison_correction), values)

    def remove(self, correction: Correction) -> None:
        """Forget a correction; nothing happens where there is none."""
        mine = (_COLUMNS.lesson_id == correction.lesson_id, _COLUMNS.id == correction.id)
        _CORRECTIONS.remove(self._connection, *mine)
