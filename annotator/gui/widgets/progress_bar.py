"""A thin bar that shows how far something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from annotator.translation import _


class ThinProgressBar(QProgressBar):
    """A progress bar of a few pixels, without a number of its own."""

    HEIGHT = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start at 0 of 100."""
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Progress"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the groove and the part that is done."""
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span else 0.0
        groove = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        outline = groove.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(outline, self.HEIGHT / 2, self.HEIGHT / 2)
        if share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            groove.setWidth(max(self.HEIGHT, groove.width() * share))
            painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(groove, self.HEIGHT / 2, self.HEIGHT / 2)
        painter.end()
