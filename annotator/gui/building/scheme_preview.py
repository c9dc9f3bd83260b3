"""How the categories look: on light paper, on dark paper, and without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.scheme import Category, Scheme
from annotator.gui.articles.highlight_colours import HighlightColours, highlight_colours
from annotator.gui.articles.line_patterns import draw_line, line_pen
from annotator.gui.look.theme import DARK, LIGHT, RADIUS, SPACE_2, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.services.schemes import grey_of
from annotator.translation import N_, _

SAMPLE = N_("words")
PAPERS = {N_("light"): LIGHT.surface, N_("dark"): DARK.surface}
COLUMNS = ((N_("Light"), LIGHT, False), (N_("Dark"), DARK, False), (N_("Grey"), LIGHT, True))


class SchemePreview(QWidget):
    """Three narrow sheets with one line for each category."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._categories: tuple[Category, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("How the categories look on light and dark paper and in grey"))

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the categories of a scheme."""
        self._categories = scheme.categories
        self.updateGeometry()
        self.update()

    def _line(self) -> float:
        return QFontMetricsF(self.font()).lineSpacing() + 10

    def sizeHint(self) -> QSize:
        """Return the room for a heading and a line for each category."""
        return QSize(240, round(self._line() * (len(self._categories) + 1)) + SPACE_2)

    def minimumSizeHint(self) -> QSize:
        """Return the same height in less width."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three sheets."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = SPACE_2
        width = (self.width() - 2 * gap) / 3
        for number, (name, paper, is_grey) in enumerate(COLUMNS):
            left = number * (width + gap)
            painter.setPen(QColor(current_theme().muted))
            heading = QRectF(left, 0, width, self._line())
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, _(name))
            sheet = QRectF(left, self._line(), width, self._line() * len(self._categories) + 6)
            self._paint_sheet(painter, sheet.adjusted(0.5, 0.5, -0.5, -0.5), paper, grey=is_grey)
        painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: QRectF, paper: Theme, *, grey: bool) -> None:
        painter.setPen(QPen(QColor(current_theme().border), 1))
        painter.setBrush(QColor(paper.surface))
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        y = sheet.top() + 4
        for category in self._categories:
            row = QRectF(sheet.left() + SPACE_3, y, sheet.width() - SPACE_3 - 4, self._line())
            colours = highlight_colours(category, paper)
            if grey:
                colours = _greyed(colours)
            self._paint_row(painter, row, category, colours, paper.text)
            y += self._line()

    def _paint_row(
        self,
        painter: QPainter,
        row: QRectF,
        category: Category,
        colours: HighlightColours,
        ink: str,
    ) -> None:
        metrics = QFontMetricsF(self.font())
        baseline = row.top() + 3 + metrics.ascent()
        painter.setPen(QColor(colours.letter))
        painter.drawText(QPointF(row.left(), baseline), category.letter)
        left = row.left() + metrics.horizontalAdvance("W") + SPACE_2
        width = metrics.horizontalAdvance(SAMPLE)
        words = QRectF(left, row.top() + 3, width, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawRect(words)
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(left, baseline), SAMPLE)
        pen = line_pen(colours.line, category.line)
        draw_line(painter, category.line, QPointF(left, words.bottom() + 1.5), width, pen)


def _greyed(colours: HighlightColours) -> HighlightColours:
    def grey(colour: str) -> str:
        value = grey_of(colour)
        return f"#{value:02X}{value:02X}{value:02X}"

    return HighlightColours(
        grey(colours.tint), grey(colours.line), grey(colours.letter), grey(colours.under)
    )
