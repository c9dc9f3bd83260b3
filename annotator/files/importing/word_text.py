"""The words of a Word document as it shows them: each once, in order, and none that is hidden.

Whatever element words stand in, they are found: an unknown one is a wrapper. Only what Word
itself does not show is left out: deleted and moved-away text, codes of fields, hidden text, and
all but one form of what is stored in several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.files.importing.word_package import attribute, child, is_on, local_name
from annotator.files.importing.word_styles import WordKind, WordStyles
from annotator.files.importing.word_symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DELETED = frozenset({"del", "moveFrom"})
_NOT_SHOWN = frozenset({"instrText", "delText", "delInstrText", "rt"})
_HOLDERS = frozenset({"body", "tc", "txbxContent", "footnote", "endnote", "hdr", "ftr"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTE_MARKS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PAGE_EDGES = ("headerReference", "footerReference")
_CELL = " | "
#: The cells of a table that holds data; paragraphs in cells are only laid out in a table.
_LONGEST_CELL = 80


@dataclass(frozen=True, slots=True)
class WordBlock:
    """The words of one paragraph or of one row of a table, and what they are."""

    text: str
    kind: WordKind = WordKind.TEXT
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of the place that is being read."""

    shown: bool = True
    paragraph: Element | None = None
    table: Element | None = None


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph that is being read, with the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[WordBlock] = field(default_factory=list)
    kind: WordKind = WordKind.TEXT


class WordReader:
    """Reads the stories of one document: its text, its notes, its pages' heads and feet."""

    def __init__(self, styles: WordStyles, most: int, most_blocks: int) -> None:
        """Take the styles, and how many characters and blocks are read at most."""
        self._styles = styles
        self._left, self._blocks_left = most, most_blocks
        self._found: list[WordBlock] = []
        self._open = _OpenParagraph()
        #: Of each open field, whether its code is still being read.
        self._fields: list[bool] = []
        self._whole_fields: frozenset[Element] = frozenset()
        #: What the text names, in order: kind and id of notes, ids of heads and feet.
        self.notes: dict[tuple[str, str], None] = {}
        self.edges: dict[str, None] = {}
        self._readers: dict[str, Callable[[Element, _Place], None]] = {
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._holder_unless_deleted,
            "sym": self._symbol,
            "ruby": self._ruby,
            "fldChar": self._field,
            "txbxContent": self._box,
            "AlternateContent": self._alternate,
            **dict.fromkeys(_SIGNS, self._sign),
            **dict.fromkeys(_NOTE_MARKS, self._note),
            **dict.fromkeys(_PAGE_EDGES, self._edge),
        }

    def story(self, root: Element) -> list[WordBlock]:
        """Return the blocks of a part, or of one note in it."""
        self._fields = []
        self._whole_fields = frozenset(_whole_fields(root))
        with self._apart() as found:
            self._inside(root, _Place())
        return found

    def _visit(self, element: Element, place: _Place) -> None:
        name = local_name(element)
        if name == "pPr":  # the last paragraph of a section says what stands at its pages' edges
            section = child(element, "sectPr")
            element, name = (section, "sectPr") if section is not None else (element, name)
        if name.endswith("Pr") and name != "sectPr":
            return
        if name in _NOT_SHOWN or self._left < 0 or self._blocks_left < 0:
            return
        if name in _DELETED:
            place = replace(place, shown=False)
        self._readers.get(name, self._inside)(element, place)

    def _inside(self, element: Element, place: _Place) -> None:
        for each in element:
            self._visit(each, place)

    # -- blocks --------------------------------------------------------------------------------

    @contextmanager
    def _apart(self) -> Iterator[list[WordBlock]]:
        """Collect blocks in a list of their own."""
        before = self._found, self._open
        self._found, self._open = [], _OpenParagraph()
        found = self._found
        try:
            yield found
            self._close()
        finally:
            self._found, self._open = before

    def _close(self) -> None:
        """End the open paragraph."""
        done, self._open = self._open, _OpenParagraph()
        text = "".join(done.pieces)
        if text.strip():
            self._found.append(WordBlock(text, done.kind))
            self._blocks_left -= 1
        self._found += done.boxes

    def _paragraph(self, element: Element, place: _Place) -> None:
        if place.paragraph is not None:  # only a damaged file has one in another
            self._close()
        properties = child(element, "pPr")
        self._open.kind = self._styles.kind(properties)
        here = replace(place, paragraph=properties if properties is not None else element)
        self._inside(element, here)
        mark = child(properties, "rPr")
        deleted = any(local_name(each) in _DELETED for each in mark) if mark is not None else False
        # Without its mark a paragraph goes on with the next one.
        if not deleted and not self._styles.is_hidden(mark, here.paragraph, here.table):
            self._close()

    def _holder_unless_deleted(self, element: Element, place: _Place) -> None:
        if child(element, "tcPr", "cellDel") is not None:
            place = replace(place, shown=False)
        self._inside(element, replace(place, paragraph=None))
        self._close()

    def _table(self, element: Element, place: _Place) -> None:
        self._close()
        self._inside(element, replace(place, table=child(element, "tblPr")))

    def _row(self, element: Element, place: _Place) -> None:
        if child(element, "trPr", "del") is not None:
            place = replace(place, shown=False)
        cells: list[list[WordBlock]] = []
        for cell in _cells(element):
            with self._apart() as found:
                self._visit(cell, place)
            cells.append(found)
        self._found += _row_blocks([cell for cell in cells if cell])

    def _box(self, element: Element, place: _Place) -> None:
        with self._apart() as found:
            self._inside(element, replace(place, paragraph=None, table=None))
        self._open.boxes += found

    def _alternate(self, element: Element, place: _Place) -> None:
        """Read one of several forms of the same: the first that has words."""
        forms = list(element)
        worded = (form for form in forms if any(local_name(e) == "t" for e in form.iter()))
        chosen = next(worded, forms[0] if forms else None)
        if chosen is not None:
            self._inside(chosen, place)

    # -- words ---------------------------------------------------------------------------------

    def _run(self, element: Element, place: _Place) -> None:
        if place.shown and self._styles.is_hidden(
            child(element, "rPr"), place.paragraph, place.table
        ):
            place = replace(place, shown=False)
        self._inside(element, place)

    def _text(self, element: Element, place: _Place) -> None:
        self._say((element.text or "").replace("\n", " ").replace("\r", " "), place)

    def _sign(self, element: Element, place: _Place) -> None:
        self._say(_SIGNS[local_name(element)], place)

    def _symbol(self, element: Element, place: _Place) -> None:
        self._say(symbol(attribute(element, "char"), attribute(element, "font")), place)

    def _ruby(self, element: Element, place: _Place) -> None:
        """Read the words, then how they are said, in brackets."""
        self._inside(element, place)
        reading = child(element, "rt")
        if reading is not None and any((e.text or "").strip() for e in _texts(reading)):
            self._say("(", place)
            self._inside(reading, place)
            self._say(")", place)

    def _field(self, element: Element, _place: _Place) -> None:
        """Follow a field: its code is not shown, its result is."""
        kind = attribute(element, "fldCharType")
        if element not in self._whole_fields:
            return
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, element: Element, place: _Place) -> None:
        if place.shown and not any(self._fields):
            kind = _NOTE_MARKS[local_name(element)]
            self.notes.setdefault((kind, attribute(element, "id")))

    def _edge(self, element: Element, _place: _Place) -> None:
        is_first = attribute(element, "type") == "first"
        if is_first and not is_on(child(element.getparent(), "titlePg")):
            return
        self.edges.setdefault(attribute(element, "id"))

    def _say(self, text: str, place: _Place) -> None:
        if place.shown and not any(self._fields):
            self._open.pieces.append(text)
            self._left -= len(text)


def _texts(element: Element) -> Iterator[Element]:
    return (each for each in element.iter() if local_name(each) == "t")


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, also those in wrappers; what is no cell is read as one."""
    for each in row:
        name = local_name(each)
        if name == "tc" or not any(local_name(e) == "tc" for e in each.iter()):
            yield each
        elif name not in _DELETED:
            yield from _cells(each)


def _row_blocks(cells: list[list[WordBlock]]) -> Iterable[WordBlock]:
    """Return a row of short cells as one block; cells with paragraphs are blocks themselves."""
    short = all(len(cell) == 1 and len(cell[0].text) <= _LONGEST_CELL for cell in cells)
    if len(cells) > 1 and short and not any(cell[0].is_row for cell in cells):
        words = (" ".join(cell[0].text.split()) for cell in cells)
        return [WordBlock(_CELL.join(words), is_row=True)]
    return [block for cell in cells for block in cell]


def _whole_fields(root: Element) -> Iterator[Element]:
    """Yield the marks of those fields that also end: a damaged one must not hide the rest."""
    open_: list[list[Element]] = []
    for each in root.iter():
        if local_name(each) != "fldChar":
            continue
        kind = attribute(each, "fldCharType")
        if kind == "begin":
            open_.append([each])
        elif open_:
            open_[-1].append(each)
            if kind == "end":
                yield from open_.pop()
