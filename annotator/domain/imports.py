"""A page that was imported: what stood in it, what the cleaning decided, what the teacher did.

Nothing of a page is lost: every block keeps its words as they stood, a dropped block stays in
the list with the reason, and a teacher's decision lies beside the program's, never over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.domain.lessons import BlockKind
from annotator.translation import _


class Region(StrEnum):
    """Where in a web page a block stands; other files have only text."""

    TEXT = "text"
    MENU = "menu"
    HEADER = "header"
    FOOTER = "footer"
    SIDE = "side"
    FORM = "form"
    COMMENTS = "comments"
    NOTICE = "notice"
    TEASERS = "teasers"
    OUTSIDE = "outside"
    REPEATED = "repeated"
    EMBEDDED = "embedded"
    CREDIT = "credit"
    NOTES = "notes"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page tells about itself; an empty text where it tells nothing."""

    headline: str = ""
    outlet: str = ""
    byline: str = ""
    date: str = ""
    language: str = ""
    url: str = ""

    def filled_from(self, other: PageMetadata) -> PageMetadata:
        """Return this with what is empty taken from `other`."""
        return PageMetadata(
            headline=self.headline or other.headline,
            outlet=self.outlet or other.outlet,
            byline=self.byline or other.byline,
            date=self.date or other.date,
            language=self.language or other.language,
            url=self.url or other.url,
        )


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as a reader of files found it, before any cleaning.

    Blocks of one `group` stood on neighbouring lines, without an empty line between them.
    """

    text: str
    group: int
    region: Region = Region.TEXT
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as a reader of files found it: all its text, its blocks and what it tells."""

    text: str
    blocks: tuple[RawBlock, ...]
    metadata: PageMetadata = field(default_factory=PageMetadata)


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    """One block of a page, kept or dropped, with the reason; `raw` is how it stood there."""

    text: str
    keep: bool
    reason: str
    kind: BlockKind = BlockKind.PARAGRAPH
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a teacher decided about a block; None leaves the program's choice."""

    keep: bool | None = None
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class TextReading:
    """One way to read the bytes of a text: the encoding, what it is called, and some words."""

    encoding: str
    name: str
    sample: str


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A cleaned page: the raw text, the program's blocks and the teacher's decisions by index."""

    raw: str
    metadata: PageMetadata
    blocks: tuple[ImportedBlock, ...]
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    #: Where its bytes can be read in other ways as well: the way taken, then the others.
    readings: tuple[TextReading, ...] = ()

    @property
    def current(self) -> tuple[ImportedBlock, ...]:
        """Return the blocks as the teacher's decisions leave them."""
        return tuple(self._decided(index, block) for index, block in enumerate(self.blocks))

    @property
    def kept(self) -> tuple[ImportedBlock, ...]:
        """Return the blocks that make the article, in order."""
        return tuple(block for block in self.current if block.keep)

    @property
    def paragraphs(self) -> tuple[tuple[BlockKind, str], ...]:
        """Return the kept blocks as the paragraphs of an article."""
        return tuple((block.kind, block.text) for block in self.kept)

    def deciding(self, index: int, decision: Decision) -> ImportedPage:
        """Return the page with the teacher's decision about one block."""
        if not 0 <= index < len(self.blocks):
            raise IndexError(f"the page has no block {index}")
        return replace(self, decisions={**self.decisions, index: decision})

    def undeciding(self, index: int) -> ImportedPage:
        """Return the page with the program's own choice for one block again."""
        rest = {place: made for place, made in self.decisions.items() if place != index}
        return replace(self, decisions=rest)

    def _decided(self, index: int, block: ImportedBlock) -> ImportedBlock:
        made = self.decisions.get(index)
        if made is None:
            return block
        return replace(
            block,
            keep=block.keep if made.keep is None else made.keep,
            kind=block.kind if made.kind is None else made.kind,
        )


def readings_told(readings: tuple[TextReading, ...]) -> str:
    """Return the sentence that shows the other readings and names the choice; or nothing."""
    if len(readings) < 2:
        return ""
    shown = "; ".join(
        _(
            "{encoding} ({name}): “{sample}”",
            encoding=each.encoding,
            name=_(each.name),
            sample=each.sample,
        )
        for each in readings[1:]
    )
    return _(
        "Its signs can be read in other ways too. Read as {encoding}: “{sample}”. Other ways: "
        "{others}. If another is right, name it: --encoding NAME.",
        encoding=readings[0].encoding,
        sample=readings[0].sample,
        others=shown,
    )
