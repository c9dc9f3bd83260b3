"""The blank worksheet: a lesson to be worked on with pen and paper."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.lessons import Lesson, Question
from annotator.worksheets.articles import body_blocks, outlet_card
from annotator.worksheets.blocks import Block, RuledLines
from annotator.worksheets.documents import unprintable_blocks, write_whole
from annotator.worksheets.legend import scheme_table
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.tables import Table, text_cell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache

#: Empty rows of the organiser under each article, and the room of a row in lines of text.
ORGANISER_ROWS, ROW_LINES = 6, 3


def write_blank(
    path: Path, sheet: LessonSheet, options: PageOptions, cache: LayoutCache | None = None
) -> None:
    """Write the blank worksheet of a lesson; whatever key the sheet holds is not in it."""
    write_whole(path, blank_worksheet(sheet, options, cache))


def blank_worksheet(
    sheet: LessonSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return the blank worksheet as a file; the same input gives the same bytes."""
    lesson = sheet.lesson
    setting = setting_for(lesson, options, cache or LayoutCache())
    furniture = Furniture(
        head_left=lesson.title,
        head_right="Name " + "_" * 40,
        foot="Worksheet",
        looks=list(setting.looks.values()),
        outlined="",
    )
    pages = Pages(
        setting.cache,
        setting.styles,
        setting.geometry,
        furniture,
        title=f"Worksheet – {lesson.title}",
        language=lesson.language,
    )
    pages.set(_opening(setting, lesson, pages.section()))
    for article in lesson.articles:
        section = pages.section()
        blocks = outlet_card(setting, lesson, article, section)
        blocks += body_blocks(setting, article, [], section)
        blocks += _organiser(setting, section)
        pages.set(blocks)
    if lesson.questions:
        section = pages.section()
        pages.set(_questions(setting, lesson.questions, section))
    pages.set(unprintable_blocks(setting, pages))
    return pages.finished()


def _opening(setting: Setting, lesson: Lesson, parent: Node) -> list[Block]:
    styles = setting.styles
    texts = [row for row in f"{lesson.summary}\n{lesson.instructions}".split("\n") if row.strip()]
    rules = [f"{n}. {rule}" for n, rule in enumerate(lesson.scheme.rules, 1)]
    facts = Table(
        setting.cache,
        styles,
        setting.columns(0.56, 0.22, 0.22),
        [text_cell(head) for head in ("Name", "Class", "Date")],
        [[text_cell("\n") for _ in range(3)]],
        parent,
    )
    facts.before = setting.size * 0.6
    blocks: list[Block] = [
        setting.paragraph("Worksheet", setting.kicker, parent),
        setting.paragraph(
            lesson.title, styles.title, parent, role="H1", bookmark=("Instructions", 0)
        ),
        facts,
        *(setting.paragraph(text, styles.plain, parent) for text in texts),
        setting.heading("Marks", parent),
        scheme_table(setting, lesson.scheme, parent),
    ]
    if rules:
        blocks.append(setting.heading("Rules", parent))
        blocks += setting.listed(rules, parent)
    return blocks


def _organiser(setting: Setting, parent: Node) -> list[Block]:
    heads = ("Line", "Words", "Mark", "Why, and what it does to readers", "Neutral wording")
    empty = "\n" * (ROW_LINES - 1)
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.08, 0.26, 0.08, 0.33, 0.25),
        [text_cell(head) for head in heads],
        [[text_cell(empty) for _ in heads] for _ in range(ORGANISER_ROWS)],
        parent,
    )
    return [setting.heading("Your notes", parent, level=3), table]


def _questions(setting: Setting, questions: tuple[Question, ...], parent: Node) -> list[Block]:
    blocks: list[Block] = [setting.chapter("Questions", parent)]
    for number, question in enumerate(questions, 1):
        blocks.append(setting.heading(f"{number}  {question.prompt}", parent, level=3))
        width = setting.geometry.measure
        blocks.append(RuledLines(question.lines, setting.size * 2.2, width))
    return blocks
