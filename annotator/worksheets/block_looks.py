"""How quotations, editor's comments, list items and table rows are told apart on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import KIND_NAMES
from annotator.translation import _
from annotator.worksheets.blocks import Paragraph
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_rule
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import QUIET, TEXT
from annotator.worksheets.tagging import Node

#: Room at the left and right of the words, as shares of the type size.
_INDENTS = {
    BlockKind.QUOTATION: (1.2, 0.8),
    BlockKind.EDITORS_COMMENT: (0.7, 0.7),
    BlockKind.LIST_ITEM: (1.1, 0.0),
    BlockKind.TABLE_ROW: (0.4, 0.4),
}
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class BlockLook:
    """What is drawn beside one paragraph of a kind; neighbours of its kind join.

    Lengths are in points; `width` is that of the column.
    """

    kind: BlockKind
    size: float
    width: float
    is_first: bool = True
    is_last: bool = True

    @property
    def left(self) -> float:
        """Return the room at the left of the words."""
        return _INDENTS.get(self.kind, (0.0, 0.0))[0] * self.size

    @property
    def right(self) -> float:
        """Return the room at the right of the words."""
        return _INDENTS.get(self.kind, (0.0, 0.0))[1] * self.size

    def part(self, *, begins: bool, ends: bool) -> BlockLook:
        """Return the look of a part of the paragraph, on one page or column."""
        return replace(self, is_first=self.is_first and begins, is_last=self.is_last and ends)

    def draw(self, canvas: PdfCanvas, x: float, top: float, height: float, after: float) -> None:
        """Draw beside a paragraph of this height, with its column at x."""
        bottom = top - height
        below = 0.0 if self.is_last else after
        with canvas.artifact():
            if self.kind is BlockKind.QUOTATION:
                canvas.fill(QUIET)
                canvas.area(x + 0.3 * self.size, bottom - below, 1.6, height + below)
            elif self.kind is BlockKind.EDITORS_COMMENT:
                foot = bottom - (0.25 * self.size if self.is_last else below)
                for side in (x, x + self.width):
                    draw_side(canvas, side, top, foot)
                if self.is_last:
                    draw_rule(canvas, x, x + self.width, foot)
            elif self.kind is BlockKind.TABLE_ROW:
                draw_rule(canvas, x, x + self.width, bottom - after / 2)
                if self.is_first:
                    draw_rule(canvas, x, x + self.width, top + after / 2)

    def show_sign(self, canvas: PdfCanvas, x: float, baseline: float) -> None:
        """Write the bullet of a list item, which is no text."""
        if self.kind is BlockKind.LIST_ITEM and self.is_first:
            with canvas.artifact():
                canvas.text_begins()
                at = x + 0.35 * self.size
                canvas.show(at, baseline, Face.BOLD, self.size, _BULLET, TEXT)
                canvas.text_ends()


def draw_side(canvas: PdfCanvas, x: float, top: float, bottom: float) -> None:
    """Draw an upright rule, as thin as those that lie."""
    canvas.stroke(QUIET, 0.5)
    canvas.line(x, top, x, bottom)


class CommentHead(Paragraph):
    """The line that says that an editor's comment begins, with the top of its frame."""

    def __init__(self, setting: Setting, parent: Node, width: float) -> None:
        self.frame_at, self.frame_width = setting.gutter, width
        name = _(KIND_NAMES[BlockKind.EDITORS_COMMENT])
        indent = setting.gutter + 0.7 * setting.size
        super().__init__(
            setting.cache,
            name,
            setting.styles.label,
            setting.gutter + width,
            parent,
            indent=indent,
        )
        self.before = setting.size * 0.5
        self.keep_with_next = True

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the top of the frame, then write the line."""
        left, right = x + self.frame_at, x + self.frame_at + self.frame_width
        upper = top + 0.2 * self.leading
        with canvas.artifact():
            draw_rule(canvas, left, right, upper)
            for side in (left, right):
                draw_side(canvas, side, upper, top - self.height)
        super().draw(canvas, x, top)
