"""The builder's frame: the steps at the left, a step's work in the middle, help at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.identifiers import DraftId
from annotator.gui.errors import Interaction
from annotator.gui.theme import Theme
from annotator.session.drafting import DraftSession

if TYPE_CHECKING:
    from annotator.wiring.house import House


class BuilderScreen(QWidget):
    """One draft on the builder's desk."""

    backRequested = Signal()
    #: Emitted with the lesson that the teacher wants to see as a student.
    tryRequested = Signal(object)

    def __init__(
        self,
        house: House,
        theme: Theme,
        interaction: Interaction,
        draft_id: str,
        parent: QWidget | None = None,
    ) -> None:
        """Open the draft; raise UnknownThing if it is not here."""
        super().__init__(parent)
        self._house = house
        self._theme = theme
        self._interaction = interaction
        self.session = DraftSession(house.ports, DraftId(draft_id))
        QVBoxLayout(self)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme

    def enter(self) -> None:
        """Show the draft."""

    def leave(self) -> bool:
        """Store what is typed."""
        return True
