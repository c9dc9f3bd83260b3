"""What the views on top of the classes have in common: a way back, and what each is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.gui.classes.dialog_frame import button
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import LayoutItem, Part, column, row, stretched
from annotator.translation import _


class ClassView(QWidget):
    """A view with a head: a back button, a title and a line below it, buttons at the right."""

    backRequested = Signal()

    def __init__(self, title: str, about: str) -> None:
        """Show a title and a line; `lay_out` puts the rest below."""
        super().__init__()
        self.back = button(_("Back"), _("Back to the class"), self.backRequested, kind="quiet")
        self._title = ElidedLabel(title, 1, "title")
        self._about = label(about, "muted")
        self.back.setIcon(themed_icon("arrow-left"))

    def lay_out(self, buttons: tuple[QPushButton, ...], *parts: Part) -> None:
        """Put buttons into the head, and the parts below it."""
        texts = stretched(column(self._title, self._about, spacing=0))
        column(
            row(self.back, SPACE_3, texts, *buttons, spacing=SPACE_2),
            *parts,
            LayoutItem(None),  # the room, where the table is hidden
            inside=self,
            spacing=SPACE_3,
            margins=(SPACE_6, SPACE_4, SPACE_6, SPACE_4),
        )

    @property
    def about(self) -> str:
        """Return the line below the title."""
        return self._about.text()

    def tell(self, about: str) -> None:
        """Show another line below the title."""
        self._about.setText(about)

    def enter(self) -> None:
        """Show how it is now."""

    def leave(self) -> bool:
        """Let go of what is under way; return whether the view can be left."""
        return True


def strip(*parts: Part, spacing: int = SPACE_2) -> QWidget:
    """Return parts beside each other as one widget, to be shown and hidden together."""
    made = QWidget()
    row(*parts, inside=made, spacing=spacing, margins=0)
    return made
