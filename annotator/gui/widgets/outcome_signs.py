"""Signs of grading, drawn: what became of an item, and how far a hand-in is.

They are those of the printed worksheet: a tick for found, a half-filled square for partly, a
sign of inequality for the other category, an empty square for missed, a plus for more than the
key asks. Each has a shape of its own, so none needs its colour.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from annotator.translation import N_


class OutcomeSign(StrEnum):
    """A small drawing with a meaning; its value is what a screen reader says."""

    NONE = ""
    FOUND = N_("found")
    PARTLY = N_("partly found")
    OTHER = N_("other category")
    MISSED = N_("missed")
    TRAP = N_("fell for the trap")
    EXTRA = N_("not in the key")
    ACCEPTED = N_("accepted")
    REJECTED = N_("rejected")
    IGNORED = N_("ignored")
    OPEN = N_("not graded")
    STARTED = N_("in progress")
    DONE = N_("graded")
    RETURNED = N_("returned")


def draw_sign(painter: QPainter, sign: OutcomeSign, box: QRectF, colour: str) -> None:
    """Draw a sign into a square; the colour is that of its lines."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    painter.translate(box.center())
    painter.scale(side / 16, side / 16)
    pen = QPen(QColor(colour), 1.9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWN[sign](painter, QBrush(QColor(colour)))
    painter.restore()


def _nothing(_painter: QPainter, _fill: QBrush) -> None:
    """Draw nothing."""


def _tick(painter: QPainter, _fill: QBrush) -> None:
    painter.drawPolyline(QPolygonF([QPointF(-5, 0.5), QPointF(-1.5, 4), QPointF(5, -4)]))


def _half_square(painter: QPainter, fill: QBrush) -> None:
    painter.drawRect(QRectF(-4.5, -4.5, 9, 9))
    painter.fillRect(QRectF(-4.5, -4.5, 4.5, 9), fill)


def _unequal(painter: QPainter, _fill: QBrush) -> None:
    painter.drawLine(QPointF(-5, -2), QPointF(5, -2))
    painter.drawLine(QPointF(-5, 2), QPointF(5, 2))
    painter.drawLine(QPointF(3, -5.5), QPointF(-3, 5.5))


def _square(painter: QPainter, _fill: QBrush) -> None:
    painter.drawRect(QRectF(-4.5, -4.5, 9, 9))


def _cross(painter: QPainter, _fill: QBrush) -> None:
    painter.drawLine(QPointF(-4, -4), QPointF(4, 4))
    painter.drawLine(QPointF(-4, 4), QPointF(4, -4))


def _triangle(painter: QPainter, _fill: QBrush) -> None:
    painter.drawPolygon(QPolygonF([QPointF(0, -5.5), QPointF(5.5, 4.5), QPointF(-5.5, 4.5)]))
    painter.drawLine(QPointF(0, -1.5), QPointF(0, 1.6))


def _plus(painter: QPainter, _fill: QBrush) -> None:
    painter.drawLine(QPointF(-5, 0), QPointF(5, 0))
    painter.drawLine(QPointF(0, -5), QPointF(0, 5))


def _plus_and_tick(painter: QPainter, _fill: QBrush) -> None:
    painter.drawLine(QPointF(-6, -3), QPointF(-0.5, -3))
    painter.drawLine(QPointF(-3.2, -5.8), QPointF(-3.2, -0.2))
    painter.drawPolyline(QPolygonF([QPointF(-2, 3), QPointF(0.8, 5.5), QPointF(6, -1)]))


def _dash(painter: QPainter, _fill: QBrush) -> None:
    painter.drawLine(QPointF(-4.5, 0), QPointF(4.5, 0))


def _ring(painter: QPainter, _fill: QBrush) -> None:
    painter.drawEllipse(QPointF(0, 0), 4.8, 4.8)


def _half_disc(painter: QPainter, fill: QBrush) -> None:
    painter.drawEllipse(QPointF(0, 0), 4.8, 4.8)
    painter.setBrush(fill)
    painter.drawPie(QRectF(-4.8, -4.8, 9.6, 9.6), 90 * 16, 180 * 16)


def _disc(painter: QPainter, fill: QBrush) -> None:
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), 4.8, 4.8)


def _arrow(painter: QPainter, _fill: QBrush) -> None:
    """Draw a tick with an arrow below it: it went back."""
    painter.drawPolyline(QPolygonF([QPointF(-2, -6), QPointF(-6, -2), QPointF(-2, 2)]))
    painter.drawPolyline(QPolygonF([QPointF(-6, -2), QPointF(5, -2), QPointF(5, 5)]))


_DRAWN = {
    OutcomeSign.NONE: _nothing,
    OutcomeSign.FOUND: _tick,
    OutcomeSign.PARTLY: _half_square,
    OutcomeSign.OTHER: _unequal,
    OutcomeSign.MISSED: _square,
    OutcomeSign.TRAP: _triangle,
    OutcomeSign.EXTRA: _plus,
    OutcomeSign.ACCEPTED: _plus_and_tick,
    OutcomeSign.REJECTED: _cross,
    OutcomeSign.IGNORED: _dash,
    OutcomeSign.OPEN: _ring,
    OutcomeSign.STARTED: _half_disc,
    OutcomeSign.DONE: _disc,
    OutcomeSign.RETURNED: _arrow,
}
