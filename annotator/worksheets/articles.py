"""An article on paper: its outlet card and its body with marks and line numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.lessons import Block as BodyBlock
from annotator.domain.spans import Span
from annotator.translation import _
from annotator.worksheets.blocks import PageBlock, Paragraph
from annotator.worksheets.fonts import Face
from annotator.worksheets.highlighted_text import HighlightedText
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.setting import Setting
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
) -> list[HighlightedText]:
    """Return the paragraphs below a headline with everything that is marked on them.

    `first_line` is the number of their first line; `margin` is left free at their right.
    """
    styles = {
        BlockKind.SUBHEADING: setting.styles.subheading,
        BlockKind.CAPTION: setting.styles.caption,
    }
    blocks: list[HighlightedText] = []
    number = first_line
    for part in article.blocks or _paragraphs(article.body):
        if part.kind is BlockKind.HEADLINE:
            continue
        style = styles.get(part.kind, setting.styles.body)
        text = HighlightedText(
            setting.cache,
            article.body,
            part.span.start,
            part.span.end,
            marks,
            style,
            setting.measure - setting.gutter - margin,
            setting.gutter,
            parent,
            number,
        )
        text.before = style.before
        if part.kind is BlockKind.SUBHEADING:
            text.node.role = "H3"
            text.keep_with_next = True
        number += len(text.lines)
        blocks.append(text)
    return blocks


def _paragraphs(body: str) -> list[BodyBlock]:
    found = []
    start = 0
    for line in body.split("\n"):
        if line.strip():
            found.append(BodyBlock(Span(start, start + len(line))))
        start += len(line) + 1
    return found
