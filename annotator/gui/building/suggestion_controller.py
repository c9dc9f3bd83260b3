"""Suggestions at work: shown, framed in the articles, put into the key, remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.domain.suggestions import ChoiceKind, Suggestion, SuggestionChoice
from annotator.gui.building.key_editing_controller import TITLE, KeyEditingController
from annotator.gui.building.suggestion_panel import CHANGE, DISMISS, SuggestionPanel
from annotator.gui.building.suggestion_provider import SuggestionProvider
from annotator.gui.errors import Interaction, told
from annotator.gui.widgets.language_worker import LanguageWorker
from annotator.gui.widgets.learning_dialog import LearningDialog
from annotator.session.drafting import DraftSession
from annotator.translation import _
from annotator.use_cases.drafting import DraftEditing


class SuggestionController(QObject):
    """What the teacher makes of suggestions, stored with what was known of each."""

    #: The ids that were put into the key, and whether they are to be changed there.
    accepted = Signal(object, bool)

    def __init__(
        self,
        session: DraftSession,
        editing: DraftEditing,
        keys: KeyEditingController,
        interaction: Interaction,
        parent: QObject | None = None,
    ) -> None:
        """Ask nothing before somebody looks at the panel."""
        super().__init__(parent)
        self._session = session
        self._editing = editing
        self._keys = keys
        self._interaction = interaction
        self._choices: list[SuggestionChoice] | None = None
        self.worker = LanguageWorker(self)
        self.source = SuggestionProvider(self.worker, editing.default_scheme(), self)
        self.source.prepare = editing.ranking.prepared
        self.panel = SuggestionPanel(self.source)
        self.panel.orderRequested.connect(self._show_order)
        self.panel.pointed.connect(self.point)
        self.panel.requested.connect(self._on_panel_requested)

    @property
    def choices(self) -> Sequence[SuggestionChoice]:
        """Return what the teacher made of suggestions, read when it is first asked for."""
        if self._choices is None:
            self._choices = list(self._editing.choices(self._session.draft.lesson.id))
        return self._choices

    def show_draft(self) -> None:
        """Leave out what is settled in the draft as it is now."""
        self.follow()
        self._show_key()

    def _show_key(self) -> None:
        draft = self._session.draft
        self.panel.show_key(draft.lesson, draft.key, self.choices)

    def follow(self) -> None:
        """Suggest for the article that the keyboard is in."""
        texts = self._keys.texts
        self.panel.show_article(texts.current if texts is not None else None)

    def _show_order(self) -> None:
        """Show whether the order of suggestions follows what was chosen before."""
        dialog = LearningDialog(self._editing.ranking, self.worker, self.panel)
        dialog.changed.connect(self._on_order_changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_order_changed(self) -> None:
        self.source.forget()
        self._show_key()

    def point(self, suggestion: Suggestion | None) -> None:
        """Frame what is suggested in the articles, while the panel is looked at."""
        texts = self._keys.texts
        if texts is None:
            return
        is_shown = self.panel.isVisible()
        offered = self.panel.offered if is_shown else ()
        at_hand = suggestion if is_shown else None
        for article in texts.lesson.articles:
            mine = [each.span for each in offered if each.article_id == article.id]
            is_here = at_hand is not None and at_hand.article_id == article.id
            texts.offer(article.id, mine, at_hand.span if at_hand and is_here else None)
        if at_hand is not None and self.panel.list.hasFocus():
            texts.board.view(at_hand.article_id).show_span(at_hand.span)

    def _on_panel_requested(self, what: str, chosen: Sequence[Suggestion]) -> None:
        if what == DISMISS:
            self._keep(chosen, ChoiceKind.DISMISSED)
            return
        made = self._keys.attempt(self._keys.editing.accept, chosen)
        if made:
            self._keep(chosen, ChoiceKind.CHANGED if what == CHANGE else ChoiceKind.ACCEPTED)
            self.accepted.emit(made, what == CHANGE)

    def _keep(self, chosen: Sequence[Suggestion], choice: ChoiceKind) -> None:
        lesson_id = self._session.draft.lesson.id
        with told(self._interaction, _(TITLE)):
            made = self._editing.keep_choices(lesson_id, chosen, choice)
            places = {each.place for each in made}
            self._choices = [each for each in self.choices if each.place not in places]
            self._choices += made
            self._show_key()
