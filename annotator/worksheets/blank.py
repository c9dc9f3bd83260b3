"""The blank worksheet: a lesson to be worked on with canvas and paper."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.lessons import Lesson
from annotator.scoring.rules import rules_of
from annotator.services.asked_words import beyond_words, task_words
from annotator.translation import N_, _, speaking
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock, RuledLines
from annotator.worksheets.documents import Content
from annotator.worksheets.legend import scheme_table
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.styles import SPREAD_GAP, styles_for
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache

#: What a student should know of the points before marking, where words are counted.
MARKING = N_(
    "A right mark never costs anything, but where far more words are marked than it takes, each "
    "mark counts less. One label for all sentences earns nothing."
)
#: Empty rows of the organiser under each article, and the room of a row in lines of text.
ORGANISER_ROWS, ROW_LINES = 6, 3
#: The share of the measure that is left for handwriting beside an article.
MARGIN = 0.2


def blank_worksheet(
    sheet: LessonSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return the blank worksheet; the same input gives the same bytes.

    Whatever key the sheet holds is not in it.
    """
    with speaking(sheet.lesson.language):
        return _content(sheet.lesson, setting_for(sheet.lesson, options, cache)).alone()


def _content(lesson: Lesson, setting: Setting) -> Content:
    def fill(pages: Pages) -> None:
        _set_opening(pages, setting, lesson)
        margin = 0.0 if setting.options.spread or setting.is_large_print else MARGIN
        marked = Marked(below=lambda section, _unused: _organiser(setting, section), margin=margin)
        set_articles(pages, setting, lesson, lambda _unused: marked)
        if lesson.questions:
            pages.set(_questions(setting, lesson, pages.section()))

    furniture = Furniture(
        lesson.title, _("Name") + " " + "_" * 34, _("Worksheet"), [*setting.looks.values()]
    )
    return Content(
        _("Worksheet – {title}", title=lesson.title), lesson.language, setting, furniture, fill
    )


def _set_opening(pages: Pages, setting: Setting, lesson: Lesson) -> None:
    """Set the first page; on a wide page what is to be done stands in two columns."""
    section = pages.section()
    pages.set(_title(setting, lesson, section))
    if setting.options.spread:
        styles = styles_for(setting.size * 0.94)
        styles = replace(styles, plain=replace(styles.small, after=setting.size * 0.28))
        narrow = replace(setting, measure=(setting.measure - SPREAD_GAP) / 2, styles=styles)
        distance = narrow.measure + SPREAD_GAP
        pages.set_columns(_instructions(narrow, lesson, section), 2, distance)
    else:
        pages.set(_instructions(setting, lesson, section))


def _title(setting: Setting, lesson: Lesson, parent: Node) -> list[PageBlock]:
    shares = (0.56, 0.22, 0.22)
    heads = (_("Name"), _("Class"), _("Date"))
    facts = setting.table(
        parent, shares, heads, [["\n"] * 3], row_heads=False, before=setting.size * 0.6
    )
    return [
        *setting.opening(_("Worksheet"), lesson.title, parent, bookmark=_("Instructions")),
        facts,
    ]


def _instructions(setting: Setting, lesson: Lesson, parent: Node) -> list[PageBlock]:
    task = f"{lesson.summary}\n{lesson.instructions}\n{task_words(lesson)}"
    texts = [row for row in task.split("\n") if row.strip()]
    told = [*lesson.scheme.rules, *([_(MARKING)] if rules_of(lesson).budget else [])]
    rules = [f"{n}. {rule}" for n, rule in enumerate(told, 1)]
    blocks: list[PageBlock] = [
        *(setting.paragraph(text, setting.styles.plain, parent) for text in texts),
        setting.heading(_("Marks"), parent),
        scheme_table(setting, lesson.scheme, parent),
    ]
    if rules:
        blocks.append(setting.heading(_("Rules"), parent))
        blocks += setting.listed(rules, parent)
    return blocks


def _organiser(setting: Setting, parent: Node) -> list[PageBlock]:
    shares = (0.08, 0.26, 0.08, 0.33, 0.25)
    heads = (
        _("Line"),
        _("Words"),
        _("Mark"),
        _("Why, and what it does to readers"),
        _("Neutral wording"),
    )
    empty = "\n" * (ROW_LINES - 1)
    rows = [[empty] * len(heads)] * ORGANISER_ROWS
    table = setting.table(parent, shares, heads, rows, row_heads=False)
    return [setting.heading(_("Your notes"), parent, level=3), table]


def _questions(setting: Setting, lesson: Lesson, parent: Node) -> list[PageBlock]:
    blocks: list[PageBlock] = [setting.chapter(_("Questions"), parent)]
    for number, question in enumerate(lesson.questions, 1):
        blocks.append(setting.heading(f"{number}  {question.prompt}", parent, level=3))
        if lesson.goes_beyond(question):
            blocks.append(setting.paragraph(beyond_words(lesson), setting.styles.small, parent))
        blocks.append(RuledLines(question.lines, setting.size * 2.2, setting.measure))
    return blocks
