"""How one document is set: options, type, page and looks, and the blocks they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Lesson
from annotator.worksheets.blocks import PageBlock, Paragraph
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.marks import VerdictSign, draw_sign
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.styles import (
    ACCENT,
    LARGE_PRINT,
    QUIET,
    TEXT,
    CategoryInk,
    Colour,
    Geometry,
    Styles,
    TextStyle,
    geometry_for,
    looks_of,
    styles_for,
)
from annotator.worksheets.tables import CellContent, Table, TableCell, cell_of
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run

_SIGN_COLOURS: Mapping[VerdictSign, Colour] = {
    VerdictSign.TICK: (0.05, 0.42, 0.25),
    VerdictSign.HALF: (0.52, 0.34, 0.0),
    VerdictSign.CROSS: (0.66, 0.1, 0.1),
    VerdictSign.TRAP: (0.66, 0.1, 0.1),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that decides how a document looks."""

    cache: LayoutCache
    options: PageOptions
    styles: Styles
    geometry: Geometry
    looks: Mapping[CategoryId, CategoryInk]
    measure: float

    def narrowed(self, measure: float) -> Setting:
        """Return the setting of a narrower column."""
        return replace(self, measure=measure)

    @property
    def gutter(self) -> float:
        """Return the room at the left of an article for line numbers and sentence bars."""
        return 20.0 + self.size

    @property
    def is_large_print(self) -> bool:
        """Return whether type is so large that everything stands below one another."""
        return self.size >= LARGE_PRINT

    @property
    def size(self) -> float:
        """Return the type size of the articles."""
        return self.options.size

    @property
    def accent(self) -> Colour:
        """Return the colour of small headings."""
        return TEXT if self.options.bw else ACCENT

    def paragraph(
        self,
        text: str | Sequence[Run],
        style: TextStyle,
        parent: Node,
        *,
        role: str = "P",
        bookmark: tuple[str, int] | None = None,
    ) -> Paragraph:
        """Return a paragraph as wide as the measure."""
        return Paragraph(
            self.cache, text, style, self.measure, parent, role=role, bookmark=bookmark
        )

    @property
    def kicker(self) -> TextStyle:
        """Return the style of the small line over a title."""
        return replace(self.styles.label, colour=self.accent, after=1.0)

    def opening(
        self, kicker: str, title: str, parent: Node, *, bookmark: str = ""
    ) -> list[PageBlock]:
        """Return the title of a document under the small line that says what it is."""
        entry = (bookmark or kicker, 0)
        return [
            self.paragraph(kicker, self.kicker, parent),
            self.paragraph(title, self.styles.title, parent, role="H1", bookmark=entry),
        ]

    def table(
        self,
        parent: Node,
        shares: Sequence[float],
        heads: Sequence[str],
        rows: Iterable[Sequence[CellContent]],
        *,
        numbers_from: int | None = None,
        row_heads: bool = True,
        style: TextStyle | None = None,
        before: float = 0.0,
    ) -> Table:
        """Return a table as wide as the measure, which its columns share.

        Words of columns from `numbers_from` on stand at the right; a cell that is ready says
        for itself where its words stand.
        """

        def cells(row: Iterable[CellContent]) -> list[TableCell]:
            first = len(heads) if numbers_from is None else numbers_from
            return [cell_of(content, right=n >= first) for n, content in enumerate(row)]

        table = Table(
            self.cache,
            self.styles,
            [share * self.measure for share in shares],
            cells(heads),
            [cells(row) for row in rows],
            parent,
            style=style or self.styles.small,
            row_heads=row_heads,
        )
        table.before = before
        return table

    def chapter(self, text: str, parent: Node) -> Paragraph:
        """Return the heading of a part that stands beside the articles, with its bookmark."""
        style = replace(self.styles.headline, before=self.size * 2.4)
        block = self.paragraph(text, style, parent, role="H2", bookmark=(text, 0))
        block.opens_section = True
        return block

    def listed(self, texts: Sequence[str], parent: Node) -> list[Paragraph]:
        """Return paragraphs that are items of one list; each begins with its number."""
        node = Node("L", attributes="/O/List/ListNumbering/Decimal", home=parent)
        style = replace(self.styles.small, after=self.size * 0.28)
        return [self.paragraph(text, style, Node("LI", home=node), role="LBody") for text in texts]

    def heading(
        self, text: str, parent: Node, *, level: int = 2, bookmark: tuple[str, int] | None = None
    ) -> Paragraph:
        """Return a heading that stays with what follows it."""
        style = replace(self.styles.heading, colour=self.accent)
        return self.paragraph(text, style, parent, role=f"H{level}", bookmark=bookmark)

    def draw_sign(
        self, canvas: PdfCanvas, sign: VerdictSign, style: TextStyle, x: float, top: float
    ) -> None:
        """Draw a verdict at the left of a first line in `style` whose top is `top`."""
        colour = TEXT if self.options.bw else _SIGN_COLOURS.get(sign, QUIET)
        y = top - (style.leading + style.size * 0.66) / 2
        draw_sign(canvas, sign, x, y, style.size * 0.72, colour)


def setting_for(lesson: Lesson, options: PageOptions, cache: LayoutCache | None = None) -> Setting:
    """Return the setting of a lesson's document."""
    looks = looks_of(lesson.scheme, bw=options.bw)
    return replace(plain_setting(options, cache), looks=looks)


def plain_setting(options: PageOptions, cache: LayoutCache | None = None) -> Setting:
    """Return the setting of a document that belongs to no one lesson."""
    geometry = geometry_for(options)
    return Setting(
        cache=cache or LayoutCache(),
        options=options,
        styles=styles_for(options.size),
        geometry=geometry,
        looks={},
        measure=geometry.measure,
    )
