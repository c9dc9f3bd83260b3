"""Signs that rows of several screens have at their left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.gui.lists.row import Sign
from annotator.gui.widgets.outcome_signs import OutcomeSign, draw_sign
from annotator.translation import _

if TYPE_CHECKING:
    from annotator.gui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class OutcomeIcon(Sign):
    """What became of an item, or how far a hand-in is."""

    sign: OutcomeSign

    @property
    def spoken(self) -> str:
        """Return the meaning of the sign."""
        return _(self.sign.value) if self.sign.value else ""

    def draw(self, painter: QPainter, box: QRectF, _look: Theme) -> None:
        """Draw the sign in the colour of the title."""
        draw_sign(painter, self.sign, box, painter.pen().color().name())


@dataclass(frozen=True, slots=True)
class Number(Sign):
    """The place of a row in its order."""

    number: int

    def draw(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        """Draw the number, bold and muted."""
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(box, int(flags), str(self.number))


@dataclass(frozen=True, slots=True)
class Unknown(Sign):
    """A question mark in a dashed frame."""

    @property
    def width(self) -> int:
        """Return the side of a category's sign."""
        return 22

    def draw(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        """Draw the frame and the mark."""
        ink = painter.pen()
        painter.setPen(QPen(QColor(look.edge), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
