"""An article on paper: its outlet card and its body with marks and line numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.lessons import Block as BodyBlock
from annotator.domain.spans import Span
from annotator.translation import _
from annotator.worksheets.block_looks import BlockLook, CommentHead
from annotator.worksheets.blocks import PageBlock, Paragraph
from annotator.worksheets.fonts import Face
from annotator.worksheets.highlighted_text import HighlightedText
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import TextStyle
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run


def outlet_card(
    setting: Setting,
    lesson: Lesson,
    article: Article,
    marks: Sequence[PrintedHighlight],
    parent: Node,
    margin: float = 0.0,
) -> list[PageBlock]:
    """Return the head of an article: outlet, headline, byline and date.

    A headline that is a part of the text has its marks; `margin` is left free at its right.
    """
    number = lesson.number_of(article.id)
    kicker = setting.paragraph(
        (
            Run(article.outlet, Face.BOLD),
            Run(
                "  ·  "
                + _("article {number} of {articles}", number=number, articles=len(lesson.articles))
            ),
        ),
        setting.kicker,
        parent,
    )
    kicker.opens_section = True
    kicker.before = setting.size * 2.4
    kicker.keep_with_next = True
    headline = _headline(setting, article, marks, parent, margin)
    headline.bookmark = (f"{number}  {article.outlet}", 0)
    blocks: list[PageBlock] = [kicker, headline]
    facts = "  ·  ".join(part for part in (article.byline, article.date, article.url) if part)
    if facts:
        headline.after = setting.size * 0.15
        style = replace(setting.styles.small, after=setting.size * 0.9, colour=(0.36, 0.36, 0.34))
        line = setting.paragraph(facts, style, parent)
        line.keep_with_next = True
        blocks.append(line)
    return blocks


def _headline(
    setting: Setting,
    article: Article,
    marks: Sequence[PrintedHighlight],
    parent: Node,
    margin: float,
) -> Paragraph | HighlightedText:
    style = setting.styles.headline
    span = article.headline_span
    if span is None:
        return setting.paragraph(article.headline or article.outlet, style, parent, role="H2")
    text = HighlightedText(
        setting.cache,
        article.body,
        span.start,
        span.end,
        marks,
        style,
        setting.measure - margin,
        0.0,
        parent,
        1,
    )
    text.node.role = "H2"
    text.before = style.before
    text.keep_with_next = True
    return text


def body_blocks(
    setting: Setting,
    article: Article,
    marks: Sequence[PrintedHighlight],
    parent: Node,
    first_line: int,
    margin: float = 0.0,
) -> list[PageBlock]:
    """Return the paragraphs below a headline with everything that is marked on them.

    `first_line` is the number of their first line; `margin` is left free at their right.
    """
    blocks: list[PageBlock] = []
    number = first_line
    width = setting.measure - setting.gutter - margin
    paragraphs = [
        part
        for part in article.blocks or _paragraphs(article.body)
        if part.kind is not BlockKind.HEADLINE
    ]
    for kind, group in groupby(paragraphs, key=lambda part: part.kind):
        parts = list(group)
        inside = _container(kind, parent)
        if kind is BlockKind.EDITORS_COMMENT:
            blocks.append(CommentHead(setting, parent, width))
        for part in parts:
            look = BlockLook(kind, setting.size, width, part is parts[0], part is parts[-1])
            look = replace(look, is_first=True) if kind is BlockKind.LIST_ITEM else look
            text = HighlightedText(
                setting.cache,
                article.body,
                part.span.start,
                part.span.end,
                marks,
                _style_of(kind, setting),
                width - look.left - look.right,
                setting.gutter,
                Node("LI", home=inside) if kind is BlockKind.LIST_ITEM else inside,
                number,
                look,
            )
            text.before = text.style.before
            text.node.role = _ROLES.get(kind, "P")
            text.keep_with_next = kind is BlockKind.SUBHEADING
            number += len(text.lines)
            blocks.append(text)
    return blocks


_ROLES = {BlockKind.SUBHEADING: "H3", BlockKind.LIST_ITEM: "LBody"}
_CONTAINERS = {BlockKind.QUOTATION: "BlockQuote", BlockKind.LIST_ITEM: "L"}


def _container(kind: BlockKind, parent: Node) -> Node:
    """Return what holds paragraphs of a kind for a listener: a list, a quotation or nothing."""
    role = _CONTAINERS.get(kind)
    return parent if role is None else Node(role, home=parent)


def _style_of(kind: BlockKind, setting: Setting) -> TextStyle:
    match kind:
        case BlockKind.SUBHEADING:
            return setting.styles.subheading
        case BlockKind.CAPTION:
            return setting.styles.caption
        case BlockKind.QUOTATION:
            return replace(setting.styles.body, face=Face.ITALIC)
        case BlockKind.TABLE_ROW:
            return replace(setting.styles.body, before=setting.size * 0.2)
    return setting.styles.body


def _paragraphs(body: str) -> list[BodyBlock]:
    found = []
    start = 0
    for line in body.split("\n"):
        if line.strip():
            found.append(BodyBlock(Span(start, start + len(line))))
        start += len(line) + 1
    return found
