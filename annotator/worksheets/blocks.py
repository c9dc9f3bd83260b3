"""What stands below one another on a page: paragraphs, gaps, and how they are cut."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from copy import copy
from typing import Any, Self

from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.marks import draw_rule
from annotator.worksheets.styles import TextStyle
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Line, RightToLeftLine, Run

#: Lines that stay together at the foot and at the head of a page.
ORPHANS = 2
WIDOWS = 2


def cut_lines(count: int, fitting: int, *, anywhere: bool) -> int:
    """Return how many of `count` lines stay, so that no line stands alone; 0 for none.

    With `anywhere` a line may stand alone: there is no better place for it.
    """
    stay = min(fitting, count - WIDOWS)
    if stay >= ORPHANS:
        return stay
    return min(fitting, count - 1) if anywhere else 0


class PageBlock(ABC):
    """Something as wide as the type area, with a height, that can be cut in two."""

    before = 0.0
    after = 0.0
    keep_with_next = False
    opens_section = False

    @property
    @abstractmethod
    def height(self) -> float:
        """Return the height in points, without the space before and after."""

    @property
    def least(self) -> float:
        """Return the height that the smallest beginning of the block needs."""
        return self.height

    def cut(self, room: float, *, whole_page: bool) -> tuple[PageBlock, PageBlock] | None:
        """Return what fits into `room` and the rest, or None.

        With `whole_page` there is no more room on any page: cut wherever it goes.
        """
        del room, whole_page  # what is drawn in one piece cannot be cut
        return None

    @abstractmethod
    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the block with its upper left corner at (x, top)."""


class LineBlock(PageBlock):
    """Lines of one height, of which no one stands alone at the foot or head of a page."""

    lines: Sequence[Any]
    leading: float

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """Return the height of the lines that must stand together."""
        count = len(self.lines)
        return self.leading * (count if count < ORPHANS + WIDOWS else ORPHANS)

    def cut(self, room: float, *, whole_page: bool) -> tuple[PageBlock, PageBlock] | None:
        """Return the lines that fit and the rest."""
        fitting = int((room + 0.01) // self.leading)
        stay = cut_lines(len(self.lines), fitting, anywhere=whole_page)
        if stay <= 0:
            return None
        return self._part(0, stay), self._part(stay, len(self.lines))

    def _part(self, first: int, last: int) -> Self:
        part = copy(self)
        part.lines = self.lines[first:last]
        part.before = self.before if first == 0 else 0.0
        part.after = self.after if last == len(self.lines) else 0.0
        return part


class RuledLines(LineBlock):
    """Empty lines to write on."""

    def __init__(self, count: int, distance: float, width: float) -> None:
        self.lines = range(max(count, 1))
        self.leading = distance
        self._width = width

    @property
    def least(self) -> float:
        """Return the height of the lines that must stand together."""
        return min(len(self.lines), ORPHANS) * self.leading

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the lines."""
        with canvas.artifact():
            for number in range(1, len(self.lines) + 1):
                draw_rule(canvas, x, x + self._width, top - number * self.leading)


def show_lines(
    canvas: PdfCanvas,
    lines: Sequence[Line],
    runs: Sequence[Run],
    style: TextStyle,
    x: float,
    top: float,
    leading: float = 0.0,
) -> None:
    """Write broken lines from the top down; the text object must be open."""
    leading = leading or style.leading
    y = top - (leading + style.size * 0.66) / 2
    for line in lines:
        turned = isinstance(line, RightToLeftLine)
        for offset, index, text in line:
            run, colour = runs[index], runs[index].colour or style.colour
            shown = text.rstrip(" ") if turned else text
            canvas.show(x + offset, y, run.face, style.size, shown, colour, right_to_left=turned)
        y -= leading


class Paragraph(LineBlock):
    """Text in one style; every character is data."""

    def __init__(
        self,
        cache: LayoutCache,
        text: str | Sequence[Run],
        style: TextStyle,
        width: float,
        parent: Node,
        *,
        role: str = "P",
        indent: float = 0.0,
        bookmark: tuple[str, int] | None = None,
    ) -> None:
        self.runs: Sequence[Run] = [Run(text, style.face)] if isinstance(text, str) else text
        self.style, self.leading = style, style.leading
        self.lines: Sequence[Line] = cache.lines(self.runs, style.size, width - indent)
        self.parent = parent
        self.node = Node(role)
        self.indent = indent
        self.bookmark = bookmark
        self.before = style.before
        self.after = style.after
        self.keep_with_next = role.startswith("H")

    def _part(self, first: int, last: int) -> Self:
        part = super()._part(first, last)
        part.bookmark = self.bookmark if first == 0 else None
        return part

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Write the lines and set the bookmark."""
        if self.bookmark is not None:
            canvas.bookmark(*self.bookmark, top + 8)
        canvas.text_begins()
        canvas.mark_begins(self.node.under(self.parent))
        show_lines(canvas, self.lines, self.runs, self.style, x + self.indent, top)
        canvas.mark_ends()
        canvas.text_ends()
