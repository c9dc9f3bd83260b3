"""What one row of a list shows, as a value: a list's owner makes rows and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.translation import _

if TYPE_CHECKING:
    from annotator.gui.look.theme import Theme

#: The roles under which a model hands out the row and what the row was made of.
ROW = int(Qt.ItemDataRole.UserRole) + 1
ITEM = ROW + 1


class Tone(StrEnum):
    """The colour of a text, by its name in the look of the program."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    WARNING = "warning"
    DANGER = "danger"


class TitleStyle(Flag):
    """How the title is set."""

    PLAIN = 0
    BOLD = auto()
    ITALIC = auto()
    STRUCK = auto()


class Sign:
    """A small drawing at the left of a row; a frozen dataclass, so that rows can be compared."""

    @property
    def width(self) -> int:
        """Return its side in pixels."""
        return 18

    @property
    def spoken(self) -> str:
        """Return what a screen reader says of it."""
        return ""

    def draw(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        """Draw into a box; the pen has the colour of the row's title."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `is_checked` is None without a box.

    `spoken` is what a screen reader says, made of the parts where it is empty.
    """

    id: str
    title: str
    note: str = ""
    more: str = ""
    side: str = ""
    signs: tuple[Sign, ...] = ()
    tone: Tone = Tone.TEXT
    note_tone: Tone = Tone.MUTED
    more_tone: Tone = Tone.TEXT
    face: TitleStyle = TitleStyle.PLAIN
    is_checked: bool | None = None
    is_flagged: bool = False
    spoken: str = ""
    tip: str = ""

    @property
    def described(self) -> str:
        """Return the row as a screen reader says it; that it is checked is said by the view."""
        if self.spoken:
            return self.spoken
        signs = (sign.spoken for sign in self.signs)
        flag = _("flagged") if self.is_flagged else ""
        parts = (self.title, *signs, self.note, self.more, self.side, flag)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many lines each part of a row may take; what is longer ends in an ellipsis.

    Rows are all alike in height, or each as tall as its own words, with a hairline between them.
    """

    title: int = 1
    note: int = 0
    more: int = 0
    fits: bool = False


ONE_LINE = Shape()
TWO_LINES = Shape(note=1)
#: As much as there is to read, within reason.
WHOLE = Shape(title=12, note=30, fits=True)
