"""What floats over the text of an article: pop-up, card and handles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QWidget

from annotator.domain.scheme import Category
from annotator.gui.articles import resize_handles
from annotator.gui.articles.article_places import ArticlePlaces
from annotator.gui.articles.hover_card import CARET_REST, REST, HoverCard, Layer
from annotator.gui.articles.resize_handles import GRIP, ResizeHandles
from annotator.gui.articles.selection_popup import SelectionPopup
from annotator.gui.theme import SPACE_1, SPACE_2, Theme


class Page(resize_handles.Page, Protocol):
    """What the aids need of the view."""

    def caret(self) -> int:
        """Return the place of the caret."""

    def hasFocus(self) -> bool:
        """Return whether the keyboard is here."""

    def layers_at(self, position: int) -> list[Layer]:
        """Return the annotations on a code point, innermost first."""


class MarkingAids:
    """The floating helpers of one article view: each is shown only while it helps."""

    def __init__(
        self,
        page: Page,
        places: ArticlePlaces,
        viewport: QWidget,
        categories: Iterable[Category],
        theme: Theme,
    ) -> None:
        """Lie hidden over a viewport."""
        self._page = page
        self._places = places
        #: Whether the pop-up comes by itself beside what was selected.
        self.offers = True
        self.popup = SelectionPopup(categories, theme, viewport)
        self.card = HoverCard(theme, viewport)
        self.handles = ResizeHandles(page, places, viewport)
        self.handles.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.popup.set_theme(theme)
        self.card.set_theme(theme)
        self.handles.set_theme(theme)

    def offer(self) -> bool:
        """Show the pop-up at the selection; return whether there is one."""
        span = self._page.selection()
        if not span or not self.offers:
            return False
        self.card.withdraw()
        # Handles hang below a finger's selection; they stay free.
        gap = GRIP + SPACE_1 if self.handles.hold_selection else SPACE_2
        self.popup.show_beside(
            self._places.line_at(span.start), self._places.line_at(span.end), gap
        )
        return True

    def enter_popup(self) -> bool:
        """Show the pop-up and give it the keyboard; return whether there is a selection."""
        if not self.offer():
            return False
        self.popup.enter()
        return True

    def hover(self, point: QPointF) -> None:
        """Tell of the annotations under the pointer, once it rests."""
        place = self._places.under(point)
        if place is None or self.popup.isVisible():
            self.card.withdraw()
        else:
            self._tell(place, REST)

    def note_caret(self) -> None:
        """Put away what belongs to the old place; tell of the annotations at the new one."""
        self.popup.dismiss()
        self.handles.hold_selection &= bool(self._page.selection())
        self.handles.follow()
        if self._page.hasFocus() and not self._page.selection():
            self._tell(self._page.caret(), CARET_REST)
        else:
            self.card.withdraw()

    def _tell(self, place: int, rest: int) -> None:
        layers = self._page.layers_at(place)
        self.card.announce(layers, self._places.line_at(place) if layers else QRect(), rest)

    def dismiss(self) -> bool:
        """Put pop-up and card away; return whether the pop-up was there."""
        self.card.withdraw()
        was_there = self.popup.isVisible()
        self.popup.dismiss()
        return was_there

    def note_scroll(self) -> None:
        """Follow the text, or go where that is out of sight."""
        self.card.withdraw()
        self.popup.dismiss()
        self.handles.follow()
