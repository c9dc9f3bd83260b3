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
    assert first["12-word pieces, each L and U, all checkable"] > 90  # as it was, for comparison


def test_a_careful_student_of_another_mind_does_not_fall_far(board):
    _, alike = MINDS[0]
    for fall in falls_of(board, alike, seeds=5):
        assert fall.newest > fall.first - 12
