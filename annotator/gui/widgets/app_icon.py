"""The program's icon, drawn: a letter on a sheet over a wavy line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from annotator.gui.look.theme import FONT_FAMILY

SIZES = (16, 24, 32, 48, 64, 128, 256)


def app_icon() -> QIcon:
    """Return the icon in the sizes that window managers ask for."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(size))
    return icon


def _drawn(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64, size / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#0F6E74"))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(42)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#FCFBF7"))
    painter.drawText(QRectF(2, 0, 60, 50), Qt.AlignmentFlag.AlignCenter, "A")
    wave = QPainterPath(QPointF(12, 52))
    for start in range(12, 52, 10):
        wave.quadTo(start + 2.5, 47, start + 5, 52)
        wave.quadTo(start + 7.5, 57, start + 10, 52)
    painter.setPen(QPen(QColor("#E69F00"), 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(wave)
    painter.end()
    return pixmap
