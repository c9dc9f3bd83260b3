"""What the teacher does to the key: each gesture is one step of the draft, or is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from annotator.domain.annotating import Add, Gesture, Note, Recategorise, Remove, Resize, Revise
from annotator.domain.annotations import Link
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, CategoryId, KeyId
from annotator.domain.keys import AnswerKey, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion
from annotator.gui.errors import Interaction
from annotator.services import key_drafts
from annotator.services.key_drafts import KeyEdit
from annotator.session.drafting import DraftSession

TITLE = "Answer key"


class KeyGestures:
    """Changes the key of a draft; a trouble is said and nothing is changed."""

    def __init__(self, session: DraftSession, interaction: Interaction) -> None:
        """Act on a draft."""
        self._session = session
        self._interaction = interaction

    @property
    def lesson(self) -> Lesson:
        """Return the lesson as it is now."""
        return self._session.draft.lesson

    @property
    def key(self) -> AnswerKey:
        """Return the key as it is now."""
        return self._session.draft.key

    def add(
        self, article_id: ArticleId, category_id: CategoryId, rough: Span, snap: Snap
    ) -> tuple[KeyId, ...]:
        """Put what a selection means into the key; return what stands there now."""
        return self._made(Add(article_id, category_id, rough, snap))

    def accept(self, suggestions: Sequence[Suggestion]) -> tuple[KeyId, ...]:
        """Put suggestions into the key in one step, their reasons as first explanations."""
        accept = partial(key_drafts.with_suggestions, self.lesson, self.key, suggestions)
        edit = self._attempt(accept)
        return edit.made if edit is not None else ()

    def save_note(self, wanted: str, note: Note) -> bool:
        """Store status, weight, technique and explanation of an entry."""
        return self._do(self._gesture(Revise(wanted, note)))

    def save_reason(self, sentence: UnscoredSentence, reason: str) -> bool:
        """Store why nobody can tell of a sentence."""
        return self.save_note(key_drafts.entry_id(sentence), Note(text=reason))

    def change_category(self, wanted: str, category_id: CategoryId) -> tuple[KeyId, ...]:
        """Give an entry another category; return its new id."""
        return self._made(Recategorise(wanted, category_id))

    def resize(self, wanted: str, rough: Span, snap: Snap) -> tuple[KeyId, ...]:
        """Move the ends of an entry; return its new id."""
        return self._made(Resize(wanted, rough, snap))

    def toggle_unscored(self, article_id: ArticleId, rough: Span) -> bool:
        """Say of sentences that one cannot tell, or take that back."""
        toggle = key_drafts.toggle_unscored
        return self._do(partial(toggle, self.lesson, self.key, article_id, rough))

    def remove(self, wanted: Sequence[str]) -> bool:
        """Take entries out of the key, unscored sentences too."""
        return self._do(self._gesture(Remove(tuple(wanted))))

    def add_link(self, places: Sequence[tuple[ArticleId, Span]]) -> bool:
        """Link places of different articles."""
        return self._do(partial(key_drafts.add_link, self.lesson, self.key, places))

    def revise_link(self, before: Link, after: Link) -> bool:
        """Give a link another title or other articles that it is missing in."""
        return self._do(partial(key_drafts.revise_link, self.key, before, after))

    def remove_link(self, link: Link) -> bool:
        """Take a link out of the key."""
        return self._do(partial(key_drafts.remove_link, self.key, link))

    def put(self, label: str, key: AnswerKey) -> bool:
        """Replace the whole key, such as by a merged one."""
        return self._do(lambda: KeyEdit(key, label))

    def _gesture(self, gesture: Gesture) -> Callable[[], KeyEdit]:
        return partial(key_drafts.changed_key, self.lesson, self.key, gesture)

    def _made(self, gesture: Gesture) -> tuple[KeyId, ...]:
        edit = self._attempt(self._gesture(gesture))
        return edit.made if edit is not None else ()

    def _do(self, gesture: Callable[[], KeyEdit]) -> bool:
        return self._attempt(gesture) is not None

    def _attempt(self, gesture: Callable[[], KeyEdit]) -> KeyEdit | None:
        try:
            edit = gesture()
            self._session.change(edit.label, replace(self._session.draft, key=edit.key))
        except AnnotatorError as trouble:
            self._interaction.tell(TITLE, str(trouble))
            return None
        return edit
