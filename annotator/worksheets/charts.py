"""Small charts: how grades are distributed, and a scale of heat that is even to the eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from annotator.worksheets.blocks import Block
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_bar
from annotator.worksheets.pen import Pen
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import ACCENT, BLACK, QUIET, RULE, TEXT, Colour, Look, mixed
from annotator.worksheets.tables import Cell, CellDrawing
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.wording import share

#: Steps of the heat scale; its lightest and darkest CIE lightness, and the hue of its colours.
HEAT_STEPS = 5
_LIGHTEST, _DARKEST, _HUE, _MOST_CHROMA = 95.0, 63.0, 65.0, 58.0


def heat_look(step: int, *, bw: bool) -> Look:
    """Return how a stretch is tinted that many highlighted; steps from 1 to HEAT_STEPS."""
    reached = (step - 1) / (HEAT_STEPS - 1)
    chroma = 0.0 if bw else _MOST_CHROMA * (0.25 + 0.75 * reached)
    hue = radians(_HUE)
    lightness = _LIGHTEST + (_DARKEST - _LIGHTEST) * reached
    tint = rgb_of_lab(lightness, chroma * cos(hue), chroma * sin(hue))
    low, high = (step - 1) * 100 // HEAT_STEPS, step * 100 // HEAT_STEPS
    return Look(f"{low + 1}–{high} %", "", None, mixed(TEXT, BLACK, 0.9), tint, False)


def rgb_of_lab(lightness: float, a: float, b: float) -> Colour:
    """Return the sRGB colour of CIE L*a*b* under D65, cut to what a screen shows."""
    fy = (lightness + 16) / 116
    x, y, z = (
        white * (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29))
        for white, f in ((0.95047, fy + a / 500), (1.0, fy), (1.08883, fy - b / 200))
    )
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    red, green, blue = (_companded(min(max(value, 0.0), 1.0)) for value in linear)
    return red, green, blue


def _companded(value: float) -> float:
    return float(12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands below it, how high it is, and what stands above it."""

    name: str
    value: float
    said: str


class BarChart(Block):
    """Upright bars side by side, announced as one figure."""

    def __init__(
        self,
        setting: Setting,
        bars: Sequence[Bar],
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

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the bars from the base line up."""
        style, bw = self._setting.styles.small, self._setting.options.bw
        width = self._setting.measure / len(self._bars)
        thick = min(width * 0.68, self._setting.size * 4.5)
        base = top - style.leading - self._depth
        with pen.figure(self._node.under(self._parent)):
            pen.stroke(RULE, 0.6)
            pen.line(x, base, x + self._setting.measure, base)
            for number, bar in enumerate(self._bars):
                pen.fill(mixed(TEXT, (1.0, 1.0, 1.0), 0.55) if bw else ACCENT)
                left = x + (number + 0.5) * width - thick / 2
                if bar.value:
                    pen.area(left, base, thick, self._depth * bar.value / self._highest)
            pen.text_begins()
            for number, bar in enumerate(self._bars):
                middle = x + (number + 0.5) * width
                above = base + self._depth * bar.value / self._highest + style.size * 0.35
                self._show(pen, middle, above, bar.said, Face.BOLD)
                self._show(pen, middle, base - style.leading * 0.9, bar.name, Face.REGULAR)
            if self._below:
                middle = x + self._setting.measure / 2
                self._show(pen, middle, base - style.leading * 1.9, self._below, Face.ITALIC)
            pen.text_ends()

    def _show(self, pen: Pen, middle: float, y: float, text: str, face: Face) -> None:
        size = self._setting.styles.small.size
        colour = QUIET if face is Face.ITALIC else TEXT
        half = pen.typefaces.width(text, face, size) / 2
        pen.show(middle - half, y, face, size, text, colour)


def share_cell(setting: Setting, value: float) -> Cell:
    """Return a share in per cent with a bar that says the same."""
    return Cell((Run(share(value), Face.BOLD),), drawing=_bar(setting, value), right=True)


def _bar(setting: Setting, value: float) -> CellDrawing:
    style = setting.styles.small
    words = setting.cache.typefaces.width("100 % ", Face.BOLD, style.size)

    def draw(pen: Pen, x: float, top: float, cell: float) -> None:
        width = cell - words - 4.0
        if width > 2 * style.size:
            draw_bar(pen, x, top - style.leading / 2 - 2.5, width, value, QUIET)

    return draw
