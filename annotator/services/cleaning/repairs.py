"""What is repaired inside a block: doubled quotes, page code, wrong letters, doubled lines."""

from __future__ import annotations

import html
from dataclasses import dataclass
from unicodedata import is_normalized

import regex

from annotator.domain.text import normalise
from annotator.services.cleaning.folding import word_count

_ENTITY = regex.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,10});")
_TAG = regex.compile(
    r"</?(?:p|br|em|strong|a|b|i|u|s|span|div|img|h[1-6]|ul|ol|li|blockquote|figure|figcaption|cite"
    r"|small|sup|sub|hr|center|font|iframe|script|section|article)(?:\s[^<>]{0,2000})?/?>",
    regex.IGNORECASE,
)
_COMMENT = regex.compile(r"<!--.{0,2000}?-->", regex.DOTALL)
_CAPTION_CODE = regex.compile(r"\[/?(?:wp_)?caption\b[^\[\]]{0,500}\]", regex.IGNORECASE)
#: Codes of blog programs: any closing code, one with values, or one that is known.
_CODE = regex.compile(
    r"\[/[a-z][a-z0-9_-]{1,30}\]|\[[a-z][a-z0-9_-]{1,30}(?:\s+[a-z][a-z0-9_-]{0,30}=[^\[\]]{0,500})\]"
    r"|\[(?:embed|video|audio|gallery|playlist|youtube|vimeo|tweet|twitter|instagram|soundcloud|"
    r"adsense|ad|ads|advertisement|pullquote|blockquote|contact-form|contact-form-7|jetpack[\w-]*|"
    r"vc_[a-z_]+|et_pb_[a-z_]+|su_[a-z_]+|fusion_[a-z_]+|dropcap|sidebar|related|readmore|more|"
    r"newsletter|subscribe|poll|contfnewc|raw|html|spacer|column|row|toc)\]",
    regex.IGNORECASE,
)
_DOUBLED = (
    (regex.compile("“(?:\\s?“)+"), "“"),
    (regex.compile("”(?:\\s?”)+"), "”"),
    (regex.compile("‘{2}(?!‘)"), "“"),
    (regex.compile("(?<!’)’{2}(?!’)"), "”"),
    (regex.compile('(?<![\\p{L}\\p{N}"])"{2,}(?=[\\p{L}\\p{N}])'), '"'),
    (regex.compile('(?<=[\\p{L}\\p{N}.,!?])"{2,}(?![\\p{L}\\p{N}"])'), '"'),
    (regex.compile("``"), "“"),
    (regex.compile("«(?:\\s?«)+"), "«"),
    (regex.compile("»(?:\\s?»)+"), "»"),
)
#: UTF-8 that was read as Windows-1252: a lead byte's letter, then the letters of others.
_MISREAD = regex.compile(
    "[ÂÃÄÅÐÑØÙâãäåðï][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]{1,3}"
)
#: Whatever may have to be put right; most blocks have nothing of it.
_SUSPECT = regex.compile(
    r"[&<\[`\p{C}\p{M}[\p{Z}--[ ]]]|  |^ | $|““|””|‘‘|’’|\"\"|««|»»|“ “|” ”|« «|» »"
    r"|[ÂÃÄÅÐÑØÙâãäåðï][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]",
    regex.VERSION1,
)
_SPACES = regex.compile(r"[ \p{Zs}]+")
_LINES = regex.compile(r"\s*\n\s*")
_LEFT_SPACE = regex.compile(r" +(?=[,.;:!?](?:\s|$))")
_SHORTEST_TWICE = 4


@dataclass(frozen=True, slots=True)
class Repaired:
    """A block's clean text, and which of the page's codes were taken out of it."""

    text: str
    had_caption_code: bool = False
    had_code: bool = False


def repaired(raw: str) -> Repaired:
    """Return the clean text of one block; its words stay, only what spoils them goes."""
    if not _SUSPECT.search(raw) and is_normalized("NFC", raw):
        return Repaired(_once(raw))
    text = plain_letters(raw)
    text, captions = _CAPTION_CODE.subn(" ", text)
    text, codes = _CODE.subn(" ", text)
    for pattern, single in _DOUBLED:
        text = pattern.sub(single, text)
    text = _LINES.sub(" ", text)
    text = _SPACES.sub(" ", text).strip()
    if codes or captions:
        text = _LEFT_SPACE.sub("", text)
    return Repaired(_once(text), bool(captions), bool(codes))


def plain_letters(raw: str) -> str:
    """Return text in normal form without codes for letters, tags and soft hyphens."""
    text = _MISREAD.sub(_read_again, raw) if _MISREAD.search(raw) else raw
    if _ENTITY.search(text):
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _COMMENT.sub(" ", text))
    return normalise(text).replace("\u00ad", "").replace("\u2060", "")


def _read_again(match: regex.Match[str]) -> str:
    """Return what the misread letters say as UTF-8, or the letters if they say nothing."""
    letters = match.group()
    for length in range(len(letters), 1, -1):
        try:
            again = b"".join(map(_byte, letters[:length])).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if len(again) == 1:
            return again + letters[length:]
    return letters


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("cp1252")


def _once(text: str) -> str:
    """Return a line once that a page printed twice in a row on the same line."""
    half = len(text) // 2
    if text[:3] not in text[half - 1 : half + 6]:
        return text
    for middle in range(max(half - 1, 1), min(half + 2, len(text))):
        first, second = text[:middle].strip(), text[middle:].strip()
        if first == second and word_count(first) >= _SHORTEST_TWICE:
            return first
    return text
