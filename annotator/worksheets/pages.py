"""Pages: blocks flow down them, with a running head, a legend and page numbers on each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.worksheets.blocks import Block
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_missed_outline, draw_pattern, draw_rule, draw_side_bar
from annotator.worksheets.pen import Pen
from annotator.worksheets.styles import QUIET, TEXT, Geometry, Look, Styles
from annotator.worksheets.tagging import Node, TaggedCanvas
from annotator.worksheets.typesetting import LayoutCache

#: Stands for the number of pages until it is known: no text is ever written with this byte.
_TOTAL = "\x01"
#: Stands for how far the page number moves when the total does not have two digits.
_SHIFT = "\x02"
#: From a letter of the legend to its name, as a share of the type size.
LETTER = 1.1
#: Between two entries of the legend, and its smallest type, in points.
LEGEND_GAP, SMALLEST = 14.0, 4.5
#: The share of a page that must be free for an article to begin there.
OPENING = 0.5


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page: words at the head and foot, and the legend.

    `outlined` says what an outline round words means; empty where there are none.
    """

    head_left: str
    head_right: str
    foot: str
    looks: Sequence[Look]
    outlined: str = "missed"


@dataclass(frozen=True, slots=True)
class Legend:
    """The row of signs at the foot of each page, placed once."""

    entries: Sequence[tuple[float, Look | None, str]]
    size: float


class Pages:
    """Sets blocks one below the other and begins new pages where they are full."""

    def __init__(
        self,
        cache: LayoutCache,
        styles: Styles,
        geometry: Geometry,
        furniture: Furniture,
        *,
        title: str,
        language: str,
    ) -> None:
        self.geometry = geometry
        self.styles = styles
        self._typefaces = cache.typefaces
        self._furniture = furniture
        self.canvas = TaggedCanvas(
            io.BytesIO(),
            page_size=(geometry.width, geometry.height),
            title=title,
            language=language,
            font_name=Face.REGULAR.value,
        )
        self.pen = Pen(self.canvas, cache.typefaces)
        self._legend = self._placed_legend()
        self._y = geometry.ceiling
        self._is_empty = True

    def section(self) -> Node:
        """Return a new section of the document."""
        return Node("Sect").under(self.canvas.document)

    def set(self, blocks: Sequence[Block]) -> None:
        """Set the blocks; headings stay with what follows them."""
        for number, block in enumerate(blocks):
            if block.opens_section and self._room(block) < OPENING * self.geometry.depth:
                self._new_page()
            if not self._is_empty and self._needed(blocks, number) > self._room(block):
                self._new_page()
            self._set_block(block)

    def finished(self) -> bytes:
        """Close the last page and return the file."""
        self._close_page()
        total = str(self.canvas.page_index)
        self.canvas.replace_on_pages(_TOTAL, total)
        size = self.styles.tiny.size
        room, taken = (self._typefaces.width(t, Face.REGULAR, size) for t in ("00", total))
        self.canvas.replace_on_pages(_SHIFT, f"{room - taken:.2f}")
        return self.canvas.finished()

    # -- flow ------------------------------------------------------------------------------------

    def _room(self, block: Block) -> float:
        gap = 0.0 if self._is_empty else block.before
        return self._y - self.geometry.bottom - gap

    def _needed(self, blocks: Sequence[Block], number: int) -> float:
        """Return the room for the block and for what may not be parted from it."""
        needed = 0.0
        while number < len(blocks) - 1 and blocks[number].keep_with_next:
            needed += blocks[number].height + blocks[number].after + blocks[number + 1].before
            number += 1
        return min(needed + blocks[number].least, self.geometry.depth)

    def _set_block(self, block: Block) -> None:
        while block.height > self._room(block) + 0.01:
            pieces = block.cut(self._room(block), whole_page=self._is_empty)
            if pieces is None:
                if self._is_empty:
                    break
                self._new_page()
                continue
            first, block = pieces
            self._draw(first)
            self._new_page()
        self._draw(block)

    def _draw(self, block: Block) -> None:
        top = self._y - (0.0 if self._is_empty else block.before)
        block.draw(self.pen, self.geometry.left, top)
        self._y = top - block.height - block.after
        self._is_empty = False

    def _new_page(self) -> None:
        if not self._is_empty:
            self._close_page()

    def _close_page(self) -> None:
        with self.pen.artifact():
            self._draw_furniture()
        self.canvas.showPage()
        self._y = self.geometry.ceiling
        self._is_empty = True

    # -- furniture ---------------------------------------------------------------------------------

    def _draw_furniture(self) -> None:
        page, pen = self.geometry, self.pen
        right = page.width - page.right
        is_first = self.canvas.page_index == 0
        if not is_first:
            draw_rule(pen, page.left, right, page.height - page.top + 16)
        draw_rule(pen, page.left, right, page.bottom - 14)
        base = page.bottom - 28
        for x, look, name in self._legend.entries:
            self._draw_legend_mark(x, base, look, name)
        pen.text_begins()
        for x, look, name in self._legend.entries:
            self._show_legend_name(x, base, look, name)
        if not is_first:
            self._show_head(page.height - page.top + 22)
        foot = self._fitting(self._furniture.foot, page.measure * 0.75)
        self._show_quiet(page.left, page.bottom - 46, foot)
        pen.text_ends()
        self._show_page_number(right, page.bottom - 46)

    def _draw_legend_mark(self, x: float, base: float, look: Look | None, name: str) -> None:
        pen, size = self.pen, self._legend.size
        width = self._typefaces.width(name, Face.REGULAR, size)
        if look is None:
            draw_missed_outline(pen, x - 1.5, base - 2.6, width + 3, size + 1.6)
        elif look.is_sentence:
            draw_side_bar(pen, look, x + 1.5, base - 3.2, base + size)
        else:
            start = x + size * LETTER
            if look.tint is not None:
                pen.fill(look.tint)
                pen.area(start, base - 2, width, size + 1.2)
            draw_pattern(pen, look, start, start + width, base - 3.4)

    def _show_legend_name(self, x: float, base: float, look: Look | None, name: str) -> None:
        size = self._legend.size
        if look is None:
            self.pen.show(x, base, Face.REGULAR, size, name, QUIET)
            return
        start = x + self._bar_room(look)
        self.pen.show(start, base, Face.BOLD, size, look.letter, look.ink)
        self.pen.show(start + size * LETTER, base, Face.REGULAR, size, name, TEXT)

    def _show_head(self, y: float) -> None:
        page = self.geometry
        left = self._fitting(self._furniture.head_left, page.measure * 0.6)
        right = self._fitting(self._furniture.head_right, page.measure * 0.4 - 20)
        width = self._typefaces.width(right, Face.REGULAR, self.styles.tiny.size)
        self._show_quiet(page.left, y, left)
        self._show_quiet(page.width - page.right - width, y, right)

    def _show_page_number(self, right: float, y: float) -> None:
        """Write "Page x of " and leave the total to be put in when it is known."""
        number = f"Page {self.canvas.page_index + 1} of "
        width = self._typefaces.width(number + "00", Face.REGULAR, self.styles.tiny.size)
        self.canvas.addLiteral(f"q 1 0 0 1 {_SHIFT} 0 cm")
        self.pen.text_begins()
        self._show_quiet(right - width, y, number)
        self.canvas.addLiteral(f"({_TOTAL}) Tj")
        self.pen.text_ends()
        self.canvas.addLiteral("Q")

    def _show_quiet(self, x: float, y: float, text: str) -> None:
        self.pen.show(x, y, Face.REGULAR, self.styles.tiny.size, text, QUIET)

    def _fitting(self, text: str, width: float) -> str:
        """Return the text on one line, cut with an ellipsis where it is too long."""
        text = " ".join(text.split())
        size = self.styles.tiny.size
        if self._typefaces.width(text, Face.REGULAR, size) <= width:
            return text
        while text and self._typefaces.width(text + "…", Face.REGULAR, size) > width:
            text = text[:-1]
        return text.rstrip() + "…"

    @staticmethod
    def _bar_room(look: Look) -> float:
        """Return the room for the bar that stands before the letter of a sentence label."""
        return 6.0 if look.is_sentence else 0.0

    def _placed_legend(self) -> Legend:
        """Place the legend on one line, in smaller type where there are many categories."""
        size = self.styles.tiny.size
        names: list[tuple[Look | None, str]] = [(k, k.name) for k in self._furniture.looks]
        if self._furniture.outlined:
            names.append((None, self._furniture.outlined))
        room = self.geometry.measure - LEGEND_GAP * (len(names) - 1)
        while size > SMALLEST and sum(self._legend_width(*n, size) for n in names) > room:
            size -= 0.25
        x = self.geometry.left
        entries = []
        for look, name in names:
            entries.append((x, look, name))
            x += self._legend_width(look, name, size) + LEGEND_GAP
        return Legend(entries, size)

    def _legend_width(self, look: Look | None, name: str, size: float) -> float:
        letter = size * LETTER + self._bar_room(look) if look else 0.0
        return self._typefaces.width(name, Face.REGULAR, size) + letter
