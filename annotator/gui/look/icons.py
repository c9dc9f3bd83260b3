"""Line icons in a colour of the theme, drawn from the icon package's SVG files when painted."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from annotator.gui.look.theme import Theme
from annotator.gui.look.wearing import current_theme

ICON_SIZE = 20
#: How much of its colour an icon keeps where its control is disabled.
DISABLED_OPACITY = 0.45
_OFF, _ON = QIcon.State.Off, QIcon.State.On


#: Draws into a box, in a theme.
Drawing = Callable[[QPainter, QRectF, Theme], None]


def themed_icon(name: str, ink: str = "text", size: int = ICON_SIZE, *, on: str = "") -> QIcon:
    """Return an icon in a colour of the theme that is worn when it is painted.

    `name` is a file name of the icon package without its ending, such as "undo-2", or nothing;
    `on` is another one while a button is checked. `ink` is a colour of `Theme` by its name, or
    one of its own as #RRGGBB. Raise KeyError where the package has no such icon.
    """
    off, checked = _drawing(name, ink), _drawing(on or name, ink)
    return QIcon(_Engine({_OFF: off, _ON: checked}, size, f"{name} {on} {ink}"))


def _drawing(name: str, ink: str) -> Drawing:
    if name:
        _svg(name)

    def draw(painter: QPainter, box: QRectF, theme: Theme) -> None:
        if name:
            _render(painter, box, name, colour_of(theme, ink))

    return draw


def colour_of(theme: Theme, ink: str) -> str:
    """Return a colour (#RRGGBB) of a theme by its name; a colour stays as it is."""
    return ink if ink.startswith("#") else str(getattr(theme, ink))


def icon_pixmap(name: str, colour: str, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` x `size` points at a device pixel ratio."""
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _render(painter, QRectF(0, 0, size, size), name, colour)
    painter.end()
    return pixmap


def drawn_icon(draw: Drawing, size: int = ICON_SIZE, key: str = "") -> QIcon:
    """Return an icon that is drawn in the theme that is worn when it is painted.

    Drawings with the same `key` look alike, so one is kept for all of them.
    """
    return QIcon(_Engine({_OFF: draw, _ON: draw}, size, key))


class _Engine(QIconEngine):
    """Draws when Qt asks, so that a theme change has nothing to do for icons."""

    def __init__(self, draw: Mapping[QIcon.State, Drawing], size: int, key: str) -> None:
        super().__init__()
        self._draw = draw
        self._size = size
        self._key = key
        # Qt owns what `clone` returns, but does not keep its Python side.
        self._clones: list[_Engine] = []

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        side = min(self._size, size.width(), size.height())
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        side = self.actualSize(rect.size(), mode, state)
        pixmap = self.scaledPixmap(side * ratio, mode, state, ratio)
        place = QRect(rect.topLeft(), side)
        place.moveCenter(rect.center())
        painter.drawPixmap(place, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        theme = current_theme()
        side = min(size.width(), size.height(), round(self._size * scale))
        is_faded = mode == QIcon.Mode.Disabled
        key = f"{self._key} {side} {scale} {is_faded} {state} {theme}" if self._key else ""
        pixmap = QPixmap()
        if not (key and QPixmapCache.find(key, pixmap)):
            pixmap = self._drawn(self._draw[state], side, scale, is_faded)
            if key:
                QPixmapCache.insert(key, pixmap)
        return pixmap

    def _drawn(self, draw: Drawing, side: int, scale: float, is_faded: bool) -> QPixmap:
        pixmap = QPixmap(side, side)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw(painter, QRectF(0, 0, side / scale, side / scale), current_theme())
        if is_faded:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.fillRect(QRectF(0, 0, side, side), QColor.fromRgbF(0, 0, 0, DISABLED_OPACITY))
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        made = _Engine(self._draw, self._size, self._key)
        self._clones.append(made)
        return made


def _render(painter: QPainter, box: QRectF, name: str, colour: str) -> None:
    svg = _svg(name).replace(b"currentColor", QColor(colour).name().encode())
    QSvgRenderer(QByteArray(svg)).render(painter, box)


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
