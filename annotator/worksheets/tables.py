"""Tables with tagged header cells, cut between rows and, where a row is long, inside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.worksheets.blocks import PageBlock, show_lines
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.marks import draw_rule
from annotator.worksheets.styles import QUIET, Styles, TextStyle
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Line, Run

#: Space above and below the text of a row, and between columns.
PAD = 3.2
GUTTER = 10.0

#: Draws in a cell: canvas, left, top of the first line, width of the cell.
CellDrawing = Callable[[PdfCanvas, float, float, float], None]


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell; `drawing` is decoration beside words that say the same.

    `indent` leaves room for the drawing; `right` sets short text at the right edge; `spans`
    lets the text run over the empty cells beside it.
    """

    runs: Sequence[Run]
    drawing: CellDrawing | None = None
    indent: float = 0.0
    right: bool = False
    spans: bool = False


#: What a cell can be made of.
CellContent = str | Run | Sequence[Run] | TableCell


def cell_of(content: CellContent, *, right: bool = False) -> TableCell:
    """Return a cell with words, or the cell that is ready."""
    if isinstance(content, TableCell):
        return content
    if isinstance(content, str):
        content = Run(content)
    return TableCell((content,) if isinstance(content, Run) else content, right=right)


@dataclass(slots=True)
class _Row:
    """A row that has been set: the lines of each cell, and its place in the tree."""

    cells: Sequence[TableCell]
    lines: list[Sequence[Line]]
    nodes: list[Node]
    node: Node
    begins: bool = True

    @property
    def count(self) -> int:
        return max(map(len, self.lines))


class Table(PageBlock):
    """Rows under a head that is repeated on every page."""

    def __init__(
        self,
        cache: LayoutCache,
        styles: Styles,
        widths: Sequence[float],
        head: Sequence[TableCell],
        rows: Sequence[Sequence[TableCell]],
        parent: Node,
        *,
        style: TextStyle,
        row_heads: bool,
    ) -> None:
        self.style, self.head_style = style, styles.label
        self.widths = widths
        self.rooms = [*(width - GUTTER for width in widths[:-1]), widths[-1]]
        self.parent = parent
        self.node = Node("Table")
        self.typefaces = cache.typefaces
        self.head = self._row(cache, head, self.head_style, ["TH"] * len(head), "Column")
        roles = ["TH" if row_heads and n == 0 else "TD" for n in range(len(widths))]
        self.rows = [self._row(cache, row, self.style, roles, "Row") for row in rows]
        self.is_first = True
        self.after = 8.0

    def _row(
        self,
        cache: LayoutCache,
        cells: Sequence[TableCell],
        style: TextStyle,
        roles: Sequence[str],
        scope: str,
    ) -> _Row:
        lines: list[Sequence[Line]] = []
        nodes = []
        for cell, room, role in zip(cells, self.rooms, roles, strict=True):
            room = sum(self.widths[:-1]) if cell.spans else room
            lines.append(cache.lines(cell.runs, style.size, room - cell.indent))
            nodes.append(Node(role, attributes=f"/O/Table/Scope/{scope}" if role == "TH" else ""))
        return _Row(cells, lines, nodes, Node("TR"))

    # -- block ---------------------------------------------------------------------------------

    def _height_of(self, row: _Row) -> float:
        return row.count * self.style.leading + 2 * PAD

    @property
    def _head_height(self) -> float:
        return self.head.count * self.head_style.leading + 2 * PAD

    @property
    def height(self) -> float:
        """Return the height of the head and all rows."""
        return self._head_height + sum(self._height_of(row) for row in self.rows)

    @property
    def least(self) -> float:
        """Return the height of the head and the first row, or three lines of it."""
        first = self._height_of(self.rows[0]) if self.rows else 0.0
        return self._head_height + min(first, 4 * self.style.leading + 2 * PAD)

    def cut(self, room: float, *, whole_page: bool) -> tuple[PageBlock, PageBlock] | None:
        """Return the rows that fit and the rest; a long row is cut between its lines."""
        left = room - self._head_height
        for number, row in enumerate(self.rows):
            height = self._height_of(row)
            if height > left:
                pieces = self._cut_row(row, left, force=whole_page and number == 0)
                if pieces is None:
                    return self._parts(self.rows[:number], self.rows[number:])
                head, tail = pieces
                return self._parts([*self.rows[:number], head], [tail, *self.rows[number + 1 :]])
            left -= height
        return None

    def _cut_row(self, row: _Row, room: float, *, force: bool) -> tuple[_Row, _Row] | None:
        fitting = int((room - 2 * PAD + 0.01) // self.style.leading)
        if fitting < (1 if force else 3) or (not force and row.count - fitting < 3):
            return None
        head = _Row(row.cells, [c[:fitting] for c in row.lines], row.nodes, row.node, row.begins)
        tail = _Row(row.cells, [c[fitting:] for c in row.lines], row.nodes, row.node, begins=False)
        return head, tail

    def _parts(self, first: list[_Row], rest: list[_Row]) -> tuple[PageBlock, PageBlock] | None:
        if not first or not rest:
            return None
        return self._part(first, is_first=self.is_first), self._part(rest, is_first=False)

    def _part(self, rows: list[_Row], *, is_first: bool) -> Table:
        part = object.__new__(Table)
        part.__dict__.update(self.__dict__)
        part.rows = rows
        part.is_first = is_first
        part.before = self.before if is_first else 0.0
        return part

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the rules, then the cells row by row."""
        width = sum(self.widths)
        self.node.under(self.parent)
        y = self._draw_head(canvas, x, top)
        for row in self.rows:
            height = self._height_of(row)
            self._draw_row(canvas, row, x, y - PAD)
            y -= height
            with canvas.artifact():
                draw_rule(canvas, x, x + width, y)

    def _draw_head(self, canvas: PdfCanvas, x: float, top: float) -> float:
        bottom = top - self._head_height
        if self.is_first:
            self._show_cells(canvas, self.head, x, top - PAD, self.head_style)
        else:
            with canvas.artifact():
                canvas.text_begins()
                self._show_text(canvas, self.head, x, top - PAD, self.head_style, mark=False)
                canvas.text_ends()
        with canvas.artifact():
            canvas.stroke(QUIET, 0.9)
            canvas.line(x, bottom, x + sum(self.widths), bottom)
        return bottom

    def _draw_row(self, canvas: PdfCanvas, row: _Row, x: float, top: float) -> None:
        if row.begins and any(cell.drawing for cell in row.cells):
            with canvas.artifact():
                left = x
                for cell, width, room in zip(row.cells, self.widths, self.rooms, strict=True):
                    if cell.drawing is not None:
                        cell.drawing(canvas, left, top, room)
                    left += width
        self._show_cells(canvas, row, x, top, self.style)

    def _show_cells(
        self, canvas: PdfCanvas, row: _Row, x: float, top: float, style: TextStyle
    ) -> None:
        row.node.under(self.node)
        canvas.text_begins()
        self._show_text(canvas, row, x, top, style, mark=True)
        canvas.text_ends()

    def _show_text(
        self, canvas: PdfCanvas, row: _Row, x: float, top: float, style: TextStyle, *, mark: bool
    ) -> None:
        left = x
        columns = zip(row.cells, row.lines, row.nodes, self.widths, self.rooms, strict=True)
        for cell, lines, node, width, room in columns:
            node.under(row.node)
            if mark and (lines or row.begins):
                canvas.mark_begins(node)
                if cell.right:
                    self._show_right(canvas, lines, cell, style, left + room, top)
                else:
                    show_lines(canvas, lines, cell.runs, style, left + cell.indent, top)
                canvas.mark_ends()
            elif cell.right:
                self._show_right(canvas, lines, cell, style, left + room, top)
            elif lines:
                show_lines(canvas, lines, cell.runs, style, left + cell.indent, top)
            left += width

    def _show_right(
        self,
        canvas: PdfCanvas,
        lines: Sequence[Line],
        cell: TableCell,
        style: TextStyle,
        right: float,
        top: float,
    ) -> None:
        for number, line in enumerate(lines):
            x = right - self._length(line, cell, style)
            show_lines(canvas, [line], cell.runs, style, x, top - number * style.leading)

    def _length(self, line: Line, cell: TableCell, style: TextStyle) -> float:
        if not line:
            return 0.0
        offset, index, text = line[-1]
        return offset + self.typefaces.width(text.rstrip(), cell.runs[index].face, style.size)
