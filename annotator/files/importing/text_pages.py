"""Plain text and Markdown as raw pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from annotator.domain.imports import PageMetadata, RawBlock, RawPage
from annotator.domain.lessons import BlockKind
from annotator.files.article_source import split_front_matter, written_paragraphs
from annotator.files.toml_text import TomlMistake, parse_toml
from annotator.services.cleaning.hyphens import Spelling
from annotator.services.cleaning.lines import text_blocks

_YAML = regex.compile(
    r"---[ \t]*\n(?P<head>.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", regex.DOTALL
)
_YAML_ENTRY = regex.compile(r"^(?P<name>[A-Za-z_-]{2,30}):[ \t]*(?P<value>\S.*)$", regex.MULTILINE)
_COMMENT = regex.compile(r"<!--.{0,5000}?-->", regex.DOTALL)
_FENCE = regex.compile(r"(?m)^(?:```|~~~).*$")
_HEADING = regex.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*$")
_UNDERLINED = regex.compile(r"(?m)^(?P<text>\S.{0,300})\n(?P<line>={3,}|-{3,})[ \t]*$")
_IMAGE = regex.compile(r"!\[(?P<text>[^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = regex.compile(r"\[(?P<text>[^\]\[\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])")
_ADDRESS = regex.compile(r"<(?P<text>https?://[^>\s]{1,2000})>")
_REFERENCE = regex.compile(r"(?m)^\[[^\]\n]{1,100}\]:[ \t]*\S+.*$")
_STRONG = regex.compile(
    r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(?P<text>[^*_\n]{1,2000}?)(?<=\S)\1(?![\w*])"
)
_QUOTE = regex.compile(r"(?m)^(?:[ \t]*>[ \t]?)+")
_BULLET = regex.compile(r"(?m)^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_CODE = regex.compile(r"`([^`\n]{1,500})`")
_ESCAPED = regex.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
#: What front matter calls the things that a page tells.
_NAMES = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "source", "publication", "publisher", "site"),
    "byline": ("byline", "author", "authors", "writer"),
    "date": ("date", "published", "created"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url"),
}


def text_page(text: str, spelling: Spelling | None = None) -> RawPage:
    """Return a plain text as a raw page."""
    return RawPage(text, text_blocks(text, spelling))


def markdown_page(text: str) -> RawPage:
    """Return a Markdown text as a raw page; its marks become what they mean."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    own = split_front_matter(plain)
    told: dict[str, Any]
    if own is not None:
        told = _toml(own[0])
        form = told.get("format", 1)
        blocks = _own_blocks(own[1], form if isinstance(form, int) else 1)
        return RawPage(text, blocks, _metadata(told))
    head = _YAML.match(plain)
    told = {}
    if head is not None:
        entries = _YAML_ENTRY.finditer(head["head"])
        told = {e["name"].casefold(): e["value"].strip().strip("'\"") for e in entries}
        plain = plain[head.end() :]
    metadata = _metadata(told)
    blocks = tuple(_markdown_blocks(plain))
    title = next((b.text for b in blocks[:4] if b.kind is BlockKind.SUBHEADING and b.group < 0), "")
    if title and not metadata.headline:
        metadata = metadata.filled_from(PageMetadata(headline=title))
    return RawPage(
        text, tuple(RawBlock(b.text, abs(b.group), kind=b.kind) for b in blocks), metadata
    )


def _toml(head: str) -> dict[str, Any]:
    try:
        return parse_toml(head)
    except TomlMistake:
        return {}


def _metadata(told: dict[str, Any]) -> PageMetadata:
    """Return what front matter tells, by whatever names it uses."""
    found = {}
    for field, names in _NAMES.items():
        values = (told.get(name) for name in names)
        value = next((v for v in values if v not in (None, "", [])), "")
        found[field] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return PageMetadata(**found)


def _own_blocks(body: str, form: int) -> tuple[RawBlock, ...]:
    """Return the paragraphs of an article source of this program."""
    return tuple(
        RawBlock(text, number, kind=None if kind is BlockKind.PARAGRAPH else kind)
        for number, (kind, text) in enumerate(written_paragraphs(body, form), 1)
    )


def _markdown_blocks(plain: str) -> Iterator[RawBlock]:
    """Yield the blocks; the group of the title is negative, so that it can be told apart."""
    text = _REFERENCE.sub("", _FENCE.sub("", _COMMENT.sub("", plain)))
    text = _UNDERLINED.sub(_as_heading, text)
    group = 0
    pending: list[str] = []
    for line in text.split("\n"):
        marked = _marked_line(line)
        if marked is None:
            pending.append(line)
            continue
        for block in _plain_blocks(pending, group + 1):
            group = block.group
            yield block
        pending = []
        group += 1
        is_title = line.startswith("# ")
        if marked[0]:
            yield RawBlock(marked[0], -group if is_title else group, kind=marked[1])
    yield from _plain_blocks(pending, group + 1)


def _as_heading(match: regex.Match[str]) -> str:
    """Return a heading that is underlined as one that begins with a mark."""
    return f"\n{'#' if match['line'][0] == '=' else '##'} {match['text']}\n"


def _marked_line(line: str) -> tuple[str, BlockKind] | None:
    """Return the words of a heading or of a picture's line, with what they are."""
    heading = _HEADING.match(line)
    if heading is not None:
        return _unmarked(heading["text"]), BlockKind.SUBHEADING
    image = _IMAGE.fullmatch(line.strip())
    return (_unmarked(image["text"]), BlockKind.CAPTION) if image is not None else None


def _plain_blocks(lines: list[str], first_group: int) -> Iterator[RawBlock]:
    """Yield the paragraphs between two headings."""
    text = _BULLET.sub("", _QUOTE.sub("", "\n".join(lines)))
    for block in text_blocks(_unmarked(text)):
        yield RawBlock(block.text, first_group + block.group)


def _unmarked(text: str) -> str:
    """Return Markdown as the words that it shows."""
    text = _IMAGE.sub(lambda m: m["text"], text)
    text = _LINK.sub(lambda m: m["text"], text)
    text = _ADDRESS.sub(lambda m: m["text"], text)
    for _ in range(2):  # emphasis inside emphasis
        text = _STRONG.sub(lambda m: m["text"], text)
    return _ESCAPED.sub(r"\1", _CODE.sub(r"\1", text))
