"""The text of a web page as blocks, each with its place in the page; nothing is fetched or run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from annotator.domain.imports import Region
from annotator.domain.lessons import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed"),
        *("canvas", "head", "title", "meta", "link", "input", "select", "option", "textarea"),
        *("audio", "video", "map", "track", "source", "datalist", "applet", "noframes"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr", "img", "picture"),
    }
)
_SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TAG_REGIONS = {
    "nav": Region.MENU,
    "menu": Region.MENU,
    "aside": Region.SIDE,
    "footer": Region.FOOTER,
    "form": Region.FORM,
    "button": Region.FORM,
    "fieldset": Region.FORM,
    "dialog": Region.NOTICE,
}
_ROLE_REGIONS = {
    "navigation": Region.MENU,
    "menu": Region.MENU,
    "menubar": Region.MENU,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.SIDE,
    "search": Region.FORM,
    "form": Region.FORM,
    "dialog": Region.NOTICE,
    "alertdialog": Region.NOTICE,
}
#: What the names that pages give to their parts say; the first that fits counts.
_NAME_REGIONS = (
    (Region.NOTICE, r"cookies?|consent|gdpr|ccpa|cmp|onetrust|privacy|paywall|overlay|modal|popup"),
    (Region.EMBEDDED, r"twitter-tweet|instagram-media|fb-post|bluesky-embed|tiktok-embed"),
    (Region.COMMENTS, r"comments?|commentlist|comment-list|disqus|respond|reply-form|discussion"),
    (
        Region.MENU,
        r"nav|navbar|navigation|menu|breadcrumbs?|share|sharing|sharedaddy|social|addtoany|toolbar|tags?|pagination|skip-link",
    ),
    (
        Region.FORM,
        r"newsletters?|subscribe|subscription|signup|sign-up|login|search-form|donate|donation",
    ),
    (
        Region.TEASERS,
        r"related|recommended|recommendations?|recirc|more-stories|more-news|most-read|most-popular|popular|trending|teasers?|read-more|readmore|up-next|outbrain|taboola|promos?|also-read",
    ),
    (
        Region.SIDE,
        r"sidebar|side-bar|widgets?|advert|adverts|advertisement|ads|ad-slot|sponsored|author-bio|about-author|author-box",
    ),
    (Region.FOOTER, r"footer|site-footer|copyright|colophon"),
    (Region.HEADER, r"site-header|masthead|topbar|top-bar|page-header-nav"),
)
_NAMES = tuple(
    (region, regex.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", regex.IGNORECASE))
    for region, names in _NAME_REGIONS
)
_CAPTION = regex.compile(r"caption|wp-caption-text|legend|didascalia|leyenda", regex.IGNORECASE)
_CREDIT = regex.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|img-source|image-source)(?:$|[\s_-])",
    regex.IGNORECASE,
)
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_SPACES = regex.compile(r"[ \t\n\r\f]+")
#: A page of a person's hand has far fewer blocks.
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class WalkState:
    """Where the walk stands: the parts of the page around, and what they say of the text."""

    regions: tuple[tuple[HtmlElement, Region], ...] = ()
    elements: tuple[HtmlElement, ...] = ()
    kind: BlockKind | None = None
    is_title: bool = False
    is_credit: bool = False
    in_figure: bool = False
    keeps_lines: bool = False


@dataclass(slots=True)
class WebBlock:
    """One block of a web page with its place and the share of it that is links."""

    text: str
    place: WalkState
    linked: float


@dataclass(slots=True)
class _Buffer:
    """Running text that has not met the end of its block yet."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, place: WalkState, *, linked: bool) -> None:
        if text:
            flat = text if place.keeps_lines else _SPACES.sub(" ", text)
            self.pieces.append(flat)
            self.linked += len(flat.strip()) if linked else 0

    def taken(self, place: WalkState) -> Iterator[WebBlock]:
        """Yield the block that ends here, if it has text, and start a new one."""
        text = "".join(self.pieces)
        lines = [line.strip() for line in text.split("\n")]
        whole = "\n".join(lines).strip()
        length = len(whole)
        linked = min(1.0, self.linked / length) if length else 0.0
        self.pieces, self.linked = [], 0
        if whole:
            yield WebBlock(_SPACES_IN_LINE.sub(" ", whole), place, linked)


_SPACES_IN_LINE = regex.compile(r" {2,}")


def web_blocks(tree: HtmlElement) -> list[WebBlock]:
    """Return the blocks of a page in the order in which they stand."""
    found: list[WebBlock] = []
    buffer = _Buffer()
    # Walked with a stack of its own: a page may nest deeper than Python's.
    stack: list[tuple[str, HtmlElement, WalkState, bool]] = [("open", tree, WalkState(), False)]
    while stack and len(found) < _MOST_BLOCKS:
        step, element, place, linked = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if step == "tail":
            buffer.add(element.tail, place, linked=linked)
            continue
        if step == "close":
            found.extend(buffer.taken(place))
            continue
        if _is_skipped(element, tag):
            continue
        if tag == "br":
            buffer.pieces.append("\n")
            continue
        inline = tag in _INLINE and not _is_credit(element, place)
        inner = place if inline else _inside(element, tag, place)
        within_link = linked or tag == "a"
        if not inline:
            found.extend(buffer.taken(place))
            stack.append(("close", element, inner, linked))
        buffer.add(element.text, inner, linked=within_link)
        for child in reversed(element):
            stack.append(("tail", child, inner, within_link))
            stack.append(("open", child, inner, within_link))
    found.extend(buffer.taken(WalkState()))
    return found


def _is_skipped(element: HtmlElement, tag: str) -> bool:
    """Return whether an element shows nothing to a reader."""
    if not tag or tag in _SKIPPED or "hidden" in element.attrib:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _is_credit(element: HtmlElement, place: WalkState) -> bool:
    """Return whether an element in a picture's part of the page names who took the picture."""
    pictured = place.in_figure or place.kind is BlockKind.CAPTION
    return pictured and bool(_CREDIT.search(f"{element.get('class') or ''}"))


def _inside(element: HtmlElement, tag: str, outer: WalkState) -> WalkState:
    """Return the place inside an element."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    region = _region(element, tag, names)
    figure = outer.in_figure or tag == "figure" or "wp-caption" in names
    caption = (
        tag in ("figcaption", "caption")
        or (
            tag not in ("body", "html")
            and bool(_CAPTION.search(names))
            and "wp-caption " not in names + " "
        )
        or outer.kind is BlockKind.CAPTION
    )
    credit = outer.is_credit or ((figure or caption) and bool(_CREDIT.search(names)))
    kind = outer.kind
    if caption:
        kind = BlockKind.CAPTION
    elif tag in _SUBHEADINGS:
        kind = BlockKind.SUBHEADING
    return WalkState(
        regions=(*outer.regions, (element, region)) if region else outer.regions,
        elements=(*outer.elements, element),
        kind=kind,
        is_title=tag == "h1",
        is_credit=credit,
        in_figure=figure,
        keeps_lines=outer.keeps_lines or tag in ("pre", "xmp", "plaintext"),
    )


def _region(element: HtmlElement, tag: str, names: str) -> Region | None:
    """Return what an element says about its text, if anything."""
    if tag in ("html", "body", "main", "article"):
        return None
    if tag == "blockquote" and _NAMES[1][1].search(names):
        return Region.EMBEDDED
    found = _TAG_REGIONS.get(tag) or _ROLE_REGIONS.get((element.get("role") or "").casefold())
    if found is not None:
        return found
    if tag == "header" and not any(a.tag in ("article", "main") for a in element.iterancestors()):
        return Region.HEADER if element.find(".//h1") is None else None
    return next((region for region, pattern in _NAMES if pattern.search(names)), None)
