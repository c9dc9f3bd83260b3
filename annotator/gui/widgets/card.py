"""A card: a large button with widgets on it, in the look of a sheet of paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.gui.look.theme import RADIUS, blend


class Card(QPushButton):
    """A button that holds a layout; the mouse, the keyboard and screen readers see one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty card; give it a layout and an accessible name."""
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.is_dashed = False

    def sizeHint(self) -> QSize:
        """Return the size that the layout wants."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the layout."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Return that wrapped text makes a narrow card taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the layout needs at this width."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return self.sizeHint().height()
        return layout.totalHeightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet, its edge, and the ring where the keyboard is."""
        palette = self.palette()
        ground = palette.color(QPalette.ColorRole.Base).name()
        accent = palette.color(QPalette.ColorRole.Highlight)
        edge = QPen(palette.color(QPalette.ColorRole.Mid), 1)
        if self.underMouse() or self.isDown():
            ground = blend(ground, accent.name(), 0.16 if self.isDown() else 0.06)
            edge = QPen(palette.color(QPalette.ColorRole.Dark), 1)
        if self.is_dashed:
            edge.setColor(palette.color(QPalette.ColorRole.Dark))
            edge.setStyle(Qt.PenStyle.DashLine)
        if self.hasFocus():
            edge = QPen(palette.color(QPalette.ColorRole.Accent), 2.5)
        inset = edge.widthF() / 2
        sheet = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        painter.end()
