"""PDF pages drawn line by line, in any order, as other programs draw them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
FONT = "Helvetica"


@dataclass(frozen=True)
class Drawn:
    """One line of text at a place."""

    left: float
    base: float
    text: str
    size: float = 10.0


def wrapped(text: str, width: float, size: float = 10.0) -> list[str]:
    """Return a text in lines that fit into a width."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, FONT, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def column(
    texts: Sequence[str],
    left: float,
    top: float,
    width: float,
    *,
    size: float = 10.0,
    step: float = 12.5,
    gap: float = 7.0,
    indent: float = 0.0,
) -> list[Drawn]:
    """Return paragraphs as lines below each other."""
    found, base = [], top
    for text in texts:
        first = True
        for line in _indented(text, width, size, indent):
            found.append(Drawn(left + (indent if first else 0.0), base, line, size))
            base -= step
            first = False
        base -= gap
    return found


def _indented(text: str, width: float, size: float, indent: float) -> list[str]:
    lines = wrapped(text, width - indent, size)
    if not indent or len(lines) == 1:
        return lines
    return [lines[0], *wrapped(" ".join(lines[1:]), width, size)]


def pdf(
    *pages: Sequence[Drawn],
    order: int | None = None,
    by_letter: bool = False,
    extra: Callable[[Canvas, int], None] | None = None,
    lock: object = None,
    rotate: int = 0,
) -> bytes:
    """Return a PDF of these pages, its lines drawn in a random order, perhaps letter by letter."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (WIDTH, HEIGHT), invariant=1, encrypt=lock)
    for number, lines in enumerate(pages):
        drawn = [piece for line in lines for piece in (_letters(line) if by_letter else [line])]
        if order is not None:
            random.Random(order).shuffle(drawn)
        if rotate:
            canvas.setPageRotation(rotate)
        for each in drawn:
            canvas.setFont(FONT, each.size)
            canvas.drawString(each.left, each.base, each.text)
        if extra is not None:
            extra(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _letters(line: Drawn) -> list[Drawn]:
    """Return the letters of a line each at its place, and no spaces."""
    return [
        Drawn(line.left + stringWidth(line.text[:n], FONT, line.size), line.base, letter, line.size)
        for n, letter in enumerate(line.text)
        if letter != " "
    ]
