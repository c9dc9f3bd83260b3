"""The graded worksheet of what a test has annotated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from annotator.domain.grading import Decisions
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import HandInId
from annotator.domain.keys import AnswerKey
from annotator.domain.text import text_hash
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache


def worksheet(board) -> bytes:
    """Return the worksheet of the stored work on the first article, as a PDF file."""
    article = board.lesson.articles[0]
    lesson = replace(board.lesson, articles=(article,))
    work = HandIn(
        HandInId("1"),
        lesson.id,
        lesson.version,
        "",
        {article.id: text_hash(article.body)},
        "Ana",
        1,
        datetime(2026, 5, 4, tzinfo=UTC),
        board.session().all_annotations(),
    )
    key = AnswerKey(())
    score = score_hand_in(prepare_key(lesson, key), work.annotations, Decisions())
    sheet = GradedSheet(lesson, key, work, score, "Ana", "7B-001")
    return graded_worksheet(sheet, PageOptions(), LayoutCache())
