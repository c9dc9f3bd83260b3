"""A canvas that writes tagged PDF: a structure tree, artifacts, language and title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

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
    """One element of the structure tree: a role, its words for a listener, its content."""

    role: str
    alt: str = ""
    attributes: str = ""
    parent: Node | None = None
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    number: int = 0

    def under(self, parent: Node) -> Node:
        """Hang the node under `parent` unless it hangs already; return the node."""
        if self.parent is None:
            self.parent = parent
            parent.kids.append(self)
        return self

    def is_used(self) -> bool:
        """Return whether any content hangs under the node."""
        return any(isinstance(kid, tuple) or kid.is_used() for kid in self.kids)


_WIDE = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)


def _as_utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match.group(1), 16)).encode('utf-16-be').hex().upper()}>"


class _Raw(pdfdoc.PDFObject):
    """An indirect object whose bytes are known once all objects have numbers."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.content = b""

    def format(self, _document: object) -> bytes:
        """Return the bytes of the object."""
        return self.content


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
        self.setTitle(title)
        self.setCreator("Annotator")
        self.setViewerPreference("DisplayDocTitle", "true")
        self.document = Node("Document")
        self._owners: list[list[Node]] = [[]]
        xmp = _XMP.format(title=escape(title), language=escape(language))
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

    def replace_on_pages(self, placeholder: str, text: str) -> None:
        """Put `text` where `placeholder` was drawn on the closed pages."""
        for page in self._doc.Pages.pages:
            page.stream = page.stream.replace(placeholder, text)

    def finished(self) -> bytes:
        """Return the whole file."""
        self._write_tree()
        self._write_fonts()
        self._code.clear()
        return bytes(self._doc.GetPDFData(self))

    def _write_fonts(self) -> None:
        """Write the fonts, and beyond the first plane the code points as UTF-16 needs them.

        ReportLab writes such a code point with five digits, which no reader understands.
        """
        for font in self._doc.delayedFonts:
            font.addObjects(self._doc)
        self._doc.delayedFonts = []
        for name, thing in self._doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _WIDE.sub(_as_utf16, thing.content)

    # -- the structure tree ----------------------------------------------------------------

    def _write_tree(self) -> None:
        pages = [self._number(page) for page in self._doc.Pages.pages]
        root = _Raw()
        root_number = self._number(root)
        tree = Node("StructTreeRoot", number=root_number)
        self.document.parent = tree
        objects = [(node, _Raw()) for node in self._nodes(self.document)]
        for node, raw in objects:
            node.number = self._number(raw)
        for node, raw in objects:
            raw.content = self._element(node, pages)
        numbers = "\n".join(
            f"{page}[{' '.join(f'{node.number} 0 R' for node in owners)}]"
            for page, owners in enumerate(self._owners[: len(pages)])
        )
        root.content = (
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]"
            f"/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {len(pages)}>>"
        ).encode("ascii")
        self._doc.Catalog.StructTreeRoot = self._doc.Reference(root)
        self._doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _nodes(self, node: Node) -> list[Node]:
        found = [node]
        for kid in node.kids:
            if isinstance(kid, Node):
                found.extend(self._nodes(kid))
        return found

    def _number(self, thing: object) -> int:
        name = self._doc.Reference(thing).name
        return int(self._doc.idToObjectNumberAndVersion[name][0])

    def _element(self, node: Node, pages: list[int]) -> bytes:
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
        text = f"<</Type/StructElem/S/{node.role}/P {parent} 0 R"
        if home is not None:
            text += f"/Pg {pages[home]} 0 R"
        if node.alt:
            text += f"/Alt{_text_string(node.alt)}"
        if node.attributes:
            text += f"/A<<{node.attributes}>>"
        listed = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        return f"{text}/K {listed}>>".encode("ascii")
