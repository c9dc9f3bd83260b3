"""Small drawings with a meaning: line patterns, outlines of missed items, signs, bars."""

from __future__ import annotations

from enum import StrEnum

from annotator.domain.scheme import LinePattern
from annotator.worksheets.pen import Pen
from annotator.worksheets.styles import QUIET, RULE, Colour, Look

#: Distance between the lines of overlapping highlights, and of the first from the baseline,
#: in points beside type of 11 points.
LANE = 2.7
FIRST_LANE = 3.0


class Sign(StrEnum):
    """A verdict as a drawing; words always stand beside it."""

    TICK = "tick"
    HALF = "half"
    CROSS = "cross"
    PLUS = "plus"
    TRAP = "trap"
    RING = "ring"


def draw_pattern(pen: Pen, look: Look, x1: float, x2: float, y: float, scale: float = 1.0) -> None:
    """Draw the line of a category from x1 to x2; `scale` is 1 beside type of 11 points."""
    if look.line is None:
        return
    if look.line is LinePattern.WAVY:
        pen.stroke(look.ink, 0.95 * scale)
        pen.wave(x1, x2, y, 1.7 * scale, 4.4 * scale)
    elif look.line is LinePattern.DASHED:
        pen.stroke(look.ink, 1.3 * scale, (4.5 * scale, 2.2 * scale))
        pen.line(x1, y, x2, y)
    elif look.line is LinePattern.DOUBLE:
        pen.stroke(look.ink, 0.6 * scale)
        pen.line(x1, y + 0.75 * scale, x2, y + 0.75 * scale)
        pen.line(x1, y - 0.75 * scale, x2, y - 0.75 * scale)
    else:
        pen.stroke(look.ink, 1.2 * scale, (0.01, 2.4 * scale), round_caps=True)
        pen.line(x1, y, x2, y)


def draw_side_bar(pen: Pen, look: Look, x: float, bottom: float, top: float) -> None:
    """Draw a category's line upright, in the margin beside its lines."""
    if look.line is LinePattern.DOUBLE:
        pen.stroke(look.ink, 0.6)
        pen.line(x - 0.85, bottom, x - 0.85, top)
        pen.line(x + 0.85, bottom, x + 0.85, top)
    elif look.line is LinePattern.DASHED:
        pen.stroke(look.ink, 1.1, (4.5, 2.2))
        pen.line(x, bottom, x, top)
    elif look.line is LinePattern.WAVY:
        pen.stroke(look.ink, 1.4)
        pen.line(x, bottom, x, top)
    else:
        pen.stroke(look.ink, 1.0, (0.01, 2.6), round_caps=True)
        pen.line(x, bottom, x, top)


def draw_missed_outline(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    """Draw the outline round words of the key that were not highlighted."""
    pen.stroke(QUIET, 0.7, (1.6, 1.6))
    pen.box(x, y, width, height)


def draw_sign(pen: Pen, sign: Sign, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a sign in a square of `size` whose lower left corner is (x, y)."""
    pen.stroke(colour, size * 0.15, round_caps=True)
    if sign is Sign.TICK:
        pen.path([(x, y + size * 0.45), (x + size * 0.35, y + size * 0.1), (x + size, y + size)])
    elif sign is Sign.CROSS:
        pen.line(x + size * 0.1, y + size * 0.1, x + size * 0.9, y + size * 0.9)
        pen.line(x + size * 0.1, y + size * 0.9, x + size * 0.9, y + size * 0.1)
    elif sign is Sign.PLUS:
        pen.line(x + size * 0.5, y + size * 0.05, x + size * 0.5, y + size * 0.95)
        pen.line(x + size * 0.05, y + size * 0.5, x + size * 0.95, y + size * 0.5)
    elif sign is Sign.TRAP:
        points = [(x, y), (x + size, y), (x + size / 2, y + size * 0.92), (x, y)]
        pen.path(points)
    elif sign is Sign.HALF:
        pen.fill(colour)
        pen.area(x + size * 0.04, y + size * 0.04, size * 0.46, size * 0.92)
        pen.box(x + size * 0.04, y + size * 0.04, size * 0.92, size * 0.92)
    else:
        pen.box(x + size * 0.12, y + size * 0.12, size * 0.76, size * 0.76)


def draw_bar(pen: Pen, x: float, y: float, width: float, share: float, colour: Colour) -> None:
    """Draw a bar that is filled to `share` of its width."""
    pen.fill(colour)
    pen.area(x, y, width * min(max(share, 0.0), 1.0), 5.0)
    pen.stroke(QUIET, 0.5)
    pen.box(x, y, width, 5.0)


def draw_rule(pen: Pen, x1: float, x2: float, y: float, width: float = 0.5) -> None:
    """Draw a quiet line across."""
    pen.stroke(RULE, width)
    pen.line(x1, y, x2, y)
