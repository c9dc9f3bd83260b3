"""What a student's reading help means on the screen: the type, and the colours of the paper."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from annotator.gui.articles.article_document import SERIF, ReadingStyle
from annotator.gui.look.theme import DARK, FONT_FAMILY, LIGHT, Theme
from annotator.gui.look.wearing import current_theme
from annotator.settings import ReadingHelp

#: Papers that are light whatever the program wears, and their colour.
LIGHT_PAPERS = {"white": "#FFFFFF", "cream": "#FAF0D7", "grey": "#E3E2DE"}


def style_of(help_: ReadingHelp) -> ReadingStyle:
    """Return how articles are set for a student, in the text size that is worn."""
    return ReadingStyle(
        points=current_theme().text_size,
        line_height=help_.spacing,
        letters=help_.letters,
        typeface=SERIF if help_.typeface == "serif" else FONT_FAMILY,
        boxes=help_.boxes,
        line_numbers=help_.line_numbers,
        paper=help_.paper,
    )


@lru_cache(maxsize=32)
def paper_theme(theme: Theme, paper: str) -> Theme:
    """Return the colours of the sheets; high contrast stays as it is."""
    if theme.is_high_contrast:
        return theme
    if paper in LIGHT_PAPERS:
        return replace(LIGHT, surface=LIGHT_PAPERS[paper], text_size=theme.text_size)
    if paper == "dark":
        return replace(DARK, text_size=theme.text_size)
    return theme
