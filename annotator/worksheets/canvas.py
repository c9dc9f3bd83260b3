"""A canvas that writes text and draws shapes on a tagged canvas, never as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from unicodedata import combining

from reportlab.pdfbase.ttfonts import TTFont

from annotator.worksheets.fonts import Face, Typefaces
from annotator.worksheets.shaping import BOX_WIDTH, OBJECT, GlyphCluster, is_ignorable
from annotator.worksheets.styles import QUIET, TEXT, Colour
from annotator.worksheets.tagging import Node, TaggedCanvas, printable

#: Stand for characters that the main font lacks, or has outside its first 256 glyphs.
_ELSEWHERE = "\ue000"


class _Encoder(dict[int, str]):
    """Code points as they stand in a PDF string of the font's first subset."""

    def __init__(self, font: TTFont, document: object) -> None:
        super().__init__()
        self._font = font
        self._document = document
        font.splitString(" ", document)
        self.name = font.getSubsetInternalName(0, document)

    def __missing__(self, code: int) -> str:
        value = _ELSEWHERE
        is_plain = code != ord(_ELSEWHERE) and not combining(chr(code))
        if is_plain and code in self._font.face.charToGlyph:
            subset, packed = self._font.splitString(chr(code), self._document)[0]
            value = _ELSEWHERE if subset else _escaped(packed)
        self[code] = value
        return value


def _escaped(packed: bytes) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b"()\\" else f"\\{byte:03o}"
        for byte in packed
    )


#: Cuts for which a font that steps in is drawn bolder.
_BOLD = frozenset({Face.BOLD, Face.BOLD_ITALIC})


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


class PdfCanvas:
    """Writes text piece by piece and draws lines, boxes and curves.

    Text stands between `text_begins` and `text_ends`; shapes stand outside. For a character
    that no font has a box is drawn.
    """

    def __init__(self, tagged: TaggedCanvas, typefaces: Typefaces) -> None:
        self.tagged = tagged
        self.typefaces = typefaces
        self._unprintable: dict[str, None] = {}
        self._op = tagged.addLiteral
        self._encoders = {face: _Encoder(typefaces.font(face), tagged.pdf) for face in Face}
        self._boxes: list[tuple[float, float, float]] = []
        self._font = ("", 0.0)
        self._colour: Colour | None = None
        self._bookmarks = 0
        self._level = 0
        self._chapter = ""

    # -- text --------------------------------------------------------------------------------

    def text_begins(self) -> None:
        """Open a text object."""
        self._op("q BT")
        self._font = ("", 0.0)
        self._colour = None

    def text_ends(self) -> None:
        """Close the text object and draw the boxes of characters that no font has."""
        self._op("ET Q")
        if self._boxes:
            with self.artifact():
                self.stroke(QUIET, 0.6)
                for x, y, size in self._boxes:
                    self.box(x + 0.06 * size, y, 0.48 * size, 0.7 * size)
            self._boxes.clear()

    def mark_begins(self, node: Node) -> None:
        """Begin content of a node of the structure tree."""
        self._op(self.tagged.marked(node))

    def mark_ends(self) -> None:
        """End the content of the node."""
        self._op("EMC")

    def show(
        self,
        x: float,
        y: float,
        face: Face,
        size: float,
        text: str,
        colour: Colour = TEXT,
        *,
        right_to_left: bool = False,
    ) -> None:
        """Write `text` with its baseline from (x, y)."""
        self.colour(colour)
        encoder = self._encoders[face]
        encoded = text.translate(encoder)
        if right_to_left or _ELSEWHERE in encoded:
            clusters = self.typefaces.arranged(text, face, right_to_left=right_to_left)
            self.show_clusters(x, y, face, size, text, clusters)
            return
        self._use(encoder.name, size)
        self._op(f"1 0 0 1 {x:.2f} {y:.2f} Tm ({encoded}) Tj")

    def colour(self, colour: Colour) -> None:
        """Set the colour of the text that follows."""
        if colour != self._colour:
            self._op(f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg")
            self._colour = colour

    def _use(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self._op(f"{name} {size:g} Tf")
            self._font = (name, size)

    def show_clusters(
        self,
        x: float,
        y: float,
        face: Face,
        size: float,
        text: str,
        clusters: Sequence[GlyphCluster],
    ) -> None:
        """Write arranged clusters of `text`, their places counted from x.

        Stretches come in reading order. One that is read to the left is drawn from its left
        end, as programs that copy text from PDF expect.
        """
        for is_reversed, group in groupby(clusters, key=lambda c: c.is_reversed):
            run = list(group)
            if is_reversed:
                run.sort(key=lambda c: c.x)
            for cluster in run:
                self._show_cluster(x, y, face, size, text, cluster)

    def _show_cluster(
        self, x: float, y: float, face: Face, size: float, text: str, cluster: GlyphCluster
    ) -> None:
        left, font = x + cluster.x * size / 1000, cluster.font
        said = text[cluster.start : cluster.end]
        if font is None:
            if said != OBJECT:
                self._show_boxes(left, y, face, size, said)
            return
        document = self.tagged.pdf
        is_bold = face in _BOLD and font.fontName != face.value
        if is_bold:
            red, green, blue = self._colour or TEXT
            self._op(f"{red:.3f} {green:.3f} {blue:.3f} RG {size * 0.03:.2f} w 2 Tr")
        for glyph in cluster.glyphs:
            dx, dy = glyph.dx * size / 1000, glyph.dy * size / 1000
            for subset, packed in font.splitString(chr(glyph.code), document):
                self._use(font.getSubsetInternalName(subset, document), size)
                self._op(f"1 0 0 1 {left + dx:.2f} {y + dy:.2f} Tm ({_escaped(packed)}) Tj")
        if is_bold:
            self._op("0 Tr")

    def _show_boxes(self, x: float, y: float, face: Face, size: float, stretch: str) -> None:
        """Leave room for boxes, and the characters themselves for whoever reads the file."""
        self._use(self._encoders[face].name, size)
        for character in stretch:
            if is_ignorable(character):
                continue
            self._unprintable[character] = None
            self._op(f"/Span<</ActualText<FEFF{_utf16(character)}>>>BDC")
            self._op(f"1 0 0 1 {x:.2f} {y:.2f} Tm ( ) Tj EMC")
            self._boxes.append((x, y, size))
            x += BOX_WIDTH * size / 1000

    def begin_chapter(self, title: str) -> None:
        """Let the bookmarks from here on hang under one with this title."""
        self._chapter, self._level = title, 1

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add an entry to the outline that leads to height y of this page."""
        if self._chapter:
            self._add_entry(self._chapter, 0, y)
            self._chapter = ""
        self._add_entry(title, level + self._level, y)

    def _add_entry(self, title: str, level: int, y: float) -> None:
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self.tagged.bookmarkPage(key, fit="XYZ", top=y, left=0)
        self.tagged.addOutlineEntry(printable(title), key, level)

    def take_unprintable(self) -> list[str]:
        """Return the characters for which boxes were drawn, and begin a new list."""
        taken = list(self._unprintable)
        self._unprintable.clear()
        return taken

    # -- shapes ------------------------------------------------------------------------------

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Draw what is no content: rules, tints, running heads."""
        self._op("/Artifact BMC q")
        yield
        self._op("Q EMC")

    @contextmanager
    def figure(self, node: Node) -> Iterator[None]:
        """Draw shapes that say something; the node's alternative text says it in words."""
        self._op(self.tagged.marked(node) + " q")
        yield
        self._op("Q EMC")

    def stroke(
        self, colour: Colour, width: float, dash: Sequence[float] = (), *, round_caps: bool = False
    ) -> None:
        """Set how the next lines are drawn."""
        pattern = " ".join(f"{length:g}" for length in dash)
        self._op(
            f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} RG {width:g} w "
            f"[{pattern}] 0 d {int(round_caps)} J"
        )

    def fill(self, colour: Colour) -> None:
        """Set what the next areas are filled with."""
        self._op(f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        self._op(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def path(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw straight lines from point to point."""
        rest = " ".join(f"{x:.2f} {y:.2f} l" for x, y in points[1:])
        self._op(f"{points[0][0]:.2f} {points[0][1]:.2f} m {rest} S")

    def wave(self, x1: float, x2: float, y: float, height: float, period: float) -> None:
        """Draw a wavy line; its phase hangs on the page, so that stretches join."""
        half = period / 2
        step = int(x1 // half)
        x = x1
        base, bows = f"{y:.2f}", (f"{y + height:.2f}", f"{y - height:.2f}")
        parts = [f"{x1:.2f} {base} m"]
        while x < x2 - 0.05:
            end, bow = min((step + 1) * half, x2), bows[step % 2]
            near, far = x + (end - x) * 0.36, x + (end - x) * 0.64
            parts.append(f"{near:.2f} {bow} {far:.2f} {bow} {end:.2f} {base} c")
            x, step = end, step + 1
        self._op(" ".join(parts) + " S")

    def area(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle from its lower left corner."""
        self._op(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the outline of a rectangle from its lower left corner."""
        self._op(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")
