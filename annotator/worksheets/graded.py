"""The graded worksheet: one student's hand-in with its score, as a tagged PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.worksheets.articles import body_blocks, outlet_card
from annotator.worksheets.documents import unprintable_blocks, write_whole
from annotator.worksheets.feedback import (
    answer_blocks,
    missed_blocks,
    notes_blocks,
    sentence_blocks,
)
from annotator.worksheets.highlighted_text import Mark
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.summary import summary_blocks
from annotator.worksheets.typesetting import LayoutCache
from annotator.worksheets.verdicts import ArticleWork, work_on


def write_graded_worksheet(
    path: Path, sheet: GradedSheet, options: PageOptions, cache: LayoutCache | None = None
) -> None:
    """Write one graded worksheet; raise StorageTrouble where the disk does not take it.

    The file appears whole or not at all. Whoever writes a batch passes one `cache`.
    """
    write_whole(path, graded_worksheet(sheet, options, cache))


def graded_worksheet(
    sheet: GradedSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return one graded worksheet; the same input gives the same bytes."""
    setting = setting_for(sheet.lesson, options, cache or LayoutCache())
    pages = _pages(setting, sheet)
    pages.set(summary_blocks(setting, sheet, pages.section()))
    for article in sheet.lesson.articles:
        section = pages.section()
        work = work_on(sheet, article)
        blocks = outlet_card(setting, sheet.lesson, article, section)
        blocks += body_blocks(setting, article, marks_of(setting, work), section)
        blocks += notes_blocks(setting, work, section)
        blocks += missed_blocks(setting, work, section)
        blocks += sentence_blocks(setting, work, section)
        pages.set(blocks)
    if sheet.lesson.questions:
        section = pages.section()
        blocks = [setting.chapter("Your answers", section)]
        for number, question in enumerate(sheet.lesson.questions, 1):
            blocks += answer_blocks(setting, sheet, question, number, section)
        pages.set(blocks)
    pages.set(unprintable_blocks(setting, pages))
    return pages.finished()


def _pages(setting: Setting, sheet: GradedSheet) -> Pages:
    anonymous = setting.options.anonymous
    lesson = sheet.lesson
    title = f"Graded worksheet – {lesson.title}"
    furniture = Furniture(
        head_left=lesson.title,
        head_right=sheet.code if anonymous else sheet.shown_name,
        foot=f"{sheet.code} · graded worksheet · attempt {sheet.hand_in.attempt}",
        looks=list(setting.looks.values()),
    )
    return Pages(
        setting.cache,
        setting.styles,
        setting.geometry,
        furniture,
        title=title if anonymous else f"{title} – {sheet.shown_name}",
        language=lesson.language,
    )


def marks_of(setting: Setting, work: ArticleWork) -> list[Mark]:
    """Return everything that is drawn on an article: highlights, labels, missed items."""
    return [*_highlights(setting, work), *_labels(setting, work), *_missed(work)]


def _highlights(setting: Setting, work: ArticleWork) -> Iterator[Mark]:
    for note in work.notes:
        if not note.category.is_sentence:
            spoken = f"{note.category.name.lower()} {note.label}, {note.outcome}"
            span = note.annotation.span
            look = setting.looks[note.category.id]
            yield Mark(span.start, span.end, note.label, spoken, look)


def _labels(setting: Setting, work: ArticleWork) -> Iterator[Mark]:
    numbers = {note.annotation.id: note.label for note in work.notes}
    wrong = [check.credit.key.span for check in work.checks if not check.is_right]
    for annotation, category in work.labels:
        span = annotation.span
        differs = any(span.shared(other) * 2 > len(other) for other in wrong)
        label = numbers.get(annotation.id, category.letter) + ("≠" if differs else "")
        spoken = category.name.lower() + (", other than the key" if differs else "")
        yield Mark(span.start, span.end, label, spoken, setting.looks[category.id])


def _missed(work: ArticleWork) -> Iterator[Mark]:
    for item in work.missed:
        span = item.credit.key.span
        spoken = f"missed {item.label}, {item.category.name.lower()}"
        yield Mark(span.start, span.end, item.label, spoken)
