"""Numbered notes: beside the line they belong to, or in columns at the foot of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from annotator.worksheets.blocks import PageBlock, Paragraph
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import VerdictSign
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import Colour
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.wording import quoted

#: The least width of notes beside the text and of the text beside notes, in type sizes.
LEAST_NOTES, LEAST_TEXT = 12.5, 22.0
#: Between the text and its notes, in type sizes.
NOTES_GAP = 1.3
#: Notes of so many lines are not cut.
LONGEST_WHOLE = 10


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What is to be said about one place of an article.

    `position` is the place in the body at which the label stands; `words` what the label is
    put on; `lines` are runs that each begin a new line.
    """

    position: int
    label: str
    words: str
    colour: Colour
    lines: tuple[tuple[Run, ...], ...]
    sign: VerdictSign | None = None


class NoteBlock(Paragraph):
    """A note set in small type, its sign hanging at the left."""

    def __init__(self, setting: Setting, note: MarginNote, parent: Node, width: float) -> None:
        style = setting.styles.note
        indent = style.size * 1.25 if note.sign else 0.0
        runs = [Run(note.label, Face.BOLD, note.colour)]
        if note.words:
            runs.append(Run(f" {_one_line(setting, note, width - indent)}"))
        for line in note.lines:
            first = line[0]
            runs += [Run("\n" + first.text, first.face, first.colour), *line[1:]]
        item = Node("LI", home=parent)
        super().__init__(setting.cache, runs, style, width, item, role="LBody", indent=indent)
        self.note = note
        self._setting = setting
        self.sign = note.sign

    @property
    def least(self) -> float:
        """Return the height of a short note, which stays whole, or of a few lines."""
        return min(len(self.lines), LONGEST_WHOLE) * self.style.leading

    def cut(self, room: float, *, whole_page: bool) -> tuple[PageBlock, PageBlock] | None:
        """Return the lines that fit and the rest of a long note."""
        if len(self.lines) <= LONGEST_WHOLE and not whole_page:
            return None
        return super().cut(room, whole_page=whole_page)

    @property
    def position(self) -> int:
        """Return the place in the body at which the label stands."""
        return self.note.position

    def _part(self, first: int, last: int) -> Self:
        part = super()._part(first, last)
        part.sign = None if first else self.sign
        return part

    def draw(self, canvas: PdfCanvas, x: float, top: float) -> None:
        """Draw the sign and write the note."""
        if self.sign is not None:
            with canvas.artifact():
                self._setting.draw_sign(canvas, self.sign, self.style, x, top)
        super().draw(canvas, x, top)


def _one_line(setting: Setting, note: MarginNote, width: float) -> str:
    """Return the words of a note in quotation marks, cut to what its first line holds."""
    size, cache = setting.styles.note.size, setting.cache
    room = width - cache.typefaces.width(note.label + "  ", Face.BOLD, size)
    text = quoted(note.words, len(note.words) + 2)
    return cache.on_one_line(text, Face.REGULAR, size, room)


def notes_width(setting: Setting) -> float:
    """Return the width of notes beside the text, or 0 where they have to stand below it."""
    if setting.options.columns > 1 or setting.options.spread or setting.is_large_print:
        return 0.0
    width = setting.measure * 0.315
    text = setting.measure - width - NOTES_GAP * setting.size - setting.gutter
    fits = width >= LEAST_NOTES * setting.size and text >= LEAST_TEXT * setting.size
    return width if fits else 0.0


def note_blocks(
    setting: Setting, notes: Sequence[MarginNote], parent: Node, width: float
) -> list[NoteBlock]:
    """Return notes as blocks of one width, in the order of their places."""
    ordered = sorted(notes, key=lambda note: note.position)
    return [NoteBlock(setting, note, parent, width) for note in ordered]
