"""An application that wears a look for a test, and none after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from annotator.gui.look.wearing import undress


@contextmanager
def undressed_after(app: QApplication) -> Iterator[QApplication]:
    """Give the application back as it was, whatever a test dresses it in."""
    palette, font, style = app.palette(), app.font(), app.style().name()
    yield app
    undress(app)
    app.setFont(font)
    app.setPalette(palette)
    app.setStyle(style)
