"""What a person does to the work: each gesture is stored, or its trouble is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotating import Note
from annotator.domain.annotations import Annotation
from annotator.domain.board_layout import BoardLayout
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId, QuestionId
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.session.reading import ReadingSession


class Gestures(QObject):
    """The session as the room uses it: every method returns whether it worked.

    No trouble of the world leaves as an exception; it is told by `troubleRaised`.
    """

    troubleRaised = Signal(str)
    noteStored = Signal(bool)

    def __init__(self, session: ReadingSession, parent: QObject | None = None) -> None:
        """Act on a session."""
        super().__init__(parent)
        self._session = session

    def find(self, annotation_id: str) -> Annotation | None:
        """Return an annotation, or None if it is gone."""
        try:
            return self._session.annotation(AnnotationId(annotation_id))
        except AnnotatorError:
            return None

    def highlight(
        self, article_id: ArticleId, category_id: CategoryId, rough: Span, snap: Snap
    ) -> bool:
        """Annotate what a rough selection means."""
        return self._attempt(
            partial(self._session.highlight, article_id, category_id, rough, snap=snap)
        )

    def save_note(self, annotation_id: AnnotationId, note: Note) -> bool:
        """Store technique, reason and rewrite."""
        return self._note(partial(self._session.revise, annotation_id, note))

    def save_answer(self, question_id: QuestionId, text: str) -> bool:
        """Store the answer to a question."""
        return self._note(partial(self._session.answer, question_id, text))

    def change_category(self, annotation_id: str, category_id: str) -> bool:
        """Give an annotation another category."""
        change = self._session.change_category
        return self._attempt(partial(change, AnnotationId(annotation_id), CategoryId(category_id)))

    def resize(self, annotation_id: AnnotationId, rough: Span, snap: Snap) -> bool:
        """Give an annotation another stretch."""
        return self._attempt(partial(self._session.resize, annotation_id, rough, snap))

    def place_again(
        self, annotation_id: AnnotationId, article_id: ArticleId, rough: Span, snap: Snap
    ) -> bool:
        """Give an annotation that lost its place new words."""
        again = self._session.place_again
        return self._attempt(partial(again, annotation_id, article_id, rough, snap))

    def remove_lost(self, annotation_ids: Sequence[AnnotationId]) -> bool:
        """Remove annotations that lost their place, in one step."""
        return self._attempt(partial(self._session.remove_lost, annotation_ids))

    def remove(self, annotation_ids: Sequence[AnnotationId]) -> bool:
        """Remove annotations in one step."""
        return self._attempt(partial(self._session.remove, annotation_ids))

    def undo(self) -> bool:
        """Take back the newest step."""
        return self._attempt(self._session.undo)

    def redo(self) -> bool:
        """Do the undone step again."""
        return self._attempt(self._session.redo)

    def remember(
        self,
        articles: Sequence[ArticleId],
        places: Mapping[ArticleId, int],
        layout: BoardLayout | None = None,
    ) -> bool:
        """Store which articles are open, how far each is read, and how they are arranged."""
        return self._attempt(partial(self._session.remember, articles, places, layout))

    def _note(self, gesture: Callable[[], object]) -> bool:
        stored = self._attempt(gesture)
        self.noteStored.emit(stored)
        return stored

    def _attempt(self, gesture: Callable[[], object]) -> bool:
        try:
            gesture()
        except AnnotatorError as trouble:
            self.troubleRaised.emit(str(trouble))
            return False
        return True
