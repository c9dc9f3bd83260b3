"""Categories as signs of rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.domain.scheme import Category
from annotator.gui.articles.highlight_colours import highlight_colours
from annotator.gui.articles.line_patterns import draw_chip
from annotator.gui.lists.row import Sign
from annotator.gui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class CategoryChip(Sign):
    """The letter of a category on its tint, over its line; the row's words name it."""

    category: Category

    @property
    def width(self) -> int:
        """Return its side in pixels."""
        return 22

    def draw(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        """Draw the chip."""
        draw_chip(painter, box, self.category, look)


@dataclass(frozen=True, slots=True)
class CategoryLetter(Sign):
    """The letter of a category alone, in its colour."""

    category: Category

    @property
    def width(self) -> int:
        """Return the room of a letter."""
        return 12

    @property
    def spoken(self) -> str:
        """Return the letter."""
        return self.category.letter

    def draw(self, painter: QPainter, box: QRectF, look: Theme) -> None:
        """Draw the letter."""
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(highlight_colours(self.category, look).letter))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(box, int(flags), self.category.letter)
