"""Tell whether there is a screen, without importing Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

#: What to say where there is none.
NO_DISPLAY = (
    "There is no display here, so the window cannot open; nothing was changed. "
    "“annotator demo” shows what the program does without one."
)


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """Return whether a window can open; on Linux that needs a display server."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    variables = os.environ if environment is None else environment
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(variables.get(name) for name in names)
