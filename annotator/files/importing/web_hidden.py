"""Text that a page hides until one of its programs shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from annotator.files.importing.web_blocks import Part, WebBlock

_HIDING = regex.compile(r"(?:display|visibility)\s*:[^;]*;?", regex.IGNORECASE)


def shown_blocks(blocks: Sequence[WebBlock]) -> list[WebBlock]:
    """Return the blocks that a reader sees; show what is hidden if it is most of the page's text.

    A page whose article is hidden waits for a program that shows it, and no program runs here.
    """
    if all(block.part.hidden is None for block in blocks):
        return list(blocks)
    running: Counter[Part | None] = Counter()
    other: Counter[Part | None] = Counter()
    for block in blocks:
        count = running if block.is_running and block.part.is_text else other
        count[block.part.hidden] += len(block.text)
    hidden = running.total() - running[None]
    if hidden <= running[None]:
        return [block for block in blocks if block.part.hidden is None]
    revealed: set[Part] = set()
    for part, length in running.items():
        if part is not None and length > other[part]:
            revealed.update(around for around in part.around() if around.hides)
    for part in revealed:
        _reveal(part)
    return [block for block in blocks if _is_shown(block.part, revealed)]


def _is_shown(part: Part, revealed: set[Part]) -> bool:
    return all(around in revealed for around in part.around() if around.hides)


def _reveal(part: Part) -> None:
    """Take from an element what hides it, so that the extraction reads it too."""
    element = part.element
    element.attrib.pop("hidden", None)
    if part.tag in ("noscript", "template"):
        element.tag = "div"
    if style := element.get("style"):
        element.set("style", _HIDING.sub("", style))
