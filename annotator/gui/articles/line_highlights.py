"""What is drawn on one line of text, measured, and what each category is drawn with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen, QPixmap

from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.highlight_colours import highlight_colours
from annotator.gui.articles.line_patterns import QUIET, line_pen
from annotator.gui.look.theme import Theme

LETTER_SIZE = 0.58


@dataclass(slots=True)
class LineHighlights:
    """What is drawn on one line of text, relative to the top left corner of its block.

    A row is the line of a lane: tiles, or the plain colour of one half of a double line. A
    frame is the edge of a box that somebody has instead.
    """

    area: Span
    baseline: float
    #: How far the words reach above the baseline, measured in running text.
    rise: float = 1.0
    fills: list[tuple[QRectF, QBrush]] = field(default_factory=list)
    rows: list[tuple[QRectF, QPixmap | QColor, QPointF]] = field(default_factory=list)
    frames: list[tuple[QRectF, Category]] = field(default_factory=list)
    bars: list[tuple[QPointF, float, Category]] = field(default_factory=list)
    letters: list[tuple[QPointF, Category]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LineStyle:
    """What one category is drawn with, made once."""

    tint: QBrush
    under: QPen
    bar: QPen
    letter: QColor
    letter_width: float


class LetterType(NamedTuple):
    """The font of letters in the margin, and how far they are apart."""

    font: QFont
    metrics: QFontMetricsF
    pitch: float
    height: float


@lru_cache(maxsize=32)
def letter_type(style: ReadingStyle) -> LetterType:
    """Return the letters beside a text, which all articles set alike share."""
    font = QFont(style.font)
    font.setPixelSize(max(9, round(style.em * LETTER_SIZE)))
    font.setBold(True)
    metrics = QFontMetricsF(font)
    return LetterType(font, metrics, metrics.horizontalAdvance("M") + 1, metrics.ascent() * 0.98)


@lru_cache(maxsize=256)
def ink_of(category: Category, theme: Theme, style: ReadingStyle) -> LineStyle:
    """Return what a category is drawn with in a theme, its letter measured in its font."""
    colours = highlight_colours(category, theme)
    scale = style.em / 19
    quiet = 1.0 if category.is_filled else QUIET
    return LineStyle(
        QBrush(QColor(colours.tint)),
        line_pen(colours.under, category.line, scale * quiet),
        line_pen(colours.line, category.line, scale * 1.4),
        QColor(colours.letter),
        letter_type(style).metrics.horizontalAdvance(category.letter),
    )
