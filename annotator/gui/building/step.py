"""What every step of the builder is: one widget on one draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError
from annotator.domain.lessons import Lesson
from annotator.gui.errors import Interaction
from annotator.session.drafting import DraftSession
from annotator.translation import _
from annotator.use_cases.drafting import DraftEditing


class BuilderStep(QWidget):
    """One step of building a lesson: shows a draft and changes it through its session.

    The builder calls `show_draft` when the step is shown and after every change of the draft
    that happens meanwhile, also one of the step's own and an undone one. A step announces with
    `jumpRequested` that another step should open: its key, and there the article and what in
    it, such as a key annotation; both may be empty. That step's `go_to` is called then.
    """

    jumpRequested = Signal(str, str, str)
    #: Emitted when `problems` may be another number without a change of the draft.
    problemsChanged = Signal()

    key: ClassVar[str] = ""
    #: Above what is told when a change cannot be stored.
    trouble_title: ClassVar[str] = ""
    #: Plain text, paragraphs separated by an empty line, for the help at the right.
    help_text: ClassVar[str] = ""

    def __init__(
        self,
        session: DraftSession,
        editing: DraftEditing,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Make the parts; nothing is shown before `show_draft`."""
        super().__init__(parent)
        self.session = session
        self.editing = editing
        self.interaction = interaction
        self._build()

    def _build(self) -> None:
        """Make the parts of the step."""

    def show_draft(self) -> None:
        """Show the draft as it is now, keeping the place and the keyboard where possible."""

    def leave(self) -> bool:
        """Store what is typed; return False if it cannot be left now."""
        return True

    def change(self, label: str, make: Callable[[LessonDraft], LessonDraft]) -> bool:
        """Store what a function makes of the draft as one step; return whether that was done."""
        try:
            self.session.change(label, make(self.session.draft))
        except AnnotatorError as trouble:
            self.refuse(trouble)
            return False
        return True

    def change_lesson(self, label: str, make: Callable[[Lesson], Lesson]) -> bool:
        """Store what a function makes of the draft's lesson as one step."""
        return self.change(label, lambda draft: replace(draft, lesson=make(draft.lesson)))

    def refuse(self, trouble: AnnotatorError) -> None:
        """Say why a change was not stored."""
        self.interaction.tell(_(self.trouble_title), str(trouble))

    def problems(self) -> int:
        """Return how many things of this step stand in the way of publishing."""
        return 0

    def go_to(self, article_id: str, item_id: str) -> None:
        """Show an article or something in it, where the step has such."""
