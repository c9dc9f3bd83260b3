"""A single-point rubric: one expectation, with room for what lies below and above it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.grading import Comment, CriterionScore, Decisions
from annotator.domain.identifiers import TEACHER, CommentId
from annotator.domain.lessons import Criterion
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.use_cases.drafting import rubric_presets
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from tests.unit.worksheets import sample
from tests.unit.worksheets.test_lesson_sheets import text_of

PRESETS = {preset.id: preset for preset in rubric_presets()}
QUESTION = sample.LESSON.questions[0]
CRITERIA = tuple(
    replace(each, question_id=QUESTION.id) for each in PRESETS["single-point"].criteria[:2]
)
LESSON = replace(sample.LESSON, criteria=CRITERIA)


def sheet(points: dict[str, float]) -> GradedSheet:
    work = sample.hand_in(sample.annotations())
    words, name = "Quote both papers.", CommentId("c")
    comment = Comment(name, work.id, TEACHER, sample.AT, words, question_id=QUESTION.id)
    given = tuple(
        CriterionScore(work.id, each.id, points[each.id], TEACHER, sample.AT)
        for each in CRITERIA
        if each.id in points
    )
    decisions = Decisions(criterion_scores=given, comments=(comment,))
    score = score_hand_in(prepare_key(LESSON, sample.answer_key()), work.annotations, decisions)
    return GradedSheet(LESSON, sample.answer_key(), work, score, "Ada", "1", decisions=decisions)


@pytest.mark.parametrize("name", PRESETS)
def test_every_criterion_that_ships_ends_with_nothing(name: str) -> None:
    for criterion in PRESETS[name].criteria:
        points = [level.points for level in criterion.levels]
        assert points[-1] == 0
        assert points == sorted(points, reverse=True)


def test_only_the_single_point_rubric_has_expectations() -> None:
    expected = {
        name: [criterion.expectation is not None for criterion in preset.criteria]
        for name, preset in PRESETS.items()
    }
    assert all(expected.pop("single-point"))
    assert not any(any(each) for each in expected.values())
    assert Criterion(CRITERIA[0].id, "One", CRITERIA[0].levels[:1]).expectation is None


def test_what_was_said_stands_below_or_above_the_expectation() -> None:
    finding, explaining = CRITERIA
    text = text_of(graded_worksheet(sheet({finding.id: 2, explaining.id: 1}), PageOptions()))
    assert "Criterion Below it What is expected Above it Points" in text
    expected = [each.expectation.description for each in CRITERIA if each.expectation]
    assert f"{expected[0]} Quote both papers. 2 / 2" in text
    assert f"Not all of it yet Quote both papers. {expected[1]} 1 / 2" in text


def test_what_is_not_graded_leaves_room_on_both_sides() -> None:
    text = text_of(graded_worksheet(sheet({}), PageOptions()))
    for criterion in CRITERIA:
        assert criterion.expectation is not None
        assert f"{criterion.name} {criterion.expectation.description} not graded yet – / 2" in text
