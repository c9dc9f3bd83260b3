"""Remains of embedded posts: links without pictures, and lines that name the account."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from annotator.services.cleaning.folding import has_letters

_POST_LINK = (
    r"(?:https?://)?(?:pic\.twitter\.com|t\.co|pic\.x\.com|instagr\.am|fb\.me|buff\.ly|ow\.ly)"
    r"(?:/\w+\S*|(?!\S))"
)
_POST_LINKS = regex.compile(rf"(?<!\S){_POST_LINK}|\bpic\.twitter\.com/\w+")
_ONLY_LINKS = regex.compile(rf"(?:{_POST_LINK}|https?://\S+|www\.\S+|[\s,|·•—–-]+)+")
_HANDLE = r"@\w{1,30}"
_WHEN = r"(?:[^.!?\d]{0,16}\d[^.!?]{0,30})?"
#: — Name (@handle) April 30, 2019, also with a dash of two hyphens, or without the date.
_ACCOUNT = regex.compile(
    rf"(?:^|\s)(?:[—–-]|--)\s*(?P<name>[^()\n—]{{1,60}}?)"
    rf"\s*\((?P<handle>{_HANDLE})\)\s*{_WHEN}$"
)
_BARE_ACCOUNT = regex.compile(
    rf"(?P<name>[\p{{L}}\p{{N}}][^()\n.!?—–]{{0,50}}?)\s*\((?P<handle>{_HANDLE})\)\s*{_WHEN}"
)
_HANDLES = regex.compile(
    rf"{_HANDLE}(?:[\s·•,|]+"
    rf"(?:{_HANDLE}|\d{{1,2}}[hmd]|[\p{{L}}]{{3,9}}\.? \d{{1,2}}(?:, \d{{4}})?))*"
)
_HASHTAGS = regex.compile(r"(?:#[\p{L}\p{N}_]+[\s,]*)+")
_ADDRESS = regex.compile(r"https?://\S+|www\.\S+")
_NETWORK = regex.compile(
    r"(?:https?://)?(?:www\.|m\.|mobile\.)?(?:twitter|x|t|facebook|fb|instagram|instagr|tiktok|youtube"
    r"|youtu|vimeo|dailymotion|soundcloud|reddit|giphy|bsky|threads|rumble|pic\.twitter|pic\.x|buff"
    r"|ow)\.(?:com|be|net|app|tv|co|me|am|ly)(?:/|$)"
)
_POST_BY = regex.compile(
    r"(?:(?:view (?:this|the) (?:post|profile) on (?:instagram|facebook|twitter|x))"
    r"|(?:a (?:post|video|photo) (?:shared|posted) by .{1,90})"
    r"|(?:(?:posted|tweeted|shared) by .{1,40} on .{1,60})"
    r"|(?:(?:\d[\d,.]*[km]? )?(?:people are talking about this|retweets?|replies|likes?)"
    r"(?:[ ,·]+\d[\d,.]*[km]? (?:retweets?|replies|likes?))*)"
    r"|(?:(?:see|view|read) .{1,40} (?:other )?(?:tweets?|replies)(?: .{1,30})?)"
    r"|(?:(?:twitter|instagram|facebook|youtube) (?:post|embed|video|tweet)(?: by .{1,50})?)"
    r"|(?:end of (?:twitter|instagram|facebook|youtube) post.{0,50})"
    r"|(?:skip (?:twitter|instagram|facebook|youtube) post.{0,50})"
    r"|(?:replying to @.{1,60})|(?:twitter ads info and privacy)|(?:embedded content))",
    regex.IGNORECASE,
)
_SPACES = regex.compile(r"\s{2,}")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class PostRemains:
    """What is left of a block of an embedded post: its words, and the account, if named."""

    text: str
    account: str


def post_remains(text: str) -> PostRemains | None:
    """Return a block without the remains of an embedded post, or None where there are none."""
    if len(text) > _LONGEST:
        return None
    if _POST_BY.fullmatch(text) or _HANDLES.fullmatch(text) or _HASHTAGS.fullmatch(text):
        return PostRemains("", "")
    if _ONLY_LINKS.fullmatch(text):
        return PostRemains("", "")
    account, rest = _account(text)
    links = _POST_LINKS.search(rest)
    if not account and not links:
        return None
    if links:
        rest = _SPACES.sub(" ", _POST_LINKS.sub(" ", rest)).strip()
    return PostRemains(rest if has_letters(_HASHTAGS.sub("", rest)) else "", account)


def without_links(text: str) -> str:
    """Return a block of a post without the links to its pictures, its account left in."""
    return _SPACES.sub(" ", _POST_LINKS.sub(" ", text)).strip()


def is_source_address(text: str) -> bool:
    """Return whether a text is an address, and not one of a post or a film."""
    return bool(_ADDRESS.fullmatch(text)) and not _NETWORK.match(text)


def is_post_link(text: str) -> bool:
    """Return whether a text holds a link as posts shorten them."""
    return bool(_POST_LINKS.search(text))


def _account(text: str) -> tuple[str, str]:
    """Return the account that a block ends with, and the block without it."""
    whole = _BARE_ACCOUNT.fullmatch(text)
    if whole is not None:
        return f"{whole['name'].strip(' —–-')} ({whole['handle']})", ""
    match = _ACCOUNT.search(text)
    if match is None:
        return "", text
    return f"{match['name'].strip()} ({match['handle']})", text[: match.start()].rstrip()
