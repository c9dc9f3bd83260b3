"""Text from outside, shown as the text that it is.

Qt takes a tip that looks like markup for a page: it draws it and loads what it names, also from
other machines. Labels and boxes can be told that theirs is plain; tips cannot, so whatever
would be taken for markup is written so that it is not, and looks the same.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import Qt

#: Has no width and breaks no line; after it no sign begins a tag.
_JOINER = "\u2060"


class Tipped(Protocol):
    """A widget, an action or an item that has a tip."""

    def setToolTip(self, text: str, /) -> object:
        """Take the tip."""


def plain(text: str) -> str:
    """Return a text that Qt shows as it stands, whatever is in it."""
    if not Qt.mightBeRichText(text):
        return text
    return text.replace("<", f"<{_JOINER}").replace("&", f"&{_JOINER}")


def set_tip(target: Tipped, text: str) -> None:
    """Give something a tip whose words may come from outside."""
    target.setToolTip(plain(text))
