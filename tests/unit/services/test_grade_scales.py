"""Scales as a teacher types them."""

from __future__ import annotations

import pytest

from annotator.domain.errors import NotAllowed
from annotator.domain.grades import GradeStep, ScaleKind
from annotator.services.grade_scales import steps_text, steps_typed


def test_steps_are_read_a_line_each_and_come_back():
    scale = steps_typed("  B 75 %\nSehr gut 92,5\n\nNot yet 0\n")
    assert scale.kind is ScaleKind.STEPS
    assert scale.steps == (
        GradeStep("Sehr gut", 92.5),
        GradeStep("B", 75),
        GradeStep("Not yet", 0),
    )
    assert steps_typed(steps_text(scale)) == scale


@pytest.mark.parametrize(
    "typed, said",
    [
        ("A ninety", "“A ninety” is no step"),
        ("A 101", "“A 101” is no step"),
        ("90", "“90” is no step"),
        ("A nan", "“A nan” is no step"),
        ("", "1 to 30 steps"),
        ("\n".join(f"s {n}" for n in range(31)), "1 to 30 steps"),
        ("A 90\nB 90", "Two steps begin at the same per cent"),
    ],
)
def test_what_is_no_scale_is_told_in_a_sentence(typed, said):
    with pytest.raises(NotAllowed, match=said):
        steps_typed(typed)
