"""The pages of the guide: which there are, what they are called, and where a link leads.

The contents are the links of the index page in their order, so a page that is added there is
found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

INDEX = "index.md"
#: The folder of the pages that name answers of lessons.
ANSWERS = "lessons"
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([\w./-]+\.md)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_NOT_IN_AN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class GuidePage:
    """One page: its file, below the guide's folder, and its title."""

    path: Path
    title: str

    @cached_property
    def text(self) -> str:
        """Return the page as it is written, in Markdown."""
        return self.path.read_text(encoding="utf-8")

    def holds(self, words: str) -> bool:
        """Return whether each of the words stands in the title or the text, whatever its case."""
        folded = f"{self.title} {self.text}".casefold()
        return all(word in folded for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class GuidePlace:
    """Where a link leads: a page, and a heading in it or its top."""

    path: Path
    heading: str = ""


def guide_pages(folder: Path) -> tuple[GuidePage, ...]:
    """Return the index and the pages it names, each once, in its order."""
    index = GuidePage(folder / INDEX, "")
    named = {
        (folder / name).resolve(): title for title, name in reversed(_LINK.findall(index.text))
    }
    return (
        GuidePage(index.path, title_of(index.text)),
        *(GuidePage(path, title) for path, title in reversed(named.items()) if path.is_file()),
    )


def title_of(text: str) -> str:
    """Return the first heading of a page."""
    found = _HEADING.search(text)
    return found[1] if found else ""


def anchor_of(heading: str) -> str:
    """Return the anchor by which links name a heading, as readers of Markdown make it."""
    return _NOT_IN_AN_ANCHOR.sub("", heading.strip().casefold()).replace(" ", "-")


def place_of(link: str, page: Path, folder: Path) -> GuidePlace | None:
    """Return where a link of a page leads, or None where that is outside the guide."""
    name, _, heading = link.partition("#")
    path = (page.parent / name).resolve() if name else page.resolve()
    if path.suffix != ".md" or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return GuidePlace(path, heading)


def names_answers(page: Path, folder: Path) -> bool:
    """Return whether a page is about the key of a lesson: those stand in a folder of their own."""
    return page.resolve().is_relative_to((folder / ANSWERS).resolve())
