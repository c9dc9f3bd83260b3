"""The one normal form of article text, and its words and grapheme clusters.

Text is normalised once, at import; after that it never changes and is known by its
SHA-256. Offsets everywhere are code points of this form.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

import regex

from annotator.domain.spans import Span

_LINE_ENDS = regex.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = regex.compile("[\t\u00a0]")
#: Controls, BOM, zero-width space, interlinear and object marks, lone surrogates,
#: non-characters of every plane. ZWJ and ZWNJ stay: emoji and scripts need them.
_UNWANTED = regex.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\ufff9-\ufffc\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
#: What never stands alone: it belongs to the grapheme cluster of the character before it.
_EXTENDING = r"\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}"
_SINGLE = r"\p{Han}\p{Hiragana}\p{Katakana}"
_LETTERS = rf"(?:(?![{_SINGLE}{_EXTENDING}])[\p{{L}}\p{{N}}][{_EXTENDING}]*)+"
#: A word: letters and digits with inner apostrophes, hyphens and points, and commas between
#: digits; one ideograph or one pictograph is a word of its own, with all of its cluster.
_WORD = regex.compile(
    r"\p{GCB=Prepend}*(?:"
    rf"(?=[{_SINGLE}\p{{Extended_Pictographic}}\p{{Regional_Indicator}}]|[#*0-9]\ufe0f?\u20e3)\X"
    rf"|{_LETTERS}(?:(?:['’.\-‐‑_\u00ad]|(?<=\p{{N}}),(?=\p{{N}})){_LETTERS})*)"
)
#: What a span does not begin or end with: spaces, punctuation and invisible marks of
#: direction; but not the punctuation that is part of a larger cluster, such as a keycap.
_OUTER = (
    rf"(?:[\p{{P}}\p{{Z}}](?![{_EXTENDING}])|[\p{{Cf}}&&\p{{GCB=Control}}]|[\t-\r\x1c-\x1f\x85])"
)
_OUTER_START = regex.compile(f"{_OUTER}*", regex.V1)
_OUTER_END = regex.compile(rf"(?<!\p{{GCB=Prepend}}){_OUTER}", regex.V1)
_CLUSTER = regex.compile(r"\X")


def normalise(raw: str) -> str:
    """Return `raw` in the normal form of articles: NFC, LF line ends, no controls."""
    text = _LINE_ENDS.sub("\n", raw)
    text = _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def words(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the spans of the text's words in order; only those inside `within`, if given."""
    area = within or Span(0, len(text))
    return tuple(Span(*m.span()) for m in _WORD.finditer(text, area.start, area.end))


def clusters(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the spans of the extended grapheme clusters (UAX 29) inside `within`."""
    area = within or Span(0, len(text))
    for match in _CLUSTER.finditer(text, area.start, area.end):
        yield Span(*match.span())


def line_around(text: str, position: int) -> Span:
    """Return the line that holds `position`, without its line end."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return Span(start, len(text) if end < 0 else end)


def lines_around(text: str, span: Span) -> Span:
    """Return the whole lines that a span touches, without the last line end."""
    return Span(line_around(text, span.start).start, line_around(text, span.end).end)


def whole_clusters(text: str, span: Span) -> Span:
    """Return the span widened so that it splits no grapheme cluster."""
    return Span(_cluster_edge(text, span.start, up=False), _cluster_edge(text, span.end, up=True))


def _cluster_edge(text: str, position: int, *, up: bool) -> int:
    if position <= 0 or position >= len(text) or text[position - 1 : position + 1].isascii():
        return position
    for cluster in clusters(text, line_around(text, position)):
        if cluster.start == position:
            return position
        if cluster.start < position < cluster.end:
            return cluster.end if up else cluster.start
    return position


def trimmed(text: str, span: Span) -> Span:
    """Return the span without the spaces and punctuation at its two ends."""
    end = min(span.end, len(text))
    opening = _OUTER_START.match(text, min(span.start, end), end)
    assert opening is not None, "it matches nothing at least"
    start = opening.end()
    while end > start and _OUTER_END.match(text, end - 1, end):
        end -= 1
    return Span(start, end)
