"""Print a small list: a title, some sentences and a table, without any markup of foreign text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from annotator.gui.look.theme import FONT_FAMILY


def paper_of(
    title: str,
    sentences: Sequence[str] = (),
    headers: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> QTextDocument:
    """Return a page in black on white."""
    document = QTextDocument()
    font = QFont(FONT_FAMILY)
    font.setPointSize(11)
    document.setDefaultFont(font)
    cursor = QTextCursor(document)
    bold, plain, large = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    large.setFontWeight(QFont.Weight.Bold)
    large.setFontPointSize(16)
    cursor.insertText(title, large)
    for sentence in sentences:
        cursor.insertBlock()
        cursor.insertText(sentence, plain)
    if rows:
        cursor.insertBlock()
        shape = QTextTableFormat()
        shape.setCellPadding(5)
        shape.setCellSpacing(0)
        shape.setBorderCollapse(True)
        shape.setHeaderRowCount(1)
        table = cursor.insertTable(len(rows) + 1, len(headers), shape)
        for column, text in enumerate(headers):
            table.cellAt(0, column).firstCursorPosition().insertText(text, bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                table.cellAt(number, column).firstCursorPosition().insertText(text, plain)
    return document


def print_paper(document: QTextDocument, parent: QWidget) -> bool:
    """Ask for a printer in the system's own dialog and print; return whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if chosen:
        document.print_(printer)
    return chosen
