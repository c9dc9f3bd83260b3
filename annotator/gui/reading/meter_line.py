"""How much of the article is highlighted: a line, a bar, and a hint where it is too much."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.services.highlighting import TOO_MUCH
from annotator.translation import N_, _

HINT = N_("That is a lot, so nothing stands out. Keep the words that do the work.")
BAR = QSize(72, 10)


class MeterBar(QWidget):
    """A small bar with a notch where it becomes too much."""

    def __init__(self) -> None:
        """Show an empty bar."""
        super().__init__()
        self.share = 0.0
        self.setFixedSize(BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        theme, area = current_theme(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawRect(area)
        filled = QRectF(area)
        filled.setWidth(area.width() * min(1.0, self.share))
        painter.fillRect(filled, QColor(theme.warning if self.share > TOO_MUCH else theme.accent))
        notch = area.left() + area.width() * TOO_MUCH
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.drawLine(round(notch), 0, round(notch), self.height())
        painter.end()


class MeterLine(QWidget):
    """The meter of the article in which the keyboard is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing highlighted."""
        super().__init__(parent)
        self.bar = MeterBar()
        self.words = ElidedLabel("", role="small")
        self.hint = label(_(HINT), "warning")
        self.hint.setWordWrap(True)
        self.hint.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.bar)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.setAccessibleName(_("Highlighted so far"))

    def show_share(self, share: float, outlet: str) -> None:
        """Show a share, 0 to 1, of an article's words."""
        self.bar.share = share
        self.bar.update()
        text = _("{share:.0f} % highlighted, {outlet}", share=share * 100, outlet=outlet)
        self.words.setText(text)
        set_tip(self.words, text)
        self.hint.setVisible(share > TOO_MUCH)
        self.setAccessibleDescription(f"{text}. {_(HINT)}" if share > TOO_MUCH else text)
