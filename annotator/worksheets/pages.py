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
        page, pen, style = self.geometry, self.pen, self.styles.tiny
        right = page.width - page.right
        foot = page.bottom - 46
        if self.canvas.page_index:
            draw_rule(pen, page.left, right, page.height - page.top + 16)
        draw_rule(pen, page.left, right, page.bottom - 14)
        base = page.bottom - 28
        for x, look, name in self._legend.entries:
            width = self._typefaces.width(name, Face.REGULAR, self._legend.size)
            if look is None:
                draw_missed_outline(pen, x - 1.5, base - 2.6, width + 3, self._legend.size + 1.6)
                continue
            if look.is_sentence:
                draw_side_bar(pen, look, x + 1.5, base - 3.2, base + self._legend.size)
                continue
            start = x + self._legend.size * LETTER
            if look.tint is not None:
                pen.fill(look.tint)
                pen.area(start, base - 2, width, self._legend.size + 1.2)
            draw_pattern(pen, look, start, start + width, base - 3.4)
        pen.text_begins()
        for x, look, name in self._legend.entries:
            if look is None:
                pen.show(x, base, Face.REGULAR, self._legend.size, name, QUIET)
                continue
            start = x + self._bar_room(look)
            pen.show(start, base, Face.BOLD, self._legend.size, look.letter, look.ink)
            start += self._legend.size * LETTER
            pen.show(start, base, Face.REGULAR, self._legend.size, name, TEXT)
        number = f"Page {self.canvas.page_index + 1} of "
        half = page.measure * 0.6
        if self.canvas.page_index:
            top = page.height - page.top + 22
            left_text = self._fitting(self._furniture.head_left, half)
            right_text = self._fitting(self._furniture.head_right, page.measure - half - 20)
            pen.show(page.left, top, Face.REGULAR, style.size, left_text, QUIET)
            width = self._typefaces.width(right_text, Face.REGULAR, style.size)
            pen.show(right - width, top, Face.REGULAR, style.size, right_text, QUIET)
        foot_text = self._fitting(self._furniture.foot, page.measure * 0.75)
        pen.show(page.left, foot, Face.REGULAR, style.size, foot_text, QUIET)
        width = self._typefaces.width(number + "00", Face.REGULAR, style.size)
        pen.text_ends()
        self.canvas.addLiteral(f"q 1 0 0 1 {_SHIFT} 0 cm")
        pen.text_begins()
        pen.show(right - width, foot, Face.REGULAR, style.size, number, QUIET)
        self.canvas.addLiteral(f"({_TOTAL}) Tj")
        pen.text_ends()
        self.canvas.addLiteral("Q")

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
        while True:
            widths = [
                self._typefaces.width(name, Face.REGULAR, size)
                + (size * LETTER + self._bar_room(look) if look else 0)
                for look, name in names
            ]
            if sum(widths) + 14 * (len(names) - 1) <= self.geometry.measure or size < 4.5:
                break
            size -= 0.25
        x = self.geometry.left
        entries = []
        for (look, name), width in zip(names, widths, strict=True):
            entries.append((x, look, name))
            x += width + 14
        return Legend(entries, size)
