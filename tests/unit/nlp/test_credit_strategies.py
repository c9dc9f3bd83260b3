"""The newest credit rules cannot be gamed on the flagship: the strategy table."""

from __future__ import annotations

import pytest

from tests.eval.credit_rules import FLAGSHIP, MINDS, earned_by, falls_of, shipped_boards


@pytest.fixture(scope="module")
def board():
    return next(each for each in shipped_boards() if each.lesson.id == FLAGSHIP)


def test_every_strategy_earns_what_it_should(board):
    rows = list(earned_by(board))
    assert {row.strategy.name: row.newest for row in rows if not row.is_reached} == {}
    first = {row.strategy.name: row.first for row in rows}
    assert first["12-word pieces, each L and U, all checkable"] > 70  # as it was, for comparison


def test_work_on_as_many_articles_as_are_asked_for_is_as_good_as_on_all(board):
    earned = {row.strategy.name: row for row in earned_by(board, seeds=5)}
    careful = earned["careful: 60 % found, 85 % of labels, 20 % of the optional"]
    three = earned["the same on the first three articles"]
    assert three.newest < 50, "where all five are asked for, three are not enough"
    assert three.asked == pytest.approx(careful.newest, abs=4)
    assert earned["what is required exactly"].asked == 100
    # Whoever sprays all five has the luckiest three counted: a little more, and no way to a grade.
    naive = [row for row in earned.values() if 0 < row.strategy.most <= 15]
    assert max(row.asked for row in naive) < 13


def test_a_careful_student_of_another_mind_does_not_fall_far(board):
    _, alike = MINDS[0]
    for fall in falls_of(board, alike, seeds=5):
        assert fall.newest > fall.first - 12
