"""A canvas that writes tagged PDF: a structure tree, artifacts, language and title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import IO, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from annotator.worksheets.compact import with_objects

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li
 xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li
>{language}</rdf:li></rdf:Bag></dc:language><pdfuaid:part>1</pdfuaid:part></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@dataclass(slots=True, eq=False)
class Node:
    """One element of the structure tree: a role, its words for a listener, its content.

    `home` is where a node hangs itself when the first other node hangs under it, so that
    the tree grows in the order in which things are drawn.
    """

    role: str
    alt: str = ""
    attributes: str = ""
    home: Node | None = None
    parent: Node | None = None
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    number: int = 0

    def under(self, parent: Node) -> Node:
        """Hang the node under `parent` unless it hangs already; return the node."""
        if self.parent is None:
            if parent.home is not None:
                parent.under(parent.home)
            self.parent = parent
            parent.kids.append(self)
        return self

    def is_used(self) -> bool:
        """Return whether any content hangs under the node."""
        return any(isinstance(kid, tuple) or kid.is_used() for kid in self.kids)


#: Numbers left to ReportLab, which makes objects while it writes: some for each page and bookmark.
_SPARE_NUMBERS, _SPARE_EACH = 500, 12
#: The name under which ReportLab refers to the root of the structure tree.
_ROOT = "StructTreeRoot"

_CODE = re.compile(r"<([0-9A-F]{4,6})>$", re.MULTILINE)


def _as_said(texts: Mapping[int, str], match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    text = texts.get(code, chr(code))
    return f"<{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"


def printable(text: str) -> str:
    """Return the text without what cannot be encoded, for titles and the outline."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text_string(text: str) -> str:
    """Return a PDF text string in UTF-16 hexadecimal."""
    return "<FEFF" + text.encode("utf-16-be", "surrogatepass").hex().upper() + ">"


class TaggedCanvas(Canvas):
    """A canvas on which all content is either under a node of the tree or an artifact."""

    # ReportLab's own; the stubs leave them out.
    _doc: Any
    _code: list[str]

    def __init__(
        self,
        file: IO[bytes],
        *,
        page_size: tuple[float, float],
        title: str,
        language: str,
        font_name: str,
    ) -> None:
        super().__init__(
            file,
            pagesize=page_size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=font_name,  # type: ignore[arg-type]  # the stubs want a number
            lang=language,
        )
        title = printable(title)
        self.setTitle(title)
        self.setCreator("Annotator")
        self.setViewerPreference("DisplayDocTitle", "true")
        self.document = Node("Document")
        self._owners: list[list[Node]] = [[]]
        xmp = _XMP.format(title=escape(title, quote=False), language=escape(language))
        packet = xmp.encode("utf-8", "replace")
        self._doc.Catalog.Metadata = pdfdoc.XMP(creator=lambda _: packet)

    @property
    def pdf(self) -> object:
        """Return ReportLab's document, by which fonts count the glyphs they use."""
        return self._doc

    @property
    def page_index(self) -> int:
        """Return the number of the page being drawn, counted from 0."""
        return len(self._owners) - 1

    def marked(self, node: Node) -> str:
        """Return the operator that begins content of `node` on this page."""
        owners = self._owners[-1]
        node.kids.append((self.page_index, len(owners)))
        owners.append(node)
        return f"/{node.role}<</MCID {len(owners) - 1}>>BDC"

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        """Close the page and give it its place in the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.page_index
        page.Tabs = pdfdoc.PDFName("S")
        self._owners.append([])

    def replace_on_pages(self, first: int, placeholder: str, text: str) -> None:
        """Put `text` where `placeholder` was drawn on the closed pages from `first` on."""
        for page in self._doc.Pages.pages[first:]:
            page.stream = page.stream.replace(placeholder, text)

    def finished(self) -> bytes:
        """Return the whole file."""
        self._write_fonts()
        pages = self._write_pages()
        first = self._doc.objectcounter + _SPARE_NUMBERS + _SPARE_EACH * len(pages)
        objects = self._tree(first, pages)
        self._doc.idToObjectNumberAndVersion[_ROOT] = (first, 0)
        self._doc.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(_ROOT)
        self._doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        self._code.clear()
        return with_objects(self._doc.GetPDFData(self), first, objects)

    def _write_pages(self) -> list[int]:
        """Write the pages compressed, without ReportLab's detour by ASCII; return numbers."""
        numbers = []
        for page in self._doc.Pages.pages:
            content = pdfdoc.PDFStream()
            content.content = page.stream
            content.filters = [pdfdoc.PDFZCompress]
            page.Contents = content
            name = self._doc.Reference(page).name
            numbers.append(int(self._doc.idToObjectNumberAndVersion[name][0]))
        return numbers

    def _write_fonts(self) -> None:
        """Write the fonts, and what their glyphs say as UTF-16.

        ReportLab writes code points beyond the first plane with five digits, which no reader
        understands, and knows no glyphs that are several characters or half of one.
        """
        said: dict[str, dict[int, str]] = {}
        for font in self._doc.delayedFonts:
            said[font.face.name.decode("ascii", "replace")] = font.said
            font.addObjects(self._doc)
        self._doc.delayedFonts = []
        for name, thing in self._doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                texts = said.get(name.partition("+")[2], {})
                thing.content = _CODE.sub(partial(_as_said, texts), thing.content)

    # -- the structure tree ----------------------------------------------------------------

    def _tree(self, first: int, pages: Sequence[int]) -> list[bytes]:
        """Return the objects of the tree, numbered from `first`; the root comes first."""
        tree = Node("StructTreeRoot", number=first)
        self.document.parent = tree
        nodes = list(_walk(self.document))
        for number, node in enumerate(nodes, first + 1):
            node.number = number
        numbers = "\n".join(
            f"{page}[{' '.join(f'{node.number} 0 R' for node in owners)}]"
            for page, owners in enumerate(self._owners[: len(pages)])
        )
        root = (
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]"
            f"/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {len(pages)}>>"
        )
        return [root.encode("ascii"), *(_element(node, pages) for node in nodes)]


def _walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, each before its kids."""
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _walk(kid)


def _element(node: Node, pages: Sequence[int]) -> bytes:
    home = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
    kids = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(f"{kid.number} 0 R")
        elif kid[0] == home:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
    parent = node.parent.number if node.parent else 0
    text = f"<</S/{node.role}/P {parent} 0 R"
    if home is not None:
        text += f"/Pg {pages[home]} 0 R"
    if node.alt:
        text += f"/Alt{_text_string(node.alt)}"
    if node.attributes:
        text += f"/A<<{node.attributes}>>"
    listed = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
    return f"{text}/K {listed}>>".encode("ascii")
