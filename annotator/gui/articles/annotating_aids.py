"""What floats over the text of an article: pop-up, card and handles."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.scheme import Category
from annotator.gui.articles.annotated_text import AnnotatedText
from annotator.gui.articles.article_places import ArticlePlaces
from annotator.gui.articles.hover_card import CARET_REST, REST, HoverCard
from annotator.gui.articles.resize_handles import GRIP, ResizeHandles
from annotator.gui.articles.selection_popup import SelectionPopup
from annotator.gui.look.theme import SPACE_1, SPACE_2


class AnnotatingAids(QObject):
    """The floating helpers of one article view: each is shown only while it helps.

    Pop-up and card are made when they are first needed, so that opening an article waits
    for neither.
    """

    categoryChosen = Signal(object)
    popupLeft = Signal()

    def __init__(
        self,
        page: AnnotatedText,
        places: ArticlePlaces,
        viewport: QWidget,
        categories: Iterable[Category],
    ) -> None:
        """Lie hidden over a viewport."""
        super().__init__(viewport)
        self._page = page
        self._viewport = viewport
        self._categories = tuple(categories)
        self._places = places
        #: Whether the pop-up comes by itself beside what was selected.
        self.offers = True
        self._popup: SelectionPopup | None = None
        self._card: HoverCard | None = None
        self.handles = ResizeHandles(page, places, viewport)

    @property
    def popup(self) -> SelectionPopup:
        """Return the pop-up with the categories."""
        if self._popup is None:
            self._popup = SelectionPopup(self._categories, self._viewport)
            self._popup.chosen.connect(self.categoryChosen)
            self._popup.left.connect(self.popupLeft)
        return self._popup

    @property
    def card(self) -> HoverCard:
        """Return the card that tells of annotations."""
        if self._card is None:
            self._card = HoverCard(self._viewport)
        return self._card

    @property
    def _offers_now(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _withdraw(self) -> None:
        if self._card is not None:
            self._card.withdraw()

    def offer(self) -> bool:
        """Show the pop-up at the selection; return whether there is one."""
        span = self._page.selection()
        if not span or not self.offers:
            return False
        self._withdraw()
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
        if place is None or self._offers_now:
            self._withdraw()
        else:
            self._tell(place, REST)

    def note_caret(self) -> None:
        """Put away what belongs to the old place; tell of the annotations at the new one."""
        self._dismiss_popup()
        self.handles.hold_selection &= bool(self._page.selection())
        self.handles.follow()
        if self._page.hasFocus() and not self._page.selection():
            self._tell(self._page.caret(), CARET_REST)
        else:
            self._withdraw()

    def _tell(self, place: int, rest: int) -> None:
        layers = self._page.layers_at(place)
        if layers:
            self.card.announce(layers, self._places.line_at(place), rest)
        else:
            self._withdraw()

    def _dismiss_popup(self) -> None:
        if self._popup is not None:
            self._popup.dismiss()

    def dismiss(self) -> bool:
        """Put pop-up and card away; return whether the pop-up was there."""
        self._withdraw()
        was_there = self._offers_now
        self._dismiss_popup()
        return was_there

    def note_scroll(self) -> None:
        """Follow the text, or go where that is out of sight."""
        self._withdraw()
        self._dismiss_popup()
        self.handles.follow()
