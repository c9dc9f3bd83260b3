"""Suggestions at work: shown, framed in the articles, put into the key, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.suggestions import ChoiceKind, Suggestion, SuggestionChoice
from annotator.gui.building.key_articles_panel import KeyArticlesPanel
from annotator.gui.building.key_gestures import TITLE, KeyGestures
from annotator.gui.building.suggestion_panel import CHANGE, DISMISS, SuggestionPanel
from annotator.gui.building.suggestion_provider import SuggestionProvider
from annotator.gui.errors import Interaction
from annotator.gui.look.theme import Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.language_worker import LanguageWorker
from annotator.gui.widgets.learning_dialog import LearningDialog
from annotator.services import offering
from annotator.services.reranking import with_ranking
from annotator.session.drafting import DraftSession

if TYPE_CHECKING:
    from annotator.use_cases.application import Application


class SuggestionController(QObject):
    """What the teacher makes of suggestions, stored with what was known of each."""

    #: The ids that were put into the key, and whether they are to be changed there.
    accepted = Signal(object, bool)

    def __init__(
        self,
        session: DraftSession,
        application: Application,
        gestures: KeyGestures,
        interaction: Interaction,
        parent: QObject | None = None,
    ) -> None:
        """Ask nothing before somebody looks at the panel."""
        theme = current_theme()
        super().__init__(parent)
        from annotator.use_cases.lessons import default_scheme

        self._session = session
        self._application = application
        self._gestures = gestures
        self._theme = theme
        self._interaction = interaction
        self._choices: list[SuggestionChoice] = []
        self._are_choices_read = False
        self.worker = LanguageWorker(self)
        self.source = SuggestionProvider(self.worker, default_scheme(), self)
        self.source.prepare = partial(with_ranking, ports=application.ports)
        self.panel = SuggestionPanel(self.source)
        self.texts: KeyArticlesPanel | None = None
        self.panel.orderRequested.connect(self._show_order)
        self.panel.pointed.connect(self.point)
        self.panel.requested.connect(self._on_panel_requested)

    def show_draft(self, theme: Theme) -> None:
        """Leave out what is settled in the draft as it is now."""
        draft, self._theme = self._session.draft, theme
        if not self._are_choices_read:
            found = offering.choices_of(self._application.ports, draft.lesson.id)
            self._choices, self._are_choices_read = list(found), True
        self.follow()
        self.panel.show_key(draft.lesson, draft.key, self._choices, theme)

    def follow(self) -> None:
        """Suggest for the article that the keyboard is in."""
        self.panel.show_article(self.texts.current if self.texts is not None else None)

    def _show_order(self) -> None:
        """Show whether the order of suggestions follows what was chosen before."""
        dialog = LearningDialog(self._application.ports, self.worker, self.panel)
        dialog.changed.connect(self._on_order_changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_order_changed(self) -> None:
        self.source.forget()
        draft = self._session.draft
        self.panel.show_key(draft.lesson, draft.key, self._choices, self._theme)

    def point(self, suggestion: Suggestion | None) -> None:
        """Frame what is suggested in the articles, while the panel is looked at."""
        if self.texts is None:
            return
        shown = self.panel.isVisible()
        offered = self.panel.offered if shown else ()
        for article in self.texts.lesson.articles:
            mine = [each.span for each in offered if each.article_id == article.id]
            at_hand = suggestion if shown else None
            current = None
            if at_hand is not None and at_hand.article_id == article.id:
                current = at_hand.span
            self.texts.offer(article.id, mine, current)
        if suggestion is not None and shown and self.panel.list.hasFocus():
            self.texts.board.view(suggestion.article_id).show_span(suggestion.span)

    def _on_panel_requested(self, what: str, chosen: Sequence[Suggestion]) -> None:
        if what == DISMISS:
            self._keep(chosen, ChoiceKind.DISMISSED)
            return
        made = self._gestures.accept(chosen)
        if made:
            self._keep(chosen, ChoiceKind.CHANGED if what == CHANGE else ChoiceKind.ACCEPTED)
            self.accepted.emit(made, what == CHANGE)

    def _keep(self, chosen: Sequence[Suggestion], choice: ChoiceKind) -> None:
        ports, draft = self._application.ports, self._session.draft
        try:
            made = offering.keep_choices(ports, draft.lesson.id, chosen, choice)
        except AnnotatorError as trouble:
            self._interaction.tell(TITLE, str(trouble))
            return
        places = {each.place for each in made}
        self._choices = [each for each in self._choices if each.place not in places]
        self._choices += made
        self.panel.show_key(draft.lesson, draft.key, self._choices, self._theme)
