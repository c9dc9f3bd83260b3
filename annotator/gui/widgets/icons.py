"""Line icons that follow the text colour, drawn from the icon package's SVG files."""

from __future__ import annotations

import importlib.util
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_SIZE = 20
#: How much of its colour an icon keeps where its control is disabled.
DISABLED_OPACITY = 0.45


def themed_icon(name: str, colour: str, size: int = ICON_SIZE) -> QIcon:
    """Return an icon in a colour (#RRGGBB), sharp on every screen that is there.

    `name` is a file name of the icon package without its ending, such as "undo-2".
    Raise KeyError where the package has no such icon.
    """
    icon = QIcon()
    for ratio in _pixel_ratios():
        pixmap = icon_pixmap(name, colour, size, ratio)
        icon.addPixmap(pixmap, QIcon.Mode.Normal)
        icon.addPixmap(_faded(pixmap), QIcon.Mode.Disabled)
    return icon


def icon_pixmap(name: str, colour: str, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` x `size` points at a device pixel ratio."""
    svg = _svg(name).replace(b"currentColor", QColor(colour).name().encode())
    renderer = QSvgRenderer(QByteArray(svg))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _faded(pixmap: QPixmap) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.setDevicePixelRatio(pixmap.devicePixelRatio())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(DISABLED_OPACITY)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded


def _pixel_ratios() -> list[float]:
    """Return 1, 2 and whatever the screens use, so that a window can move between them."""
    return sorted({1.0, 2.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


@cache
def _svg(name: str) -> bytes:
    return _archive().read(f"{name}.svg")


@cache
def _archive() -> ZipFile:
    # Read whole, so that no file stays open; the package itself would import an XML parser.
    spec = importlib.util.find_spec("lucide")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The icon package “lucide” is not installed.")
    return ZipFile(BytesIO(Path(spec.origin).with_name("lucide.zip").read_bytes()))
