"""Lines of text: runs of words broken to a width, measured once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.worksheets.fonts import Face, Typefaces
from annotator.worksheets.shaping import clusters_of, is_right_to_left
from annotator.worksheets.styles import Colour


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one cut; a new line begins at each line end."""

    text: str
    face: Face = Face.REGULAR
    colour: Colour | None = None


#: A piece of a line: where it begins, the index of its run, and its text.
Piece = tuple[float, int, str]
Line = tuple[Piece, ...]


class RightToLeftLine(tuple[Piece, ...]):
    """A line of a paragraph that is read from right to left and ends at its right edge."""

    __slots__ = ()


def as_typed(text: str) -> str:
    """Return the text with one kind of line end, and spaces for tabs; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")


@dataclass(slots=True)
class _Setting:
    """Lines that are being filled."""

    width: float
    lines: list[Line]
    pieces: list[Piece]
    x: float = 0.0

    def end_line(self) -> None:
        self.lines.append(tuple(self.pieces))
        self.pieces = []
        self.x = 0.0


class LayoutCache:
    """Fonts, widths of words and broken paragraphs, shared by the worksheets of one batch.

    A class prints the same articles and explanations for each student: whoever writes a
    batch makes one cache and passes it to every worksheet.
    """

    def __init__(self, typefaces: Typefaces | None = None) -> None:
        self.typefaces = typefaces or Typefaces()
        self._broken: dict[tuple[tuple[tuple[str, Face], ...], float, float], tuple[Line, ...]] = {}
        self._single: dict[tuple[str, Face, float, float], str] = {}

    def lines(self, runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
        """Return the runs broken into lines of at most `width` points; one line at least."""
        known = (tuple((run.text, run.face) for run in runs), size, width)
        lines = self._broken.get(known)
        if lines is None:
            lines = self._broken[known] = self._break(runs, size, width)
        return lines

    def on_one_line(self, text: str, face: Face, size: float, room: float) -> str:
        """Return a quotation that fits on one line, cut between words with an ellipsis."""
        known = (text, face, size, room)
        line = self._single.get(known)
        if line is None:
            line = self._single[known] = self._cut_to(text, face, size, room)
        return line

    def _cut_to(self, text: str, face: Face, size: float, room: float) -> str:
        if self.typefaces.width(text, face, size) <= room:
            return text
        ending = "…”"
        x = self.typefaces.width(ending, face, size)
        count = 0
        for character in text:
            x += self.typefaces.advance(character, face) * size / 1000
            if x > room:
                break
            count += 1
        space = text.rfind(" ", 0, count + 1)
        cut = text[: space if space > count // 2 else count]
        return cut.rstrip(" ,.;:–”") + ending

    def _break(self, runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
        setting = _Setting(width, [], [])
        rows: list[tuple[int, str]] = [(0, "")]
        for index, run in enumerate(runs):
            for number, row in enumerate(as_typed(run.text).split("\n")):
                if number:
                    setting.end_line()
                    rows.append((len(setting.lines), ""))
                rows[-1] = (rows[-1][0], rows[-1][1] + row)
                self._set_row(setting, index, row, run.face, size)
        setting.end_line()
        lines = setting.lines
        for (first, row), (last, _) in zip(rows, [*rows[1:], (len(lines), "")], strict=True):
            if is_right_to_left(row):
                faces = [run.face for run in runs]
                lines[first:last] = [
                    self._turned(line, faces, size, width) for line in lines[first:last]
                ]
        return tuple(lines)

    def _turned(
        self, line: Line, faces: Sequence[Face], size: float, width: float
    ) -> RightToLeftLine:
        """Return a line with its pieces from the right edge on to the left."""
        turned = []
        x = width
        for _, index, text in line:
            x -= self.typefaces.width(text, faces[index], size)
            turned.append((x, index, text))
        hanging = line[-1][2][len(line[-1][2].rstrip(" ")) :] if line else ""
        spare = self.typefaces.width(hanging, faces[line[-1][1]], size) if hanging else 0.0
        turned = [(x + spare, index, text) for x, index, text in turned]
        return RightToLeftLine(turned)

    def _set_row(self, setting: _Setting, index: int, row: str, face: Face, size: float) -> None:
        widths = self.typefaces.words[face]
        scale = size / 1000
        space = widths[" "] * scale
        limit = setting.width + 0.01
        x = begin = setting.x
        words: list[str] = []
        for number, word in enumerate(row.split(" ")):
            length = widths[word] * scale
            gap = space if number else 0.0
            if x > 0 and x + gap + length > limit and word:
                if words:
                    setting.pieces.append((begin, index, " ".join(words) + " "))
                setting.end_line()
                x = begin = gap = 0.0
                words = []
            if not x and gap + length > limit:
                words, gap = [], 0.0  # a space at the start of the line gives way
            if length > limit:
                *full, word = self.chopped(word, face, size, setting.width)
                for part in full:
                    setting.pieces.append((0.0, index, part))
                    setting.end_line()
                x, begin, gap = 0.0, 0.0, 0.0
                length = widths[word] * scale
                words = []
            words.append(word)
            x += gap + length
        if words != [""]:
            setting.pieces.append((begin, index, " ".join(words)))
        setting.x = x

    def chopped(self, word: str, face: Face, size: float, width: float) -> list[str]:
        """Return a word that is wider than a line cut into parts that fit."""
        parts = [""]
        x = 0.0
        for cluster in clusters_of(word):
            advance = self.typefaces.words[face][cluster] * size / 1000
            if parts[-1] and x + advance > width:
                parts.append("")
                x = 0.0
            parts[-1] += cluster
            x += advance
        return parts
