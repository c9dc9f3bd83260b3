"""The tools that all articles of a room share: the pen, the keys, the pop-up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.domain.scheme import Category
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.category_button import CategoryButton
from annotator.gui.articles.highlighter_mode import HighlighterButton, HighlighterMode
from annotator.gui.preferences import Preferences


class AnnotatingTools(QObject):
    """One pen for all articles, and whether single keys and the pop-up are wanted."""

    def __init__(self, buttons: Sequence[CategoryButton], parent: QObject | None = None) -> None:
        """Show on the category buttons what the pen holds."""
        super().__init__(parent)
        self.highlighter = HighlighterMode(self)
        self.highlighter_button = HighlighterButton(
            self.highlighter, [button.category for button in buttons]
        )
        self._buttons = tuple(buttons)
        self._views: list[ArticleView] = []
        self._preferences: Preferences | None = None
        self._single_keys = True
        self._offers = True
        self.highlighter.changed.connect(self._on_highlighter_changed)

    def follow(self, preferences: Preferences) -> None:
        """Keep to what a person prefers, also when it is changed in an open room."""
        self._preferences = preferences
        preferences.habitsChanged.connect(self._on_preferences_habits_changed)
        self._on_preferences_habits_changed()

    def _on_preferences_habits_changed(self) -> None:
        if self._preferences is not None:
            settings = self._preferences.settings
            self.set_habits(single_keys=settings.single_keys, popup=settings.selection_popup)

    def set_habits(self, *, single_keys: bool, popup: bool) -> None:
        """Let keys without a modifier act or not, and the pop-up come by itself or not."""
        self._single_keys, self._offers = single_keys, popup
        for view in self._views:
            self._equip(view)

    def join(self, view: ArticleView) -> None:
        """Give an article the room's tools."""
        self._views.append(view)
        self._equip(view)
        view.marking.set_highlighter(self.highlighter)

    def _equip(self, view: ArticleView) -> None:
        view.single_keys = self._single_keys
        view.aids.offers = self._offers
        if not self._offers:
            view.aids.dismiss()

    def _on_highlighter_changed(self, category: Category | None) -> None:
        for button in self._buttons:
            button.set_highlighter(holds=button.category == category)
