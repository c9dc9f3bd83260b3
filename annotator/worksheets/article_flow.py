"""Articles set one after the other, in columns, or two side by side, each with its notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.lessons import Article, Lesson
from annotator.worksheets.articles import body_blocks, outlet_card
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.highlighted_text import HighlightedText
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.notes import NOTES_GAP, MarginNote, note_blocks, notes_width
from annotator.worksheets.pages import Pages
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import COLUMN_GAP, SPREAD_GAP
from annotator.worksheets.tagging import Node

#: Returns the printed number of the line with a place of the body.
LineNumber = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Marked:
    """What is drawn on an article, noted beside it, and set below it.

    `listed` are notes for the foot of the article only. `margin` is the room for handwriting
    at the right, as a share of the measure. `below` is given the section of the article and
    its line numbers.
    """

    marks: Sequence[PrintedHighlight] = ()
    notes: Sequence[MarginNote] = ()
    below: Callable[[Node, LineNumber], list[PageBlock]] | None = None
    title: str = "Notes"
    listed: Sequence[MarginNote] = ()
    listed_title: str = ""
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class _Laid:
    """An article whose text has been broken into lines."""

    section: Node
    card: list[PageBlock]
    text: list[PageBlock]

    def line_number(self, position: int) -> int:
        """Return the printed number of the line with a place of the body."""
        lines = _marked_in([*self.card, *self.text])
        holding = (t for t in lines if t.lines[-1].end > position)
        found = next(holding, lines[-1] if lines else None)
        return found.line_number(position) if found else 0


def set_articles(
    pages: Pages,
    setting: Setting,
    lesson: Lesson,
    marked: Callable[[Article], Marked],
    articles: Sequence[Article] | None = None,
) -> None:
    """Set every article of a lesson, or some of them, as the options want it."""
    chosen = lesson.articles if articles is None else articles
    if setting.options.spread:
        for first in range(0, len(chosen), 2):
            _set_spread(pages, setting, lesson, chosen[first : first + 2], marked)
        return
    for article in chosen:
        _set_article(pages, setting, lesson, article, marked(article))


def _set_article(
    pages: Pages, setting: Setting, lesson: Lesson, article: Article, marked: Marked
) -> None:
    aside = notes_width(setting) if marked.notes else 0.0
    if setting.options.columns > 1:
        narrow = setting.narrowed((setting.measure - COLUMN_GAP) / 2)
        laid = _laid(narrow, lesson, article, marked, pages.section(), 0.0, card_in=setting)
        pages.set_headed_columns(laid.card, laid.text, 2, narrow.measure + COLUMN_GAP)
        _finish(pages, setting, laid, marked, marked.notes)
        return
    margin = aside + NOTES_GAP * setting.size if aside else setting.measure * marked.margin
    laid = _laid(setting, lesson, article, marked, pages.section(), margin)
    left_over = marked.notes
    if aside:
        listed = Node("L").under(laid.section)
        notes = note_blocks(setting, marked.notes, listed, aside)
        over = pages.set_beside([*laid.card, *laid.text], notes, setting.measure - aside)
        left_over = [block.note for block in over]
    else:
        pages.set([*laid.card, *laid.text])
    _finish(pages, setting, laid, marked, left_over, begun=bool(aside))


def _set_spread(
    pages: Pages,
    setting: Setting,
    lesson: Lesson,
    articles: Sequence[Article],
    marked: Callable[[Article], Marked],
) -> None:
    narrow = setting.narrowed((setting.measure - SPREAD_GAP) / 2)
    works = [marked(article) for article in articles]
    laid = [
        _laid(narrow, lesson, article, work, pages.section(), narrow.measure * work.margin)
        for article, work in zip(articles, works, strict=True)
    ]
    flows = [[*each.card, *each.text] for each in laid]
    pages.set_side_by_side(flows, narrow.measure + SPREAD_GAP)
    for article, each, work in zip(articles, laid, works, strict=True):
        named = f"{work.title} on {article.outlet}"
        _finish(pages, setting, each, work, work.notes, title=named)


def _laid(
    setting: Setting,
    lesson: Lesson,
    article: Article,
    marked: Marked,
    section: Node,
    margin: float,
    card_in: Setting | None = None,
) -> _Laid:
    text = Node("Div").under(section)
    card = outlet_card(card_in or setting, lesson, article, marked.marks, text, margin)
    first_line = 1 + sum(len(each.lines) for each in _marked_in(card))
    body = body_blocks(setting, article, marked.marks, text, first_line, margin)
    return _Laid(section, card, body)


def _marked_in(blocks: Sequence[PageBlock]) -> list[HighlightedText]:
    """Return what is a part of an article's text; what stands around it is not."""
    return [block for block in blocks if isinstance(block, HighlightedText)]


def _finish(
    pages: Pages,
    setting: Setting,
    laid: _Laid,
    marked: Marked,
    notes: Sequence[MarginNote],
    *,
    begun: bool = False,
    title: str = "",
) -> None:
    """Set the notes that found no room beside the text, and what stands below."""
    if notes:
        title = title or marked.title + (", continued" if begun else "")
        _set_foot(pages, setting, laid.section, notes, title)
    if marked.listed:
        _set_foot(pages, setting, laid.section, marked.listed, marked.listed_title)
    if marked.below is not None:
        pages.set(marked.below(laid.section, laid.line_number))


def _set_foot(
    pages: Pages, setting: Setting, section: Node, notes: Sequence[MarginNote], title: str
) -> None:
    count = 1 if setting.is_large_print else 3 if setting.options.spread else 2
    width = (setting.measure - (count - 1) * COLUMN_GAP) / count
    heading = setting.heading(title, section, level=3)
    blocks = note_blocks(setting, notes, Node("L", home=section), width)
    pages.set_headed_columns([heading], blocks, count, width + COLUMN_GAP)
