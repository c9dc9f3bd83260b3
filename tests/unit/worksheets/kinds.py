"""Every kind of document, made from the sample class, with what tells the kinds apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from annotator.domain.annotations import Annotation
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import HandInId
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.results import HandInScore
from annotator.worksheets.answer_key import answer_key
from annotator.worksheets.blank import blank_worksheet
from annotator.worksheets.class_report import class_report
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.history import student_history
from annotator.worksheets.sheets import (
    CopySheet,
    HistoryEntry,
    HistorySheet,
    LessonSheet,
    PageOptions,
    ReportEntry,
    ReportSheet,
)
from annotator.worksheets.student_copy import student_copy
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets import sample

Maker = Callable[[PageOptions, LayoutCache], bytes]


def _score(work: HandIn) -> HandInScore:
    prepared = prepare_key(sample.LESSON, sample.answer_key())
    return score_hand_in(prepared, work.annotations, sample.decisions())


def _class() -> Iterator[ReportEntry]:
    """Yield twelve students, each with every n-th annotation of the sample student."""
    everything = sample.annotations()
    for number in range(12):
        mine: list[Annotation] = []
        for place, each in enumerate(everything):
            if (place * 7 + number * 5) % 12 < 5 + number % 6:
                flips = place % 4 == 0 and number % 3 == 0
                other = {sample.OPINION: sample.REPORTING, sample.REPORTING: sample.OPINION}
                category = other.get(each.category_id, each.category_id)
                mine.append(replace(each, category_id=category) if flips else each)
        work = replace(sample.hand_in(mine), id=HandInId(f"h{number}"))
        yield ReportEntry(f"Student {number + 1}", f"K{number:03}", work, _score(work))


def report_sheet() -> ReportSheet:
    """Return the sample class."""
    return ReportSheet(sample.LESSON, sample.answer_key(), tuple(_class()))


def _history() -> HistorySheet:
    entries = tuple(
        HistoryEntry(sample.LESSON, n, sample.AT + timedelta(days=7 * n), entry.score)
        for n, entry in enumerate(report_sheet().entries[:5], 1)
    )
    return HistorySheet("Ada Quill", "7B-014", entries)


def _copy() -> CopySheet:
    return CopySheet(sample.LESSON, sample.hand_in(sample.annotations()), "Ada Quill", "7B-014")


KEYED = LessonSheet(sample.LESSON, sample.answer_key())
KINDS: dict[str, Maker] = {
    "graded": lambda options, cache: graded_worksheet(sample.sheet(), options, cache),
    "copy": lambda options, cache: student_copy(_copy(), options, cache),
    "blank": lambda options, cache: blank_worksheet(KEYED, options, cache),
    "key": lambda options, cache: answer_key(KEYED, options, cache),
    "report": lambda options, cache: class_report(report_sheet(), options, cache),
    "history": lambda options, cache: student_history(_history(), options, cache),
}
