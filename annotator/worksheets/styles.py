"""Colours, line patterns, type styles and the geometry of the page."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category, LinePattern, Scheme
from annotator.worksheets.fonts import Face
from annotator.worksheets.sheets import PageOptions

#: Red, green and blue, each 0 to 1.
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
TEXT: Colour = (0.114, 0.114, 0.106)
QUIET: Colour = (0.36, 0.36, 0.34)
RULE: Colour = (0.78, 0.77, 0.74)
ACCENT: Colour = (0.059, 0.431, 0.455)
#: The largest type of running heads, legends and page numbers.
LARGEST_FURNITURE = 11.0
#: From this size on a page has no room for notes beside the text.
LARGE_PRINT = 14.0
#: Between two columns, and between two articles side by side, in points.
COLUMN_GAP, SPREAD_GAP = 20.0, 30.0
#: Share of the category's colour in the tint under the words.
TINT = 0.35
_PAPERS = {"a4": (595.2756, 841.8898), "letter": (612.0, 792.0)}


def parse_colour(text: str) -> Colour:
    """Return the colour of `#RRGGBB`; a colour that cannot be read is grey."""
    digits = text.lstrip("#")
    try:
        red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        return QUIET
    return red, green, blue


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return `share` of `colour` in `other`."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def contrast(colour: Colour, other: Colour = WHITE) -> float:
    """Return the contrast ratio of WCAG 2 between two colours, 1 to 21."""

    def luminance(of: Colour) -> float:
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in of]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, ratio: float = 4.6) -> Colour:
    """Return the colour darkened until it can be read on white."""
    share = 1.0
    while share > 0 and contrast(mixed(colour, BLACK, share)) < ratio:
        share -= 0.02
    return mixed(colour, BLACK, max(share, 0.0))


@dataclass(frozen=True, slots=True)
class CategoryInk:
    """How a category is drawn: its letter, line and colours; no tint in black and white.

    Without a line it is a tint alone, as in a heat map.
    """

    name: str
    letter: str
    line: LinePattern | None
    ink: Colour
    tint: Colour | None
    is_sentence: bool


def look_of(category: Category, *, bw: bool) -> CategoryInk:
    """Return how a category is drawn on paper."""
    colour = parse_colour(category.colour)
    fill = mixed(colour, WHITE, TINT) if category.is_filled and not bw else None
    return CategoryInk(
        name=category.name,
        letter=category.letter,
        line=category.line,
        ink=TEXT if bw else readable(colour) if category.is_filled else QUIET,
        tint=fill,
        is_sentence=category.is_sentence,
    )


def looks_of(scheme: Scheme, *, bw: bool) -> dict[CategoryId, CategoryInk]:
    """Return the looks of a scheme's categories in its order."""
    return {category.id: look_of(category, bw=bw) for category in scheme.categories}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; lengths in points."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: Colour = TEXT
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Styles:
    """The type styles of a worksheet, all in proportion to the size of the articles."""

    title: TextStyle
    headline: TextStyle
    heading: TextStyle
    label: TextStyle
    body: TextStyle
    subheading: TextStyle
    caption: TextStyle
    plain: TextStyle
    small: TextStyle
    note: TextStyle
    tiny: TextStyle


def styles_for(size: float) -> Styles:
    """Return the styles around articles set in `size` points."""

    def style(share: float, line: float, **rest: float) -> TextStyle:
        return TextStyle(round(size * share, 2), round(size * share * line, 2), **rest)  # type: ignore[arg-type]

    def bold(share: float, line: float, before: float, after: float) -> TextStyle:
        base = round(size * share, 2)
        return TextStyle(
            base,
            round(base * line, 2),
            Face.BOLD,
            before=round(before * size, 2),
            after=round(after * size, 2),
        )

    tiny = min(round(size * 0.68, 2), LARGEST_FURNITURE)
    return Styles(
        title=bold(1.9, 1.16, 0, 0.2),
        headline=bold(1.5, 1.18, 0.1, 0.35),
        heading=bold(1.14, 1.3, 1.3, 0.35),
        label=bold(0.82, 1.35, 0, 0),
        body=style(1.0, 1.55, after=round(size * 0.55, 2)),
        subheading=bold(1.04, 1.45, 0.5, 0.3),
        caption=TextStyle(
            round(size * 0.86, 2),
            round(size * 1.42, 2),
            Face.ITALIC,
            QUIET,
            after=round(size * 0.5, 2),
        ),
        plain=style(0.91, 1.42, after=round(size * 0.35, 2)),
        small=style(0.82, 1.34),
        note=style(0.75, 1.3, after=round(size * 0.42, 2)),
        tiny=TextStyle(tiny, round(tiny * 1.32, 2), colour=QUIET),
    )


#: The left margin, and that of pages to be punched: 25 mm, as holes stand 12 mm from the edge.
LEFT, PUNCHED = 50.0, 71.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where things stand on the page, in points from its lower left corner."""

    width: float
    height: float
    left: float = LEFT
    right: float = 44.0
    top: float = 60.0
    bottom: float = 70.0

    @property
    def measure(self) -> float:
        """Return the width of the type area."""
        return self.width - self.left - self.right

    @property
    def ceiling(self) -> float:
        """Return the top of the type area."""
        return self.height - self.top

    @property
    def depth(self) -> float:
        """Return the height of the type area."""
        return self.ceiling - self.bottom


def geometry_for(options: PageOptions) -> Geometry:
    """Return the page of the wanted paper, turned for a spread, with room for holes."""
    width, height = _PAPERS[options.paper]
    if options.spread:
        width, height = height, width
    left = PUNCHED if options.punched else LEFT
    tiny = styles_for(options.size).tiny
    return Geometry(width=width, height=height, left=left, bottom=46.0 + 3 * tiny.size)
