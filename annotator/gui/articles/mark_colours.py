"""The colours of a category's marks in a theme, with contrast that can be relied on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category
from annotator.gui.theme import Theme, blend, contrast

#: How much of its colour a category lays under the words.
TINT = 0.35
#: The least contrast (WCAG 2) of words on a tint, of lines and of letters.
WORDS_CONTRAST = 4.5
LINE_CONTRAST = 3.0
#: How strong the line under words is that have no tint: most of a text may be reporting.
QUIET = 0.62


@dataclass(frozen=True, slots=True)
class MarkColours:
    """What one category is drawn with: the tint under words, its line, its letter.

    `under` is the colour of the line under words where that is quieter than in the margin.
    """

    tint: str
    line: str
    letter: str
    under: str


@lru_cache(maxsize=256)
def mark_colours(category: Category, theme: Theme) -> MarkColours:
    """Return the colours of a category; its hue is kept, its lightness gives way to contrast."""
    tint = _tint(category, theme)
    more = 1.5 if theme.is_high_contrast else 1.0
    line = category.colour
    for ground in (theme.surface, tint):
        line = with_contrast(line, ground, LINE_CONTRAST * more, theme.text)
    letter = with_contrast(line, theme.surface, WORDS_CONTRAST * more, theme.text)
    is_quiet = not (category.is_filled or theme.is_high_contrast)
    under = blend(theme.surface, line, QUIET) if is_quiet else line
    return MarkColours(tint, line, letter, under)


def palette_of_marks(categories: Iterable[Category], theme: Theme) -> dict[CategoryId, MarkColours]:
    """Return the colours of every category of a scheme."""
    return {category.id: mark_colours(category, theme) for category in categories}


def with_contrast(colour: str, ground: str, ratio: float, towards: str) -> str:
    """Return the colour, moved towards another only as far as its contrast needs."""
    for step in range(21):
        moved = blend(colour, towards, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return towards


def _tint(category: Category, theme: Theme) -> str:
    if not category.is_filled:
        return theme.surface
    for step in range(int(TINT * 100), 0, -1):
        tint = blend(theme.surface, category.colour, step / 100)
        # Captions are set in the muted colour and can be annotated too.
        if min(contrast(theme.text, tint), contrast(theme.muted, tint)) >= WORDS_CONTRAST:
            return tint
    return theme.surface
