"""What the teacher made of the suggestions for a lesson's key."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from annotator.domain.identifiers import LessonId
from annotator.domain.suggestions import SuggestionChoice
from annotator.storage.mapping import Repository, RowsOf
from annotator.storage.teacher_rows import suggestion_choice

_CHOICES = RowsOf(suggestion_choice, SuggestionChoice)
_COLUMNS = suggestion_choice.c


class SqlSuggestionChoices(Repository):
    """The choices in a database, as `SuggestionChoices` wants them."""

    def put(self, choice: SuggestionChoice) -> None:
        """Store a choice, replacing the one about the same suggestion."""
        _CHOICES.put(self._connection, choice)

    def of_lesson(self, lesson_id: LessonId) -> tuple[SuggestionChoice, ...]:
        """Return the choices about one lesson by place."""
        return self.all(_COLUMNS.lesson_id == lesson_id)

    def all(self, *conditions: ColumnElement[bool]) -> tuple[SuggestionChoice, ...]:
        """Return every choice, lesson by lesson and by place."""
        of = _COLUMNS
        place = (of.lesson_id, of.article_id, of.span_start, of.category_id)
        return _CHOICES.where(self._connection, *conditions, by=place)
