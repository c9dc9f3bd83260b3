"""An article's body as a Qt document: type and spacing only, never a highlight.

The body goes in unchanged and is never read back: Qt alters text. One line of the body is
one block of the document, so both know the same lines by the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)

from annotator.domain.lessons import Article, Block, BlockKind
from annotator.gui.look.fonts import load_fonts
from annotator.gui.look.theme import FONT_FAMILY, Theme

#: The widest column that reads well, in letters.
LETTERS_IN_LINE = 68
#: What a letter of running text takes of the font's average width: most are narrow.
TYPICAL_LETTER = 0.8
#: Room in front of the text for letters and sentence bars, and behind it, in ems.
MARGIN_EMS = 2.5
RIGHT_EMS = 0.9
SMALL_TEXT = 0.86
LARGE_TEXT = 1.12
HEADLINE_TEXT = 1.25
#: Room at the left and right of what is set off from running text, in ems.
_INDENTS = {
    BlockKind.QUOTATION: (1.2, 0.8),
    BlockKind.EDITORS_COMMENT: (0.8, 0.8),
    BlockKind.LIST_ITEM: (1.1, 0.0),
    BlockKind.TABLE_ROW: (0.5, 0.5),
}
#: Room above the first of several editor's comments, where it says that they are that, in ems.
COMMENT_HEAD = 2.2
#: Room above the first of several blocks of a kind, and above each subheading, in ems.
_ABOVE = {
    BlockKind.SUBHEADING: 0.7,
    BlockKind.EDITORS_COMMENT: COMMENT_HEAD,
    BlockKind.TABLE_ROW: 0.4,
}
#: What stands beside the text in a column: the scroll bar and the edges, in pixels.
COLUMN_EDGES = 20
#: More room in front of the text where lines are numbered, in ems.
NUMBER_EMS = 1.6
SERIF = "serif"
SERIF_FAMILIES = ("Georgia", "Cambria", "Noto Serif", "DejaVu Serif", "Times New Roman")

PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class _Type(NamedTuple):
    font: QFont
    em: float
    letter: float
    height: float


@lru_cache(maxsize=32)
def _type(typeface: str, points: float) -> _Type:
    """Return a font and its measures, which are asked for again and again."""
    load_fonts()
    font = QFont(FONT_FAMILY)
    if typeface == SERIF:
        font.setFamilies([*SERIF_FAMILIES, FONT_FAMILY])
        font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(points)
    metrics = QFontMetricsF(font)
    letter = metrics.averageCharWidth() * TYPICAL_LETTER
    return _Type(font, float(QFontInfo(font).pixelSize()), letter, metrics.height())


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """How articles are set.

    Type size in points, lines apart in per cent of it, the longest line in letters, whether
    annotations have boxes instead of lines, whether lines are numbered, and the paper.
    """

    points: float = 14.0
    line_height: int = 150
    letters: int = LETTERS_IN_LINE
    typeface: str = FONT_FAMILY
    boxes: bool = False
    line_numbers: bool = False
    paper: str = "theme"

    @property
    def font(self) -> QFont:
        """Return the font of running text."""
        return QFont(_type(self.typeface, self.points).font)

    @property
    def em(self) -> float:
        """Return the size of running text in pixels."""
        return _type(self.typeface, self.points).em

    @property
    def letter(self) -> float:
        """Return the width of a typical letter of running text in pixels."""
        return _type(self.typeface, self.points).letter

    @property
    def margin(self) -> float:
        """Return the least room in front of the text, in pixels."""
        return self.em * (MARGIN_EMS + (NUMBER_EMS if self.line_numbers else 0.0))

    @property
    def proportion(self) -> float:
        """Return the line height in per cent of the font's own, which is how Qt counts."""
        return self.line_height * self.em / _type(self.typeface, self.points).height


def width_for_letters(style: ReadingStyle, letters: int) -> int:
    """Return how wide a column is in which a line holds so many letters, in pixels."""
    return round(style.margin + style.em * RIGHT_EMS + style.letter * letters) + COLUMN_EDGES


def fill_document(
    document: QTextDocument, article: Article, style: ReadingStyle, theme: Theme
) -> None:
    """Put the article's body into an empty document and set its type."""
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(style.font)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    # Given to the one empty block, so that each line that is put in has it from the start.
    cursor.setBlockFormat(_block_format(BlockKind.PARAGRAPH, style))
    cursor.insertText(article.body, _char_format(theme))
    _set_exceptions(document, article, style, theme)
    cursor.endEditBlock()


def set_type(document: QTextDocument, article: Article, style: ReadingStyle, theme: Theme) -> None:
    """Set line height, the space between paragraphs, subheadings and captions."""
    document.setDefaultFont(style.font)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_block_format(BlockKind.PARAGRAPH, style))
    cursor.setCharFormat(_char_format(theme))
    _set_exceptions(document, article, style, theme)
    cursor.endEditBlock()


def _set_exceptions(
    document: QTextDocument, article: Article, style: ReadingStyle, theme: Theme
) -> None:
    """Set what is no paragraph: headlines, captions, quotations, ... and empty lines."""
    before = None
    for block in article.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            number = article.body.count("\n", 0, block.span.start)
            _set_block(document, number, block, before, style, theme)
        before = block.kind
    for number in _blank_lines(article.body):
        _set_blank(document, number)


def _blank_lines(body: str) -> list[int]:
    """Return the numbers of the lines without a character."""
    if body and "\n\n" not in body and body[0] != "\n" and body[-1] != "\n":
        return []
    return [number for number, line in enumerate(body.split("\n")) if not line]


def set_margins(document: QTextDocument, style: ReadingStyle, width: float) -> float:
    """Centre the column in `width` pixels; return where the text begins."""
    left, right = style.margin, style.em * RIGHT_EMS
    spare = max(0.0, width - left - right - style.letter * style.letters) / 2
    frame = document.rootFrame()
    wanted = QTextFrameFormat(frame.frameFormat())
    wanted.setLeftMargin(round(left + spare))
    wanted.setRightMargin(round(right + spare))
    wanted.setTopMargin(round(style.em * 0.9))
    wanted.setBottomMargin(round(style.em * 3))
    if wanted != frame.frameFormat():
        frame.setFrameFormat(wanted)
    return wanted.leftMargin()


def _char_format(theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QBrush(QColor(theme.text)))
    return form


def _block_format(
    kind: BlockKind, style: ReadingStyle, before: BlockKind | None = None
) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(style.proportion, PROPORTIONAL)
    em = style.em
    # The last line of a block has no leading below it; its lanes need that room too.
    below = em * (style.line_height / 100 - 1) + em * 0.4
    is_first = kind is BlockKind.SUBHEADING or before is not kind
    above = em * _ABOVE.get(kind, 0.0) if is_first else 0.0
    form.setTopMargin(round(above))
    left, right = _INDENTS.get(kind, (0.0, 0.0))
    form.setLeftMargin(round(em * left))
    form.setRightMargin(round(em * right))
    form.setBottomMargin(round(below * (0.8 if kind is BlockKind.SUBHEADING else 1)))
    return form


def _set_block(
    document: QTextDocument,
    number: int,
    block: Block,
    before: BlockKind | None,
    style: ReadingStyle,
    theme: Theme,
) -> None:
    cursor = QTextCursor(document.findBlockByNumber(number))
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    start = document.findBlockByNumber(number).position()
    cursor.setPosition(start)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    if block.kind.is_heading:
        is_top = block.kind is BlockKind.HEADLINE
        form.setFontWeight(QFont.Weight.Bold)
        form.setFontPointSize(style.points * (HEADLINE_TEXT if is_top else LARGE_TEXT))
    elif block.kind is BlockKind.CAPTION:
        form.setFontPointSize(style.points * SMALL_TEXT)
        form.setForeground(QBrush(QColor(theme.muted)))
    elif block.kind is BlockKind.QUOTATION:
        form.setFontItalic(True)
    cursor.mergeCharFormat(form)
    if block.kind is BlockKind.HEADLINE:
        # What is drawn around the words asks the block how large they are.
        cursor.mergeBlockCharFormat(form)
    cursor.setBlockFormat(_block_format(block.kind, style, before))


def _set_blank(document: QTextDocument, number: int) -> None:
    """Make an empty line take next to no room; the space between blocks is a margin."""
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    QTextCursor(document.findBlockByNumber(number)).setBlockFormat(form)
