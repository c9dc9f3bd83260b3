"""The blocks of an imported page as rows: kept or dropped, what they are, and why."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.imports import ImportedBlock, ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import KIND_NAMES
from annotator.gui.lists.row import Row, TitleStyle, Tone
from annotator.translation import _

_FACES = {
    BlockKind.HEADLINE: TitleStyle.BOLD,
    BlockKind.SUBHEADING: TitleStyle.BOLD,
    BlockKind.CAPTION: TitleStyle.ITALIC,
    BlockKind.QUOTATION: TitleStyle.ITALIC,
}


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block as the teacher's decisions leave it, beside what the program chose."""

    number: int
    block: ImportedBlock
    program: ImportedBlock
    is_decided: bool

    @property
    def id(self) -> str:
        """Return the number of the block on its page, as a list knows it."""
        return str(self.number)

    @property
    def text(self) -> str:
        """Return the words of the block, or how it stood on the page where none are left."""
        return self.block.text or " ".join(self.block.raw.split())

    @property
    def reason(self) -> str:
        """Return why it is kept or dropped, and what the program chose where it was overruled."""
        if not self.is_decided:
            return _(self.program.reason)
        reason = _(self.program.reason)
        if self.program.keep == self.block.keep:
            kind = _(KIND_NAMES[self.program.kind]).lower()
            return _(
                "your decision; the program took it for a {kind}: {reason}",
                kind=kind,
                reason=reason,
            )
        if self.program.keep:
            return _("your decision; the program kept it: {reason}", reason=reason)
        return _("your decision; the program dropped it: {reason}", reason=reason)

    @property
    def was_changed(self) -> bool:
        """Return whether the cleaning changed the words of the block."""
        return " ".join(self.block.raw.split()) != self.block.text


def block_rows(page: ImportedPage | None) -> tuple[BlockRow, ...]:
    """Return the blocks of a page in its order."""
    if page is None:
        return ()
    pairs = zip(page.blocks, page.current, strict=True)
    return tuple(
        BlockRow(number, current, program, number in page.decisions)
        for number, (program, current) in enumerate(pairs)
    )


def listed(row: BlockRow) -> Row:
    """Return a block as a list shows it: a box to keep it, its words, its kind and why."""
    state = _("Kept") if row.block.keep else _("Dropped")
    kind = _(KIND_NAMES[row.block.kind])
    face = _FACES.get(row.block.kind, TitleStyle.PLAIN)
    return Row(
        row.id,
        row.text,
        f"{state}  ·  {kind}  ·  {row.reason}",
        tone=Tone.TEXT if row.block.keep else Tone.MUTED,
        note_tone=Tone.ACCENT if row.is_decided else Tone.MUTED,
        face=face if row.block.keep else face | TitleStyle.STRUCK,
        is_checked=row.block.keep,
        spoken=f"{state}, {kind.lower()}, {row.reason}: {row.text}",
    )
