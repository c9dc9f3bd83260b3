"""Labels: elided to some lines, and small ones that look like a chip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.gui.look.wearing import set_role
from annotator.gui.widgets.broken_lines import broken

#: For how many texts and widths a label keeps its lines.
MOST_KNOWN = 8


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a plain-text label in one of the roles that the style sheet draws."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        set_role(made, role)
    return made


class Chip(QLabel):
    """A few words in a small rounded box."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show the text."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class ElidedLabel(QLabel):
    """Text on at most some lines; what does not fit ends in an ellipsis."""

    def __init__(
        self, text: str, lines: int = 1, role: str = "", parent: QWidget | None = None
    ) -> None:
        """Show the text on at most `lines` lines."""
        super().__init__(text, parent)
        self._lines = lines
        # A layout asks for the height at a few widths again and again.
        self._known: dict[tuple[str, int, str], list[str]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            set_role(self, role)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow label has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines that are needed at this width."""
        return len(self._broken(width)) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return a size that gives way to everything else."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        for number, line in enumerate(self._broken(self.width())):
            painter.drawText(QPointF(0, metrics.ascent() + number * metrics.lineSpacing()), line)
        painter.end()

    def _broken(self, width: int) -> list[str]:
        """Return the text in lines, the last one elided; broken once for each width."""
        key = (self.text(), width, self.font().key())
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = broken(self.text(), self.font(), width, self._lines) or [""]
        return self._known[key]


class IconLabel(QWidget):
    """An icon beside words, in a colour of the theme."""

    def __init__(self, name: str, ink: str, size: int = 20) -> None:
        """Show an icon in a square."""
        super().__init__()
        self.setFixedSize(size, size)
        self.set_icon(name, ink)

    def set_icon(self, name: str, ink: str) -> None:
        """Show another icon."""
        self._named = (name, ink)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        # Only now, because the first window has none in sight and should not wait.
        from annotator.gui.look.icons import themed_icon

        painter = QPainter(self)
        themed_icon(*self._named, self.width()).paint(painter, self.rect())
        painter.end()
