"""What elements of a web page say of their text: by their tag, their role and their names."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from annotator.domain.imports import Region

_TAG_REGIONS = {
    "nav": Region.MENU,
    "menu": Region.MENU,
    "aside": Region.SIDE,
    "footer": Region.FOOTER,
    "form": Region.FORM,
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
_EMBEDDED = "twitter-tweet instagram-media fb-post bluesky-embed tiktok-embed"
#: What the names that pages give to their parts say; the first that fits counts.
_NAME_REGIONS = (
    (
        Region.NOTICE,
        "cookie cookies consent gdpr ccpa cmp onetrust privacy paywall overlay modal popup",
    ),
    (Region.EMBEDDED, _EMBEDDED),
    (
        Region.COMMENTS,
        "comment comments commentlist comment-list disqus respond reply-form discussion",
    ),
    (
        Region.MENU,
        "nav navbar navigation menu breadcrumb breadcrumbs share sharing sharedaddy social "
        "addtoany toolbar tag tags pagination skip-link",
    ),
    (
        Region.FORM,
        "newsletter newsletters subscribe subscription signup sign-up login search-form donate "
        "donation",
    ),
    (
        Region.TEASERS,
        "related recommended recommendation recommendations recirc more-stories more-news "
        "most-read most-popular popular trending teaser teasers read-more readmore up-next "
        "outbrain taboola promo promos also-read",
    ),
    (
        Region.SIDE,
        "sidebar side-bar widget widgets advert adverts advertisement ads ad-slot sponsored "
        "author-bio about-author author-box",
    ),
    (Region.FOOTER, "footer site-footer copyright colophon"),
    (Region.HEADER, "site-header masthead topbar top-bar page-header-nav"),
)
_REGIONS = tuple(region for region, _names in _NAME_REGIONS)
#: The rank of each name of one or two words.
_RANKS = {
    name: rank for rank, (_region, names) in enumerate(_NAME_REGIONS) for name in names.split()
}
_EMBEDS = frozenset(_EMBEDDED.split())
_BETWEEN = regex.compile(r"[\s_-]+")
#: A name such as `caption`, `wp-caption-text` or `image__caption`; not what a blog's
#: programs add of the article's own subjects (`tag-legends`) or of what else is there.
_CAPTION = regex.compile(
    r"(?:^|\s)(?!(?:tag|category|cat|has|no|with|without|post|section|topic)[-_])"
    r"(?:[\w-]*[-_])?(?:caption|figcaption|legend|didascalia|leyenda|legende|bildunterschrift)"
    r"(?:[-_]+(?:text|body|content|wrap|wrapper|inner|container|title|description))*(?:$|\s)",
    regex.IGNORECASE,
)
#: What names contain that the extraction, or this program, takes for no article.
_DOUBTED = regex.compile(
    r"share|sharing|social|viral|cookie|consent|privacy|permission|gdpr|newsletter|syndicat|subscri"
    r"|tags?\b|sidebar|banner|crumb|button|author|byline|nav|menu|bar\b|\bad-|-ad-|\bads?\b|advert"
    r"|sponsor|widget|foot|embed|modal|overlay|popup|related|next-|stories|popular|more-on|trend"
    r"|meta|rating|attachment|timestamp|user-|icon|slide|viewport|option|expand|blurred|obfuscat"
    r"|premium|paywall|comment|discussion|respond|disqus|hidden|hide|message|noprint|teaser|promo"
    r"|caption|legend|masthead|header|recommend|recirc|taboola|outbrain|copyright|colophon|login"
    r"|sign-?up|donat|toolbar|pagination|infinite|print",
    regex.IGNORECASE,
)
_CREDIT = regex.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|img-source|image-source)(?:$|[\s_-])",
    regex.IGNORECASE,
)
_HEADING = regex.compile(
    r"(?:^|[\s_-])(?:sub-?head(?:ing|line|er)?s?|sub-?titles?|cross-?head(?:ing)?|inter-?title)"
    r"(?:$|[\s_-])",
    regex.IGNORECASE,
)
#: Many pictures or films beside the article, not the picture of it.
_GALLERY = regex.compile(
    r"(?:^|[\s_-])(?:gallery|galleries|slide-?shows?|slides?|carousel|lightbox|swiper|video|videos"
    r"|player|playlist|thumbs?)(?:$|[\s_-])",
    regex.IGNORECASE,
)
#: What is shown over the text while a pointer rests on a word.
_HOVER = regex.compile(
    r"(?:^|\s)(?:rollover|popover|pop-?up|tool-?tip|hover-?card|dropdown)[\w-]*?"
    r"(?:block|content|body|text|inner|box|menu|panel)(?:$|\s)",
    regex.IGNORECASE,
)
#: What parts are named that tell who wrote a page, and when.
_TELLING = regex.compile(r"author|by-?line|date|time|publish|posted|writer", regex.IGNORECASE)


class Told(NamedTuple):
    """What an element says of its text by its tag, its role and its names."""

    names: str
    region: Region | None
    is_caption: bool
    is_credit: bool
    is_figure: bool
    is_doubted: bool


@lru_cache(maxsize=8192)
def told_by(tag: str, role: str, class_: str, identity: str) -> Told:
    """Return what an element says of its text; pages have few kinds of elements, many times."""
    names = f"{class_} {identity}".strip()
    caption = tag in ("figcaption", "caption")
    if names and not caption and tag not in ("body", "html", "table"):
        caption = bool(_CAPTION.search(names))
    return Told(
        names,
        _region(tag, role, names),
        caption,
        bool(names) and names_credit(names),
        tag == "figure" or "wp-caption" in names,
        bool(names) and tag not in ("html", "body") and bool(_DOUBTED.search(names)),
    )


def _region(tag: str, role: str, names: str) -> Region | None:
    if tag in ("html", "body", "main", "article"):
        return None
    if tag == "blockquote" and not _EMBEDS.isdisjoint(names.casefold().split()):
        return Region.EMBEDDED
    found = _TAG_REGIONS.get(tag) or _ROLE_REGIONS.get(role.casefold())
    if found is not None or not names:
        return found
    words = _BETWEEN.split(names.casefold())
    pairs = (f"{first}-{second}" for first, second in pairwise(words))
    rank = min((_RANKS[name] for name in (*words, *pairs) if name in _RANKS), default=None)
    return None if rank is None else _REGIONS[rank]


@lru_cache(maxsize=4096)
def names_credit(names: str) -> bool:
    """Return whether the class and id of an element say that it names a picture's maker."""
    return bool(_CREDIT.search(names))


@lru_cache(maxsize=8192)
def names_tell(*names: str | None) -> bool:
    """Return whether the names of an element say that it tells who wrote the page, or when."""
    return bool(_TELLING.search(" ".join(filter(None, names))))


@lru_cache(maxsize=4096)
def names_heading(names: str) -> bool:
    """Return whether the class and id of an element say that it is a subheading."""
    return bool(_HEADING.search(names))


@lru_cache(maxsize=4096)
def names_gallery(names: str) -> bool:
    """Return whether the class and id of an element say that it is a gallery or a player."""
    return bool(_GALLERY.search(names))


@lru_cache(maxsize=4096)
def names_hover(names: str) -> bool:
    """Return whether a class says that an element is shown only while a pointer rests there."""
    return bool(_HOVER.search(names))
