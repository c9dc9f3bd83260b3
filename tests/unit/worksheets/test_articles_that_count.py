"""The graded worksheet names the articles that count, and prints no others without work."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf

from annotator.domain.asked import AskedArticles
from annotator.domain.grades import GradeScale, GradeStep, ScaleKind
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from tests.unit.worksheets import sample

LETTERS = GradeScale(ScaleKind.STEPS, steps=(GradeStep("Great", 50), GradeStep("Fine", 0)))


def printed(sheet: GradedSheet) -> str:
    file = pypdf.PdfReader(io.BytesIO(graded_worksheet(sheet, PageOptions())))
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


def sheet_with(articles: int) -> GradedSheet:
    """Return the sample with work in the first articles only, where one is asked for."""
    sheet = sample.sheet()
    lesson = replace(sheet.lesson, asked=AskedArticles(at_least=1))
    kept = {article.id for article in lesson.articles[:articles]}
    work = tuple(a for a in sheet.hand_in.annotations if a.article_id in kept)
    score = score_hand_in(prepare_key(lesson, sheet.key), work, sheet.decisions, scale=LETTERS)
    hand_in = replace(sheet.hand_in, annotations=work)
    return replace(sheet, lesson=lesson, hand_in=hand_in, score=score)


def test_one_article_of_two_counts_and_the_other_is_left_out():
    sheet = sheet_with(1)
    said = printed(sheet)
    assert "Counted: A1; each student’s best 1, or more." in said
    assert sheet.lesson.articles[1].headline not in said
    assert f"{sheet.score.grade.text} {sheet.score.grade.beside}" in said


def test_work_in_an_article_that_does_not_count_is_printed_and_said():
    sheet = sheet_with(2)
    (counted,) = sheet.score.counted
    said = printed(sheet)
    other = next(a for a in sheet.lesson.articles if a.id != counted.article_id)
    assert other.headline in said
    assert "This article does not count for the points; others are better." in said
