"""A small picture of a lesson: its articles side by side, the begun ones marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.look.theme import blend

#: Which lines of a sheet are marked, and in which colour; sheets differ a little.
MARKS = (
    {1: "#E69F00", 4: "#56B4E9"},
    {2: "#CC79A7"},
    {1: "#56B4E9", 3: "#E69F00"},
    {3: "#CC79A7", 4: "#E69F00"},
    {2: "#56B4E9"},
)
#: How long each line of text is, as a share of the sheet.
LINES = (0.62, 1.0, 0.9, 1.0, 0.74)


class ArticlesPicture(QWidget):
    """Sheets of paper, as many as the lesson has articles; decoration only."""

    SHEET = QSize(34, 46)
    GAP = 6

    def __init__(self, articles: int, begun: int, parent: QWidget | None = None) -> None:
        """Draw so many sheets, the first of them with highlights."""
        super().__init__(parent)
        self._articles = max(1, min(articles, 5))
        self._begun = begun
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size of all sheets."""
        width = self._articles * (self.SHEET.width() + self.GAP) - self.GAP
        return QSize(width + 2, self.SHEET.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheets from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self._articles):
            left = 1 + number * (self.SHEET.width() + self.GAP)
            self._draw_sheet(
                painter, QRectF(left, 1, self.SHEET.width(), self.SHEET.height()), number
            )
        painter.end()

    def _draw_sheet(self, painter: QPainter, sheet: QRectF, number: int) -> None:
        palette = self.palette()
        paper = palette.color(QPalette.ColorRole.Base)
        ink = palette.color(QPalette.ColorRole.Dark)
        is_begun = number < self._begun
        painter.setPen(QPen(ink if is_begun else palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(paper)
        painter.drawRoundedRect(sheet, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        marks = MARKS[number % len(MARKS)] if is_begun else {}
        faint = blend(paper.name(), ink.name(), 0.75 if is_begun else 0.4)
        room = sheet.width() - 12
        for line, share in enumerate(LINES):
            top = sheet.top() + 8 + line * 7.0
            height = 3.0 if line == 0 else 2.0
            if line in marks:
                tint = QColor(marks[line])
                painter.setBrush(tint)
                painter.drawRoundedRect(QRectF(sheet.left() + 6, top - 2, room * share, 6), 2, 2)
                painter.setBrush(QColor(blend(tint.name(), "#000000", 0.45)))
            else:
                painter.setBrush(QColor(faint))
            painter.drawRect(QRectF(sheet.left() + 6, top, room * share, height))
