"""The paragraphs of an article as a text that can be typed in, one block each.

What Qt holds is read back here and nowhere else, and is put in normal form before it becomes
an article; what a paragraph is lies in the state of its block.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import CHOOSABLE_KINDS, Paragraph, one_paragraph
from annotator.gui.look.theme import SPACE_2
from annotator.gui.look.wearing import current_theme
from annotator.gui.offsets import OffsetMap
from annotator.gui.widgets.controls import named
from annotator.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGNS = {
    BlockKind.SUBHEADING: N_("Sub"),
    BlockKind.CAPTION: N_("Cap"),
    BlockKind.QUOTATION: N_("Quote"),
    BlockKind.EDITORS_COMMENT: N_("Editor"),
    BlockKind.LIST_ITEM: N_("List"),
    BlockKind.TABLE_ROW: N_("Table"),
}
#: The room at the left for the number of a paragraph, in pixels.
_MARGIN = 54


class _KindLook(QSyntaxHighlighter):
    """Draws subheadings bold, captions and quotations in italics; the text itself stays plain."""

    def highlightBlock(self, text: str) -> None:
        """Dress one paragraph."""
        look = QTextCharFormat()
        kind = _kind_of(self.currentBlock().userState())
        if kind is BlockKind.SUBHEADING:
            look.setFontWeight(QFont.Weight.Bold)
        elif kind in (BlockKind.CAPTION, BlockKind.QUOTATION):
            look.setFontItalic(True)
        # Qt counts in its own units; the whole paragraph is never too long.
        self.setFormat(0, OffsetMap(text).utf16_units, look)


class ParagraphEditor(QTextEdit):
    """A plain text in which each line is a paragraph of a kind."""

    typed = Signal()
    caretMoved = Signal()
    splitRequested = Signal()
    joinRequested = Signal()
    moveRequested = Signal(int)
    deleteRequested = Signal()
    undoRequested = Signal()
    redoRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty text."""
        super().__init__(parent)
        self._is_filling = False
        self.setProperty("kind", "field")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        # Undo is the draft's: one history for typing and for everything else.
        self.setUndoRedoEnabled(False)
        named(
            self,
            _("Text of the article"),
            _(
                "One paragraph a line. Enter splits, Alt+Up and Alt+Down move, Ctrl+J "
                "joins with the next, Ctrl+Shift+K deletes"
            ),
        )
        self._look = _KindLook(self.document())
        self.cursorPositionChanged.connect(self.caretMoved)
        self.textChanged.connect(self._on_text_changed)

    # -- the paragraphs --------------------------------------------------------

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return what stands here, as it was typed."""
        found = []
        block = self.document().begin()
        while block.isValid():
            found.append((_kind_of(block.userState()), block.text()))
            block = block.next()
        return tuple(found)

    def set_paragraphs(self, paragraphs: Sequence[Paragraph], caret: tuple[int, int]) -> None:
        """Show other paragraphs with the caret at a code point of one of them."""
        place = self.verticalScrollBar().value()
        with self._filling():
            self.setPlainText("\n".join(text for _unused, text in paragraphs))
            block = self.document().begin()
            for kind, _unused in paragraphs:
                block.setUserState(CHOOSABLE_KINDS.index(kind))
                block = block.next()
            self._set_margins()
            self._look.rehighlight()
        self.verticalScrollBar().setValue(place)
        self.set_caret(*caret)

    def caret(self) -> tuple[int, int]:
        """Return the paragraph that the caret is in, and the code point in it."""
        cursor = self.textCursor()
        offsets = OffsetMap(cursor.block().text())
        return cursor.blockNumber(), offsets.to_code_point(cursor.positionInBlock())

    def set_caret(self, number: int, offset: int) -> None:
        """Put the caret into a paragraph."""
        number = max(0, min(number, self.document().blockCount() - 1))
        block = self.document().findBlockByNumber(number)
        text = block.text()
        cursor = QTextCursor(block)
        steps = OffsetMap(text).to_utf16(max(0, min(offset, len(text))))
        cursor.setPosition(block.position() + steps)
        self.setTextCursor(cursor)

    def _set_margins(self) -> None:
        form = QTextBlockFormat()
        form.setLeftMargin(_MARGIN)
        form.setBottomMargin(SPACE_2)
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(form)

    @contextmanager
    def _filling(self) -> Iterator[None]:
        self._is_filling = True
        try:
            yield
        finally:
            self._is_filling = False

    def _on_text_changed(self) -> None:
        if not self._is_filling:
            self.typed.emit()

    # -- typing ----------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text as paragraphs, without empty ones between them."""
        lines = [one_paragraph(line) for line in source.text().splitlines()]
        kept = [line for line in lines if line]
        if len(kept) <= 1 and "\n" not in source.text():
            self.insertPlainText(source.text())
        else:
            self.insertPlainText("\n".join(kept))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Know the keys for whole paragraphs; the rest is typing."""
        request = self._request_of(event)
        if request is not None:
            event.accept()
            request()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._break_here()
        else:
            super().keyPressEvent(event)

    def _request_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.undoRequested.emit
        if event.matches(QKeySequence.StandardKey.Redo):
            return self.redoRequested.emit
        alt = Qt.KeyboardModifier.AltModifier
        control = Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        requests: dict[object, Callable[[], None]] = {
            (alt, Qt.Key.Key_Up): partial(self.moveRequested.emit, -1),
            (alt, Qt.Key.Key_Down): partial(self.moveRequested.emit, 1),
            (control, Qt.Key.Key_J): self.joinRequested.emit,
            (control | shift, Qt.Key.Key_K): self.deleteRequested.emit,
        }
        return requests.get((event.modifiers(), Qt.Key(event.key())))

    def _break_here(self) -> None:
        """Begin a new paragraph; behind a subheading or caption it is a plain one."""
        if self.textCursor().atBlockEnd() or self.textCursor().hasSelection():
            with self._filling():
                self.textCursor().insertBlock()
                self.textCursor().block().setUserState(0)
            self.ensureCursorVisible()
            self.typed.emit()
        else:
            self.splitRequested.emit()

    # -- drawing ---------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and at its left the number or the kind of each paragraph."""
        super().paintEvent(event)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        metrics = QFontMetricsF(small)
        painter = QPainter(self.viewport())
        painter.setFont(small)
        theme = current_theme()
        current = self.textCursor().blockNumber()
        layout = self.document().documentLayout()
        top = self.verticalScrollBar().value()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid():
            area = layout.blockBoundingRect(block).translated(0, -top)
            if area.top() > event.rect().bottom():
                break
            number = block.blockNumber()
            sign = _(_SIGNS.get(_kind_of(block.userState()), str(number + 1)))
            accent = theme.accent if number == current else theme.muted
            painter.setPen(QColor(accent))
            place = QPointF(_MARGIN - SPACE_2 - metrics.horizontalAdvance(sign), 0)
            painter.drawText(place + QPointF(0, area.top() + metrics.lineSpacing() + 1), sign)
            if number == current:
                bar = QRectF(_MARGIN - 4, area.top() + 2, 2, max(8.0, area.height() - SPACE_2))
                painter.fillRect(bar, QColor(theme.accent))
            block = block.next()
        painter.end()


def _kind_of(state: int) -> BlockKind:
    is_told = 0 <= state < len(CHOOSABLE_KINDS)
    return CHOOSABLE_KINDS[state] if is_told else BlockKind.PARAGRAPH
