"""The text of a web page as blocks, each with its place in the page; nothing is fetched or run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from annotator.domain.imports import Region
from annotator.domain.lessons import BlockKind
from annotator.files.importing.web_marks import (
    Quotes,
    as_paragraph,
    as_part,
    as_span,
    is_note_link,
    raised,
    said_instead,
)
from annotator.files.importing.web_regions import names_credit, names_hover, names_tell, told_by
from annotator.services.cleaning.folding import begins_small, is_ended
from annotator.services.cleaning.lines import text_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    {
        *("script", "style", "svg", "math", "iframe", "object", "embed", "canvas", "head"),
        *("title", "meta", "link", "input", "select", "option", "textarea", "audio", "video"),
        *("map", "track", "source", "datalist", "applet", "noframes", "rt", "rp", "rtc"),
    }
)
_READINGS = frozenset({"rt", "rp", "rtc"})
#: All other elements stand in the line, known or not, as in a browser.
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "col"),
        *("colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu"),
        *("nav", "noscript", "ol", "p", "plaintext", "pre", "search", "section", "summary"),
        *("table", "tbody", "td", "template", "tfoot", "th", "thead", "tr", "ul", "xmp"),
    }
)
#: Elements of the line that browsers know; a part of an unknown name may be a block.
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data"),
        *("del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "meter"),
        *("nobr", "output", "picture", "progress", "q", "rb", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TEXT_TAGS = frozenset({"p", "li", "dd", "dt", "td", "th"})
_ROW_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_CELLS = frozenset({"td", "th"})
#: Parts that may tell who wrote a page, and when.
_TELLING = frozenset({"h1", "h2", "time", "abbr", "address"})
_CONTROLS = frozenset({"button", "label"})
_MEASURES = frozenset({"meter", "progress", "output", "data"})
_BOLD = frozenset({"b", "strong"})
_KEEPS_LINES = frozenset({"pre", "xmp", "plaintext", "listing"})
#: Parts that only a program shows.
_UNSHOWN = frozenset({"noscript", "template"})
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_DISPLAY = regex.compile(
    r"display\s*:\s*(?:(?P<inline>inline)|block|flex|grid|table|list-item)", regex.IGNORECASE
)
#: Stands for the break of a line until its block ends.
_BREAK = "\x1e"
_SENTENCE = regex.compile(r"[.!?…。！？؟۔।]")
_SHORTEST_RUNNING = 60
_LONGEST_CELL = 200
#: A button, a label or a time in a longer line is a word of its sentence.
_LONGEST_CONTROL = 25
_MOSTLY = 0.9
#: A page of a person's hand has far fewer blocks.
_MOST_BLOCKS = 20_000


@dataclass(slots=True, eq=False)
class Part:
    """A part of the page with the part around it, and what both say of their text."""

    element: HtmlElement
    tag: str
    outer: Part | None = None
    names: str = ""
    region: Region | None = None
    kind: BlockKind | None = None
    is_credit: bool = False
    in_figure: bool = False
    in_quotation: bool = False
    keeps_lines: bool = False
    is_row: bool = False
    is_table: bool = False
    #: Whether only a program shows this part itself.
    hides: bool = False
    #: The innermost parts, this one or one around it, of which something is said.
    told: Part | None = None
    doubted: Part | None = None
    #: The innermost such part, this one or one around it, if any.
    hidden: Part | None = None

    @property
    def is_text(self) -> bool:
        """Return whether neither this part nor those around it say that they are no article."""
        return all(part.region is None for part in self.around())

    def around(self) -> Iterator[Part]:
        """Yield this part and those around it, the innermost first."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.outer


@dataclass(slots=True)
class WebBlock:
    """One block of a web page with its place and the shares of it that are links and so on."""

    text: str
    part: Part
    linked: float = 0.0
    bold: float = 0.0
    controls: float = 0.0
    #: Where its first link leads.
    address: str = ""
    #: Lines that only line breaks part are of one group.
    group: int = 0

    @property
    def kind(self) -> BlockKind | None:
        """Return what the block is, if the page says so; a bold line may be a subheading."""
        part = self.part
        if part.kind is not None:
            return part.kind
        if part.in_quotation:
            return BlockKind.QUOTATION
        if part.is_row:
            return BlockKind.TABLE_ROW
        if "li" in (part.tag, part.outer.tag if part.outer else ""):
            return BlockKind.LIST_ITEM
        return BlockKind.PARAGRAPH if part.tag in _TEXT_TAGS and self.bold <= _MOSTLY else None

    @property
    def is_title(self) -> bool:
        """Return whether the block is a heading of the first rank."""
        return self.part.tag == "h1"

    @property
    def is_running(self) -> bool:
        """Return whether the block looks like sentences rather than a line of the page."""
        return (
            len(self.text) >= _SHORTEST_RUNNING
            and self.linked < 0.5
            and bool(_SENTENCE.search(self.text))
        )


@dataclass(slots=True)
class _Line:
    """Running text that has not met the end of its block yet."""

    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    controlling: list[HtmlElement] = field(default_factory=list)
    address: str = ""
    bold: int = 0
    controls: int = 0

    @property
    def end(self) -> str:
        """Return the end of the text so far."""
        return "".join(self.pieces[-3:])


@dataclass(frozen=True, slots=True)
class WebText:
    """The blocks of a page as they stand, the hidden ones too, and the parts that tell of it."""

    blocks: list[WebBlock]
    telling: list[HtmlElement]


def web_text(tree: HtmlElement, language: str = "") -> WebText:
    """Return the text of a page, and make the tree plain: what stands in the line as a span.

    The extraction takes a button in a sentence for a form, and drops its words.
    """
    walk = _Walk(tree, language)
    walk.walk(tree)
    for element, change in walk.changes:
        change(element)
    return WebText(walk.found, walk.telling)


class _Walk:
    """One way through a page, from its first element to its last."""

    def __init__(self, tree: HtmlElement, language: str) -> None:
        self.found: list[WebBlock] = []
        self.telling: list[HtmlElement] = []
        self.changes: list[tuple[HtmlElement, Callable[[HtmlElement], None]]] = []
        self._part = Part(tree, "html")
        self._line = _Line()
        self._links = self._bold = self._controls = 0
        self._group = 0
        self._quotes = Quotes(language)

    def walk(self, tree: HtmlElement) -> None:
        """Find the blocks; the way needs no stack of Python's, however deep the page is."""
        from lxml.etree import iterwalk

        leaving: list[Callable[[], None] | None] = []
        walker = iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                enters, leave = self._enter(element)
                leaving.append(leave)
                if not enters:
                    walker.skip_subtree()
                elif element.text:
                    self._add(element.text)
                if len(self.found) >= _MOST_BLOCKS:
                    break
            else:
                leave = leaving.pop()
                if leave is not None:
                    leave()
                if leaving and element.tail:
                    self._add(element.tail)
        self._end_block()

    # -- the text -------------------------------------------------------------------------------

    def _add(self, text: str) -> None:
        line = self._line
        if not line.pieces and text.isspace():
            return
        line.pieces.append(text)
        if self._links or self._bold or self._controls:
            plain = text.strip()
            if self._links and plain:
                line.links.append(" ".join(plain.split()))
            line.bold += len(plain) if self._bold else 0
            line.controls += len(plain) if self._controls else 0

    def _end_block(self) -> None:
        line = self._line
        if not line.pieces:
            return
        self._line = _Line()
        text = "".join(line.pieces)
        if not self._part.keeps_lines and _BREAK not in text:
            text = " ".join(text.split())
            if text and self._goes_on(text):
                self.found[-1].text += f" {text}"
            elif text:
                self._group += 1
                self._keep(text, line, self._group, sum(map(len, line.links)))
            return
        if self._part.keeps_lines:
            text = text.replace(_BREAK, "\n")
        else:
            text = "\n".join([" ".join(each.split()) for each in text.split(_BREAK)])
        first, last = self._group + 1, self._group
        for piece in text_blocks(text):
            last = first + piece.group
            linked = sum(len(link) for link in line.links if link in piece.text)
            self._keep(piece.text, line, last, linked)
        self._group = last

    def _goes_on(self, text: str) -> bool:
        """Return whether a text ends the sentence of a paragraph that the parser closed early.

        A form within a paragraph ends it; what follows stands in no paragraph of its own.
        """
        last = self.found[-1] if self.found else None
        return (
            last is not None
            and last.part.tag == "p"
            and last.part.outer is self._part
            and begins_small(text)
            and not is_ended(last.text)
        )

    def _keep(self, text: str, line: _Line, group: int, linked: int) -> None:
        length = len(text)
        if line.controlling and length > _LONGEST_CONTROL * len(line.controlling):
            self.changes += [(element, as_span) for element in line.controlling]
        self.found.append(
            WebBlock(
                text,
                self._part,
                min(1.0, linked / length),
                min(1.0, line.bold / length),
                min(1.0, line.controls / length),
                line.address,
                group,
            )
        )

    # -- the elements ---------------------------------------------------------------------------

    def _enter(self, element: HtmlElement) -> tuple[bool, Callable[[], None] | None]:
        """Go into an element; return whether its inside is read, and what is done behind it."""
        tag = element.tag
        if tag in _SKIPPED:
            if tag in _READINGS:
                self.changes.append((element, said_instead("")))
            return False, None
        if tag == "br":
            self._line.pieces.append(_BREAK)
            return False, None
        told = dict(element.items())
        if tag in _TELLING or (
            told
            and names_tell(
                *(told.get("class"), told.get("id"), told.get("itemprop"), told.get("rel"))
            )
        ):
            self.telling.append(element)
        style = told.get("style", "")
        hidden = tag in _UNSHOWN or "hidden" in told or bool(style and _HIDDEN.search(style))
        if hidden and tag in _INLINE:
            return False, None
        if not (hidden or self._is_block(element, tag, told)):
            if tag == "span" and "class" in told and names_hover(told["class"]):
                self.changes.append((element, said_instead("")))
                return False, None
            return self._enter_inline(element, tag)
        if tag in _CELLS and self._part.is_row:
            if self._line.pieces:
                self._line.pieces.append(" | ")
            return True, None
        self._end_block()
        if tag == "figure" and element.find(".//blockquote") is not None:
            self.changes.append((element, as_part))
        elif tag in ("footer", "cite") and self._part.in_quotation:
            self.changes.append((element, as_paragraph))
        self._part = self._inside(element, tag, told, hidden=hidden)
        return True, self._leave_block

    def _is_block(self, element: HtmlElement, tag: str, told: dict[str, str]) -> bool:
        """Return whether an element breaks the line."""
        style = told.get("style", "")
        display = _DISPLAY.search(style) if style else None
        if display is not None:
            return not display["inline"]
        if self._part.is_row and tag not in _CELLS:
            return False
        if tag in _BLOCKS:
            return tag != "form" or not _is_blank(element)
        if tag in _INLINE:
            if tag == "cite":
                return self._part.in_quotation and not self._line.end.strip()
            pictured = self._part.in_figure or self._part.kind is BlockKind.CAPTION
            return pictured and "class" in told and names_credit(told["class"])
        return self._is_paragraph(element)

    def _is_paragraph(self, element: HtmlElement) -> bool:
        """Return whether an element of an unknown name is a paragraph of its own."""
        before = self._line.end.strip()
        if before and not is_ended(before):
            return False
        text = "".join(element.itertext()).strip()
        return len(text) >= _SHORTEST_RUNNING and is_ended(text)

    def _enter_inline(
        self, element: HtmlElement, tag: str
    ) -> tuple[bool, Callable[[], None] | None]:
        if tag == "a":
            if is_note_link(element):
                self.changes.append((element, said_instead("")))
                return False, None
            self._links += 1
            self._line.address = self._line.address or element.get("href") or ""
            return True, self._leave_link
        if tag in _BOLD:
            self._bold += 1
            return True, self._leave_bold
        if tag in _CONTROLS:
            self._controls += 1
            self._line.controlling.append(element)
            return True, self._leave_control
        if tag == "time":
            self._line.controlling.append(element)
            return True, None
        if tag == "q":
            self.changes.append((element, as_span))
            self._add(self._quotes.opened(element, self._line.end[-1:]))
            return True, self._leave_quotation
        if tag == "sup":
            instead = raised(element, self._line.end)
            if instead is not None:
                self.changes.append((element, said_instead(instead)))
                self._add(instead)
                return False, None
        elif tag not in _INLINE or tag in _MEASURES:
            self.changes.append((element, as_span))
        return True, None

    def _leave_block(self) -> None:
        self._end_block()
        assert self._part.outer is not None, "the walk left more than it entered"
        self._part = self._part.outer

    def _leave_link(self) -> None:
        self._links -= 1

    def _leave_bold(self) -> None:
        self._bold -= 1

    def _leave_control(self) -> None:
        self._controls -= 1

    def _leave_quotation(self) -> None:
        self._add(self._quotes.closed())

    def _inside(
        self, element: HtmlElement, tag: str, told: dict[str, str], *, hidden: bool
    ) -> Part:
        """Return the part of the page that an element makes."""
        outer = self._part
        says = told_by(tag, told.get("role", ""), told.get("class", ""), told.get("id", ""))
        quoted = outer.in_quotation or tag == "blockquote"
        figure = outer.in_figure or says.is_figure
        kind = BlockKind.SUBHEADING if tag in _SUBHEADINGS else outer.kind
        if says.is_caption and not quoted:
            kind = BlockKind.CAPTION
        pictured = figure or kind is BlockKind.CAPTION
        part = Part(
            element,
            tag,
            outer,
            says.names,
            None if quoted and tag == "footer" else says.region,
            kind,
            outer.is_credit or (pictured and says.is_credit),
            figure,
            quoted,
            outer.keeps_lines or tag in _KEEPS_LINES,
            outer.is_row or (tag == "tr" and outer.is_table),
            outer.is_table if tag in _ROW_GROUPS else tag == "table" and _is_table(element),
            hidden,
        )
        part.hidden = part if hidden else outer.hidden
        part.told = part if part.region else outer.told
        part.doubted = part if says.is_doubted else outer.doubted
        return part


def _is_blank(element: HtmlElement) -> bool:
    return not any(text.strip() for text in element.itertext())


def _is_table(element: HtmlElement) -> bool:
    """Return whether a table has short cells, and is not the frame of a page."""
    if element.get("role") in ("presentation", "none"):
        return False
    rows = cells = 0
    for inner in element.iter():
        if inner.tag == "table" and inner is not element:
            return False
        rows += inner.tag == "tr"
        if inner.tag in _CELLS:
            cells += 1
            if sum(len(text.strip()) for text in inner.itertext()) > _LONGEST_CELL:
                return False
    return rows >= 2 and cells >= 2 * rows
