"""Text broken into lines of a width, for whoever paints words itself."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

#: No line or two show as much as a whole article.
LONGEST = 2_000


def broken(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text in at most so many lines of a width; the last one ends in an ellipsis."""
    metrics, elide = QFontMetricsF(font), Qt.TextElideMode.ElideRight
    if most == 1:
        return [metrics.elidedText(" ".join(text[:LONGEST].split()), elide, width)]
    lines: list[str] = []
    for paragraph in text.splitlines():
        flat = " ".join(paragraph[:LONGEST].split())
        if flat:
            lines += _wrapped(flat, font, width)
        if len(lines) > most:
            break
    if len(lines) > most:
        lines[most - 1 :] = [metrics.elidedText(" ".join(lines[most - 1 :]), elide, width)]
    return lines


def _wrapped(text: str, font: QFont, width: float) -> list[str]:
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts UTF-16 units.
    units = text.encode("utf-16-le")
    return [
        units[2 * one : 2 * other].decode("utf-16-le", "replace").strip()
        for one, other in pairwise([*starts, len(units) // 2])
    ]
