"""The colours of a category's marks in a theme, with contrast that can be relied on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category
from annotator.gui.look.theme import Theme, blend, contrast

#: How much of its colour a category lays under the words.
TINT = 0.35
#: The least contrast (WCAG 2) of words on a tint, of lines and of letters.
WORDS_CONTRAST = 4.5
LINE_CONTRAST = 3.0
#: How strong the line under words is that have no tint: most of a text may be plain statements.
QUIET = 0.62


@dataclass(frozen=True, slots=True)
class HighlightColours:
    """What one category is drawn with: the tint under words, its line, its letter.

    `under` is the colour of the line under words where that is quieter than in the margin.
    """

    tint: str
    line: str
    letter: str
    under: str


def highlight_colours(category: Category, theme: Theme) -> HighlightColours:
    """Return the colours of a category; its hue is kept, its lightness gives way to contrast."""
    grounds = (theme.surface, theme.text, theme.muted)
    return _colours(category.colour, category.is_filled, grounds, theme.is_high_contrast)


@lru_cache(maxsize=256)
def _colours(
    colour: str, is_filled: bool, grounds: tuple[str, str, str], is_high_contrast: bool
) -> HighlightColours:
    """Return the colours for a hue on a theme's surface, beside its text and muted text."""
    surface, text, _ = grounds
    tint = _tint(colour, *grounds) if is_filled else surface
    more = 1.5 if is_high_contrast else 1.0
    line = colour
    for ground in (surface, tint):
        line = with_contrast(line, ground, LINE_CONTRAST * more, text)
    letter = with_contrast(line, surface, WORDS_CONTRAST * more, text)
    is_quiet = not (is_filled or is_high_contrast)
    under = blend(surface, line, QUIET) if is_quiet else line
    return HighlightColours(tint, line, letter, under)


def palette_of_marks(
    categories: Iterable[Category], theme: Theme
) -> dict[CategoryId, HighlightColours]:
    """Return the colours of every category of a scheme."""
    return {category.id: highlight_colours(category, theme) for category in categories}


def with_contrast(colour: str, ground: str, ratio: float, towards: str) -> str:
    """Return the colour, moved towards another only as far as its contrast needs."""
    for step in range(21):
        moved = blend(colour, towards, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return towards


def _tint(colour: str, surface: str, text: str, muted: str) -> str:
    for step in range(int(TINT * 100), 0, -1):
        tint = blend(surface, colour, step / 100)
        # Captions are set in the muted colour and can be annotated too.
        if min(contrast(text, tint), contrast(muted, tint)) >= WORDS_CONTRAST:
            return tint
    return surface
