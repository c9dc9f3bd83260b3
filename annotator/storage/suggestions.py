"""What the teacher made of the suggestions for a lesson's key."""

from __future__ import annotations

from sqlalchemy import Connection, select

from annotator.domain.identifiers import ArticleId, CategoryId, LessonId
from annotator.domain.spans import Span
from annotator.domain.suggestions import ChoiceKind, SuggestionChoice
from annotator.storage.columns import replacing
from annotator.storage.teacher_rows import suggestion_choice


class SqlSuggestionChoices:
    """The choices in a database, as `SuggestionChoices` wants them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, choice: SuggestionChoice) -> None:
        """Store a choice, replacing the one about the same suggestion."""
        self._connection.execute(
            replacing(suggestion_choice),
            {
                "lesson_id": choice.lesson_id,
                "article_id": choice.article_id,
                "category_id": choice.category_id,
                "span_start": choice.span.start,
                "span_end": choice.span.end,
                "choice": choice.choice.value,
                "features": dict(choice.features),
                "at": choice.at,
            },
        )

    def of_lesson(self, lesson_id: LessonId) -> tuple[SuggestionChoice, ...]:
        """Return the choices about one lesson by place."""
        return self._found(lesson_id)

    def all(self) -> tuple[SuggestionChoice, ...]:
        """Return every choice, lesson by lesson and by place."""
        return self._found(None)

    def _found(self, lesson_id: LessonId | None) -> tuple[SuggestionChoice, ...]:
        columns = suggestion_choice.c
        query = select(suggestion_choice).order_by(
            columns.lesson_id, columns.article_id, columns.span_start, columns.category_id
        )
        if lesson_id is not None:
            query = query.where(columns.lesson_id == lesson_id)
        return tuple(
            SuggestionChoice(
                lesson_id=LessonId(row.lesson_id),
                article_id=ArticleId(row.article_id),
                category_id=CategoryId(row.category_id),
                span=Span(row.span_start, row.span_end),
                choice=ChoiceKind(row.choice),
                at=row.at,
                features=row.features,
            )
            for row in self._connection.execute(query)
        )
