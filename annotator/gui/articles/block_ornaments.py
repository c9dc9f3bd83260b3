"""What tells quotations, comments, list items and table rows apart: painted, never in the text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextDocument

from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import KIND_NAMES, paragraphs_of
from annotator.gui.articles.article_document import COMMENT_HEAD, SMALL_TEXT, ReadingStyle
from annotator.gui.articles.highlight_painter import block_at
from annotator.gui.look.theme import LIGHT, Theme, blend
from annotator.translation import _

_ORNAMENTED = frozenset(
    {
        BlockKind.QUOTATION,
        BlockKind.EDITORS_COMMENT,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    }
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Paragraphs of one kind that follow one another, by the numbers of their lines."""

    kind: BlockKind
    first: int
    last: int


class BlockOrnaments:
    """Paints the bars, frames, bullets and rules of one article below its words."""

    def __init__(self, document: QTextDocument, article: Article) -> None:
        """Know where the paragraphs are that are set off from running text."""
        self._document = document
        self._theme: Theme = LIGHT
        self._style = ReadingStyle()
        self._runs = _runs_of(article)

    def set_look(self, theme: Theme, style: ReadingStyle) -> None:
        """Paint in a theme and around this type."""
        self._theme, self._style = theme, style

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Paint what falls into `seen`; the painter's origin is that of the document."""
        if not self._runs:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._document.documentLayout()
        block = block_at(self._document, QPointF(seen.center().x(), max(0.0, seen.top())))
        painted: set[_Run] = set()
        while block.isValid() and metrics.blockBoundingRect(block).top() <= seen.bottom():
            run = self._runs.get(block.blockNumber())
            if run is not None and run not in painted:
                painted.add(run)
                self._paint_run(painter, run)
            block = block.next()

    def _paint_run(self, painter: QPainter, run: _Run) -> None:
        if run.kind is BlockKind.QUOTATION:
            area = self._area_of(run.first, run.last)
            bar = QRectF(area.left() + self._style.em * 0.35, area.top(), 3, area.height())
            painter.fillRect(bar, QColor(self._edge))
        elif run.kind is BlockKind.EDITORS_COMMENT:
            self._paint_comment(painter, self._area_of(run.first, run.last))
        elif run.kind is BlockKind.LIST_ITEM:
            for number in range(run.first, run.last + 1):
                self._paint_bullet(painter, number)
        else:
            self._paint_rules(painter, run)

    @property
    def _edge(self) -> str:
        theme = self._theme
        return theme.text if theme.is_high_contrast else theme.muted

    def _area_of(self, first: int, last: int) -> QRectF:
        """Return the column from the first line of text of some blocks to their last."""
        metrics = self._document.documentLayout()
        frame = self._document.rootFrame().frameFormat()
        top = self._lines_of(first).top()
        bottom = self._lines_of(last).bottom()
        width = metrics.documentSize().width() - frame.leftMargin() - frame.rightMargin()
        return QRectF(frame.leftMargin(), top, width, bottom - top)

    def _lines_of(self, number: int) -> QRectF:
        """Return where the lines of a block stand in the document."""
        block = self._document.findBlockByNumber(number)
        corner = self._document.documentLayout().blockBoundingRect(block).topLeft()
        return block.layout().boundingRect().translated(corner)

    def _paint_comment(self, painter: QPainter, lines: QRectF) -> None:
        em = self._style.em
        head = em * (COMMENT_HEAD - 0.6)
        frame = lines.adjusted(0.5, -head, -0.5, em * 0.45)
        painter.setPen(QPen(QColor(self._edge), 2 if self._theme.is_high_contrast else 1))
        painter.setBrush(QColor(blend(self._theme.surface, self._theme.text, 0.045)))
        painter.drawRoundedRect(frame, 4, 4)
        font = QFont(self._style.font)
        font.setPointSizeF(font.pointSizeF() * SMALL_TEXT)
        font.setBold(True)
        name = _(KIND_NAMES[BlockKind.EDITORS_COMMENT])
        room = frame.width() - 1.6 * em
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(frame.left() + em * 0.8, frame.top() + em * 1.15), shown)

    def _paint_bullet(self, painter: QPainter, number: int) -> None:
        block = self._document.findBlockByNumber(number)
        line = block.layout().lineAt(0)
        if not line.isValid():
            return
        em, lines = self._style.em, self._lines_of(number)
        middle = lines.top() + line.ascent() - QFontMetricsF(self._style.font).xHeight() / 2
        left = self._document.rootFrame().frameFormat().leftMargin()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.text))
        painter.drawEllipse(QPointF(left + em * 0.5, middle), em * 0.14, em * 0.14)

    def _paint_rules(self, painter: QPainter, run: _Run) -> None:
        painter.setPen(QPen(QColor(self._edge), 1))
        gap = self._style.em * 0.3
        for number in range(run.first, run.last + 1):
            area = self._area_of(number, number)
            if number == run.first:
                painter.drawLine(
                    QPointF(area.left(), area.top() - gap), QPointF(area.right(), area.top() - gap)
                )
            below = area.bottom() + gap
            painter.drawLine(QPointF(area.left(), below), QPointF(area.right(), below))


def _runs_of(article: Article) -> dict[int, _Run]:
    """Return for each line that is set off the run of such lines that it belongs to."""
    found: dict[int, _Run] = {}
    numbered = enumerate(kind for kind, _unused in paragraphs_of(article))
    for kind, group in groupby(numbered, key=lambda each: each[1]):
        if kind in _ORNAMENTED:
            numbers = [number for number, _unused in group]
            found.update(dict.fromkeys(numbers, _Run(kind, numbers[0], numbers[-1])))
    return found
