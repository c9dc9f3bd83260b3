"""The shipped typeface, and the font of menus, buttons and labels."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from annotator.gui.look.theme import FONT_FAMILY, Theme


def interface_font(theme: Theme) -> QFont:
    """Return the font of menus, buttons and labels, loaded from the program's own files."""
    load_fonts()
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(theme.interface_size)
    return font


def load_fonts(*styles: str) -> None:
    """Make styles of the shipped font known to Qt; without names those of the interface."""
    for style in styles or ("Regular", "Bold"):
        _load_font(style)


@cache
def _load_font(style: str) -> int:
    """Load one file of the font once; asking Qt whether it is there costs more."""
    spec = importlib.util.find_spec("annotator.typefaces")
    if spec is None or spec.origin is None:
        return -1
    file = Path(spec.origin).with_name(f"AtkinsonHyperlegible-{style}.ttf")
    return QFontDatabase.addApplicationFont(str(file))
