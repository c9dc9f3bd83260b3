"""Small drawings with a meaning: line patterns, outlines of missed items, signs, bars."""

from __future__ import annotations

from enum import StrEnum

from annotator.domain.scheme import LinePattern
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.styles import QUIET, RULE, CategoryInk, Colour

#: Distance between the lines of overlapping highlights, and of the first from the baseline,
#: in points beside type of 11 points.
LANE = 2.7
FIRST_LANE = 3.0


class VerdictSign(StrEnum):
    """A verdict as a drawing; words always stand beside it."""

    TICK = "tick"
    HALF = "half"
    CROSS = "cross"
    PLUS = "plus"
    TRAP = "trap"
    RING = "ring"


def draw_pattern(
    canvas: PdfCanvas, look: CategoryInk, x1: float, x2: float, y: float, scale: float = 1.0
) -> None:
    """Draw the line of a category from x1 to x2; `scale` is 1 beside type of 11 points."""
    if look.line in (None, LinePattern.NONE):
        return
    if look.line is LinePattern.WAVY:
        canvas.stroke(look.ink, 0.95 * scale)
        canvas.wave(x1, x2, y, 1.7 * scale, 4.4 * scale)
    elif look.line is LinePattern.DASHED:
        canvas.stroke(look.ink, 1.3 * scale, (4.5 * scale, 2.2 * scale))
        canvas.line(x1, y, x2, y)
    elif look.line is LinePattern.DOUBLE:
        canvas.stroke(look.ink, 0.6 * scale)
        canvas.line(x1, y + 0.75 * scale, x2, y + 0.75 * scale)
        canvas.line(x1, y - 0.75 * scale, x2, y - 0.75 * scale)
    elif look.line is LinePattern.DASH_DOT:
        canvas.stroke(look.ink, 1.3 * scale, (4.5 * scale, 1.8 * scale, 1.3 * scale, 1.8 * scale))
        canvas.line(x1, y, x2, y)
    else:
        canvas.stroke(look.ink, 1.2 * scale, (0.01, 2.4 * scale), round_caps=True)
        canvas.line(x1, y, x2, y)


def draw_side_bar(
    canvas: PdfCanvas, look: CategoryInk, x: float, bottom: float, top: float
) -> None:
    """Draw a category's line upright, in the margin beside its lines."""
    if look.line is LinePattern.DOUBLE:
        canvas.stroke(look.ink, 0.6)
        canvas.line(x - 0.85, bottom, x - 0.85, top)
        canvas.line(x + 0.85, bottom, x + 0.85, top)
    elif look.line is LinePattern.DASHED:
        canvas.stroke(look.ink, 1.1, (4.5, 2.2))
        canvas.line(x, bottom, x, top)
    elif look.line is LinePattern.DASH_DOT:
        canvas.stroke(look.ink, 1.1, (4.5, 1.8, 1.1, 1.8))
        canvas.line(x, bottom, x, top)
    elif look.line is LinePattern.WAVY:
        canvas.stroke(look.ink, 1.4)
        canvas.line(x, bottom, x, top)
    elif look.line is LinePattern.DOTTED:
        canvas.stroke(look.ink, 1.0, (0.01, 2.6), round_caps=True)
        canvas.line(x, bottom, x, top)


def draw_missed_outline(canvas: PdfCanvas, x: float, y: float, width: float, height: float) -> None:
    """Draw the outline round words of the key that were not highlighted."""
    canvas.stroke(QUIET, 0.7, (1.6, 1.6))
    canvas.box(x, y, width, height)


def draw_sign(
    canvas: PdfCanvas, sign: VerdictSign, x: float, y: float, size: float, colour: Colour
) -> None:
    """Draw a sign in a square of `size` whose lower left corner is (x, y)."""
    canvas.stroke(colour, size * 0.15, round_caps=True)
    if sign is VerdictSign.TICK:
        canvas.path([(x, y + size * 0.45), (x + size * 0.35, y + size * 0.1), (x + size, y + size)])
    elif sign is VerdictSign.CROSS:
        canvas.line(x + size * 0.1, y + size * 0.1, x + size * 0.9, y + size * 0.9)
        canvas.line(x + size * 0.1, y + size * 0.9, x + size * 0.9, y + size * 0.1)
    elif sign is VerdictSign.PLUS:
        canvas.line(x + size * 0.5, y + size * 0.05, x + size * 0.5, y + size * 0.95)
        canvas.line(x + size * 0.05, y + size * 0.5, x + size * 0.95, y + size * 0.5)
    elif sign is VerdictSign.TRAP:
        points = [(x, y), (x + size, y), (x + size / 2, y + size * 0.92), (x, y)]
        canvas.path(points)
    elif sign is VerdictSign.HALF:
        canvas.fill(colour)
        canvas.area(x + size * 0.04, y + size * 0.04, size * 0.46, size * 0.92)
        canvas.box(x + size * 0.04, y + size * 0.04, size * 0.92, size * 0.92)
    else:
        canvas.box(x + size * 0.12, y + size * 0.12, size * 0.76, size * 0.76)


def draw_bar(
    canvas: PdfCanvas, x: float, y: float, width: float, share: float, colour: Colour
) -> None:
    """Draw a bar that is filled to `share` of its width."""
    canvas.fill(colour)
    canvas.area(x, y, width * min(max(share, 0.0), 1.0), 5.0)
    canvas.stroke(QUIET, 0.5)
    canvas.box(x, y, width, 5.0)


def draw_rule(canvas: PdfCanvas, x1: float, x2: float, y: float, width: float = 0.5) -> None:
    """Draw a quiet line across."""
    canvas.stroke(RULE, width)
    canvas.line(x1, y, x2, y)
