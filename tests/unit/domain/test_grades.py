"""A score is said in one way wherever it stands: per cent, points of so many, or a step."""

from __future__ import annotations

import pytest

from annotator.domain.grades import GradeScale, GradeStep, ScaleKind, grade_of
from annotator.domain.wording import rounded, share_text

LETTERS = GradeScale(
    ScaleKind.STEPS, steps=(GradeStep("C", 70), GradeStep("A", 90), GradeStep("B", 80))
)


@pytest.mark.parametrize(
    "points, maximum, said, beside",
    [
        (80.2, 113.9, "70 %", "80.2 / 113.9 points"),
        (24.5, 34.5, "71 %", "24.5 / 34.5 points"),
        (1, 3, "33 %", "1 / 3 points"),
        (0, 5, "0 %", "0 / 5 points"),
        (5, 5, "100 %", "5 / 5 points"),
        (0, 0, "–", "0 / 0 points"),
    ],
)
def test_the_usual_scale_is_per_cent_with_the_points_behind(points, maximum, said, beside):
    grade = grade_of(points, maximum)
    assert (grade.text, grade.beside) == (said, beside)
    assert grade.line == f"{said} ({beside})"


@pytest.mark.parametrize(
    "value, to, expected",
    [
        (70.5, 1, 71),
        (0.5, 1, 1),
        (2.5, 1, 3),
        (70.499999999, 1, 71),
        (70.49, 1, 70),
        (14.25, 0.5, 14.5),
        (14.24, 0.5, 14.0),
        (0.1 + 0.2, 0.1, 0.3),
    ],
)
def test_a_half_goes_up(value, to, expected):
    assert rounded(value, to) == pytest.approx(expected)


def test_shares_beside_grades_are_rounded_alike():
    assert share_text(0.705) == grade_of(70.5, 100).text == "71 %"
    assert share_text(0.125) == "13 %"


def test_points_of_so_many_follow_the_share_and_are_rounded_as_the_teacher_says():
    twenty = GradeScale(ScaleKind.POINTS, out_of=20, rounded_to=0.5)
    grade = grade_of(24.5, 34.5, twenty)
    assert (grade.text, grade.beside) == ("14 / 20", "71 % · 24.5 / 34.5 points")


@pytest.mark.parametrize(
    "points, said", [(95, "A"), (89.5, "A"), (89.4, "B"), (80, "B"), (70, "C"), (3, "C")]
)
def test_a_step_is_that_of_the_per_cent_shown_and_below_all_the_lowest(points, said):
    grade = grade_of(points, 100, LETTERS)
    assert grade.text == said
    assert grade.beside.startswith(f"{grade.percent} % · ")


def test_a_scale_without_steps_says_per_cent():
    assert grade_of(1, 2, GradeScale(ScaleKind.STEPS)).text == "50 %"
