"""Small charts: how grades are distributed, shares, and the looks of the heat scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.heat_scale import ON_PAPER, ON_PAPER_GREY, heat_range
from annotator.domain.wording import share_text
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_bar
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import ACCENT, BLACK, QUIET, RULE, TEXT, CategoryInk, mixed
from annotator.worksheets.tables import TableCell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run


def heat_look(step: int, *, bw: bool) -> CategoryInk:
    """Return how a stretch is tinted that many highlighted; steps from 1 to HEAT_STEPS."""
    low, high = heat_range(step)
    tint = (ON_PAPER_GREY if bw else ON_PAPER).colour(step)
    return CategoryInk(f"{low}–{high} %", "", None, mixed(TEXT, BLACK, 0.9), tint, False)


@dataclass(frozen=True, slots=True)
class PaperBar:
    """One bar: what stands below it, how high it is, and what stands above it."""

    name: str
    value: float
    said: str


class BarChart(PageBlock):
    """Upright bars side by side, announced as one figure."""

    def __init__(
        self,
        setting: Setting,
        bars: Sequence[PaperBar],
        alt: str,
        parent: Node,
        *,
        below: str = "",
        highest: float = 0.0,
    ) -> None:
        self._setting = setting
        self._bars = bars
        self._node = Node("Figure", alt=alt)
        self._parent = parent
        self._below = below
        self._highest = highest or max((bar.value for bar in bars), default=0.0) or 1.0
        self._depth = setting.size * 8.0
        self.after = setting.size * 0.8

    @property
    def height(self) -> float:
        """Return the height with the words below."""
        return self._depth + self._setting.styles.small.leading * (3 if self._below else 2)

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the bars from the base line up."""
        style, bw = self._setting.styles.small, self._setting.options.bw
        width = self._setting.measure / len(self._bars)
        thick = min(width * 0.68, self._setting.size * 4.5)
        base = top - style.leading - self._depth
        with canvas.figure(self._node.under(self._parent)):
            canvas.stroke(RULE, 0.6)
            canvas.line(x, base, x + self._setting.measure, base)
            for number, bar in enumerate(self._bars):
                canvas.fill(mixed(TEXT, (1.0, 1.0, 1.0), 0.55) if bw else ACCENT)
                left = x + (number + 0.5) * width - thick / 2
                if bar.value:
                    canvas.area(left, base, thick, self._depth * bar.value / self._highest)
            canvas.text_begins()
            for number, bar in enumerate(self._bars):
                middle = x + (number + 0.5) * width
                above = base + self._depth * bar.value / self._highest + style.size * 0.35
                self._show(canvas, middle, above, bar.said, Face.BOLD)
                self._show(canvas, middle, base - style.leading * 0.9, bar.name, Face.REGULAR)
            if self._below:
                middle = x + self._setting.measure / 2
                self._show(canvas, middle, base - style.leading * 1.9, self._below, Face.ITALIC)
            canvas.text_ends()

    def _show(self, canvas: PdfCanvas, middle: float, y: float, text: str, face: Face) -> None:
        size = self._setting.styles.small.size
        colour = QUIET if face is Face.ITALIC else TEXT
        half = canvas.typefaces.width(text, face, size) / 2
        canvas.show(middle - half, y, face, size, text, colour)


def share_cell(setting: Setting, value: float) -> TableCell:
    """Return a share in per cent with a bar that says the same."""
    return number_cell(setting, share_text(value), value, "100 % ")


def number_cell(setting: Setting, said: str, share: float, longest: str) -> TableCell:
    """Return a number with a bar that says the same, beside room for the `longest` number."""
    style = setting.styles.small
    words = setting.cache.typefaces.width(longest, Face.BOLD, style.size)

    def draw(canvas: PdfCanvas, x: float, top: float, cell: float) -> None:
        width = cell - words - 4.0
        if width > 2 * style.size:
            draw_bar(canvas, x, top - style.leading / 2 - 2.5, width, share, QUIET)

    return TableCell((Run(said, Face.BOLD),), drawing=draw, right=True)
