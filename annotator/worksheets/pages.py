"""Pages: blocks flow down them, with a running head, a legend and page numbers on each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.translation import _
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.flows import Filled, fill, fill_columns, spread_out
from annotator.worksheets.fonts import Face
from annotator.worksheets.highlighted_text import HighlightedText
from annotator.worksheets.marks import draw_missed_outline, draw_pattern, draw_rule, draw_side_bar
from annotator.worksheets.notes import NoteBlock
from annotator.worksheets.setting import Setting
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.styles import QUIET, TEXT, CategoryInk, geometry_for
from annotator.worksheets.tagging import Node, TaggedCanvas
from annotator.worksheets.typesetting import LayoutCache

#: Stands for the number of pages until it is known: no text is ever written with this byte.
_TOTAL = "\x01"
#: Stands for how far the page number moves when the total does not have two digits.
_SHIFT = "\x02"
#: From a letter of the legend to its name, as a share of the type size.
LETTER = 1.1
#: Between two entries of the legend, and the room of the bar of a sentence label, in points.
LEGEND_GAP, BAR = 14.0, 6.0
#: The share of a page that must be free for an article to begin there.
OPENING = 0.5


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page: words at the head and foot, and the legend.

    `outlined` says what an outline round words means, where there are any.
    """

    head_left: str
    head_right: str
    foot: str
    looks: Sequence[CategoryInk] = ()
    outlined: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """The rows of signs at the foot of each page, placed once."""

    entries: Sequence[tuple[float, int, CategoryInk | None, str]]
    size: float
    rows: int


class PdfDocument:
    """One PDF file that holds one document, or several one after the other."""

    def __init__(
        self, cache: LayoutCache, options: PageOptions, *, title: str, language: str
    ) -> None:
        geometry = geometry_for(options)
        self.tagged = TaggedCanvas(
            io.BytesIO(),
            page_size=(geometry.width, geometry.height),
            title=title,
            language=language,
            font_name=Face.REGULAR.value,
        )
        self.canvas = PdfCanvas(self.tagged, cache.typefaces)

    def part(self, title: str = "") -> Node:
        """Return the node of a document; with a title its bookmarks hang under one of it."""
        if not title:
            return self.tagged.document
        self.canvas.begin_chapter(title)
        return Node("Part").under(self.tagged.document)

    def finished(self) -> bytes:
        """Return the file."""
        return self.tagged.finished()


class Pages:
    """Sets the blocks of one document in a document and begins new pages where they are full."""

    def __init__(
        self, document: PdfDocument, setting: Setting, furniture: Furniture, part: Node
    ) -> None:
        self.geometry = setting.geometry
        self.styles = setting.styles
        self.canvas = document.canvas
        self._typefaces = setting.cache.typefaces
        self._furniture = furniture
        self._tagged = document.tagged
        self._part = part
        self._before = document.tagged.page_index
        self._legend = self._placed_legend()
        self._bottom = self.geometry.bottom + (self._legend.rows - 1) * self._row_height
        self._y = self.geometry.ceiling
        self._is_empty = True

    def section(self) -> Node:
        """Return a new section of the document."""
        return Node("Sect").under(self._part)

    def close(self) -> None:
        """Close the last page and write the number of pages on all of them."""
        self._new_page()
        total = str(self._tagged.page_index - self._before)
        size = self.styles.tiny.size
        room, taken = (self._typefaces.width(t, Face.REGULAR, size) for t in ("00", total))
        self._tagged.replace_on_pages(self._before, _TOTAL, total)
        self._tagged.replace_on_pages(self._before, _SHIFT, f"{room - taken:.2f}")

    # -- flow ------------------------------------------------------------------------------------

    @property
    def _room(self) -> float:
        return self._y - self._bottom

    def set(self, blocks: Sequence[PageBlock]) -> None:
        """Set blocks one below the other; headings stay with what follows them."""
        rest = list(blocks)
        while rest:
            self._open_for(rest[0])
            filled = fill(rest, self._room, at_top=self._is_empty)
            self._draw(filled, self.geometry.left)
            self._y -= filled.used
            rest = filled.rest
            if rest:
                self._new_page()

    def set_beside(
        self, blocks: Sequence[PageBlock], notes: Sequence[NoteBlock], aside: float
    ) -> list[NoteBlock]:
        """Set blocks with notes `aside` points right of them; return notes without room."""
        rest, waiting = list(blocks), list(notes)
        without_room: list[NoteBlock] = []
        while rest:
            self._open_for(rest[0])
            filled = fill(rest, self._room, at_top=self._is_empty)
            ends_here = not filled.rest
            here = [n for n in waiting if ends_here or n.position <= _end_of(filled)]
            waiting = waiting[len(here) :]
            if filled.placed:
                top = _text_begins(filled)
                beside, left_over = _fitting(here, self._room - top)
                without_room += left_over
                self._draw(filled, self.geometry.left)
                used = self._draw_beside(filled, beside, self.geometry.left + aside, top)
                self._y -= max(filled.used, used)
            rest = filled.rest
            if rest:
                self._new_page()
        return without_room

    def set_headed_columns(
        self, heads: Sequence[PageBlock], blocks: Sequence[PageBlock], count: int, distance: float
    ) -> None:
        """Set heads over columns, on a new page where no line would stay with them."""
        if blocks:
            self._open_for(heads[0])
            needed = sum(head.before + head.height + head.after for head in heads)
            if not self._is_empty and needed + blocks[0].least > self._room:
                self._new_page()
            for head in heads:
                head.keep_with_next = False
        self.set(heads)
        self.set_columns(blocks, count, distance)

    def set_columns(self, blocks: Sequence[PageBlock], count: int, distance: float) -> None:
        """Set blocks in columns that begin `distance` points apart and end at one height."""
        rest = list(blocks)
        while rest:
            if not self._is_empty and rest[0].least > self._room:
                self._new_page()
            columns, used = fill_columns(rest, self._room, count)
            for number, filled in enumerate(columns):
                self._draw(filled, self.geometry.left + number * distance)
            self._y -= used
            rest = columns[-1].rest
            if rest:
                self._new_page()

    def set_side_by_side(self, flows: Sequence[Sequence[PageBlock]], distance: float) -> None:
        """Set flows next to one another, each in a column of its own, from a new page on."""
        rests = [list(flow) for flow in flows]
        self._new_page()
        while any(rests):
            used = 0.0
            for number, rest in enumerate(rests):
                filled = fill(rest, self._room, at_top=True)
                self._draw(filled, self.geometry.left + number * distance)
                rests[number] = filled.rest
                used = max(used, filled.used)
            self._y -= used
            if any(rests):
                self._new_page()

    def _open_for(self, block: PageBlock) -> None:
        if block.opens_section and self._room < OPENING * self.geometry.depth:
            self._new_page()

    def _draw(self, filled: Filled, x: float) -> None:
        for block, offset in filled.placed:
            block.draw(self.canvas, x, self._y - offset)
            self._is_empty = False

    def _draw_beside(
        self, filled: Filled, notes: Sequence[NoteBlock], x: float, least: float
    ) -> float:
        """Draw notes as near as can be to their lines; return the depth of the last one."""
        heights = [note.height + note.after for note in notes]
        wanted = [_depth_of(filled, note.position) - least for note in notes]
        bottom = 0.0
        tops = spread_out(wanted, heights, self._room - least)
        for note, top, height in zip(notes, tops, heights, strict=True):
            note.draw(self.canvas, x, self._y - least - top)
            bottom = least + top + height
        return bottom

    def _new_page(self) -> None:
        if self._is_empty:
            return
        with self.canvas.artifact():
            self._draw_furniture()
        self._tagged.showPage()
        self._y = self.geometry.ceiling
        self._is_empty = True

    # -- furniture ---------------------------------------------------------------------------------

    def _draw_furniture(self) -> None:
        page, canvas, tiny = self.geometry, self.canvas, self.styles.tiny.size
        right = page.width - page.right
        is_first = self._tagged.page_index == self._before
        if not is_first:
            draw_rule(canvas, page.left, right, page.height - page.top + 14)
        draw_rule(canvas, page.left, right, self._bottom - 12)
        base = self._bottom - 16 - tiny
        rows = [base - row * self._row_height for row in range(self._legend.rows)]
        for x, row, look, name in self._legend.entries:
            self._draw_legend_mark(x, rows[row], look, name)
        canvas.text_begins()
        for x, row, look, name in self._legend.entries:
            self._show_legend_name(x, rows[row], look, name)
        if not is_first:
            self._show_head(page.height - page.top + 20)
        lowest = rows[-1] - 10 - tiny
        foot = self._fitting(self._furniture.foot, page.measure * 0.72)
        self._show_quiet(page.left, lowest, foot)
        canvas.text_ends()
        self._show_page_number(right, lowest)

    @property
    def _row_height(self) -> float:
        return self.styles.tiny.size * 1.9

    def _draw_legend_mark(self, x: float, base: float, look: CategoryInk | None, name: str) -> None:
        canvas, size = self.canvas, self._legend.size
        width = self._typefaces.width(name, Face.REGULAR, size)
        if look is None:
            draw_missed_outline(canvas, x - 1.5, base - 2.6, width + 3, size + 1.6)
        elif look.is_sentence:
            draw_side_bar(canvas, look, x + 1.5, base - 3.2, base + size)
        else:
            start = x + self._letter_room(look, size)
            if look.tint is not None:
                canvas.fill(look.tint)
                canvas.area(start - 1, base - 2.4, width + 2, size + 2)
            draw_pattern(canvas, look, start, start + width, base - 3.4)

    def _show_legend_name(self, x: float, base: float, look: CategoryInk | None, name: str) -> None:
        size = self._legend.size
        if look is None:
            self.canvas.show(x, base, Face.REGULAR, size, name, QUIET)
            return
        start = x + (BAR if look.is_sentence else 0.0)
        if look.letter:
            self.canvas.show(start, base, Face.BOLD, size, look.letter, look.ink)
        self.canvas.show(x + self._letter_room(look, size), base, Face.REGULAR, size, name, TEXT)

    def _show_head(self, y: float) -> None:
        page = self.geometry
        left = self._fitting(self._furniture.head_left, page.measure * 0.6)
        right = self._fitting(self._furniture.head_right, page.measure * 0.4 - 20)
        width = self._typefaces.width(right, Face.REGULAR, self.styles.tiny.size)
        self._show_quiet(page.left, y, left)
        self._show_quiet(page.width - page.right - width, y, right)

    def _show_page_number(self, right: float, y: float) -> None:
        """Write "Page x of " and leave the total to be put in when it is known."""
        number = _("Page {number} of", number=self._tagged.page_index - self._before + 1) + " "
        width = self._typefaces.width(number + "00", Face.REGULAR, self.styles.tiny.size)
        self._tagged.addLiteral(f"q 1 0 0 1 {_SHIFT} 0 cm")
        self.canvas.text_begins()
        self._show_quiet(right - width, y, number)
        self._tagged.addLiteral(f"({_TOTAL}) Tj")
        self.canvas.text_ends()
        self._tagged.addLiteral("Q")

    def _show_quiet(self, x: float, y: float, text: str) -> None:
        self.canvas.show(x, y, Face.REGULAR, self.styles.tiny.size, text, QUIET)

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
    def _letter_room(look: CategoryInk, size: float) -> float:
        """Return the room for the letter, and for the bar before that of a sentence label."""
        return (size * LETTER if look.letter else 0.0) + (BAR if look.is_sentence else 0.0)

    def _placed_legend(self) -> Legend:
        """Place the legend, in several rows where there are many categories."""
        size = self.styles.tiny.size
        names: list[tuple[CategoryInk | None, str]] = [(k, k.name) for k in self._furniture.looks]
        if self._furniture.outlined:
            names.append((None, self._furniture.outlined))
        left, row = self.geometry.left, 0
        right = self.geometry.width - self.geometry.right
        x = left
        entries: list[tuple[float, int, CategoryInk | None, str]] = []
        for look, name in names:
            room = self._letter_room(look, size) if look else 0.0
            shown = self._fitting(name, right - left - room)
            width = self._typefaces.width(shown, Face.REGULAR, size) + room
            if x > left and x + width > right:
                x, row = left, row + 1
            entries.append((x, row, look, shown))
            x += width + LEGEND_GAP
        return Legend(entries, size, row + 1)


def _end_of(filled: Filled) -> int:
    """Return the place in the body up to which its text has been set."""
    texts = [block for block, _y in filled.placed if isinstance(block, HighlightedText)]
    return texts[-1].lines[-1].end if texts else -1


def _text_begins(filled: Filled) -> float:
    """Return how far down the text of the article begins, below its card."""
    texts = (offset for block, offset in filled.placed if isinstance(block, HighlightedText))
    return next(texts, filled.used)


def _depth_of(filled: Filled, position: int) -> float:
    """Return how far down the line with a place of the body begins."""
    depth = 0.0
    for block, offset in filled.placed:
        if isinstance(block, HighlightedText) and block.lines[0].start <= position:
            depth = offset + block.depth_of(position)
    return depth


def _fitting(notes: Sequence[NoteBlock], room: float) -> tuple[list[NoteBlock], list[NoteBlock]]:
    """Return the notes that fit beside the text, and those that do not."""
    fits: list[NoteBlock] = []
    left_over: list[NoteBlock] = []
    for note in notes:
        height = note.height + note.after
        if height <= room:
            fits.append(note)
            room -= height
        else:
            left_over.append(note)
    return fits, left_over
