"""Lessons of the first edition of the credit rules are graded as they always were."""

from __future__ import annotations

import json
import random
from pathlib import Path

from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.sums import sum_of
from tests.unit.scoring import drawn_work
from tests.unit.scoring.test_hand_in import LESSON

#: What the program gave before it knew of editions, by seed.
GIVEN = json.loads(Path(__file__).with_name("first_edition.json").read_text())


def test_drawn_work_earns_what_it_earned_before_there_were_editions():
    for seed, before in enumerate(GIVEN):
        dice = random.Random(seed)
        key = drawn_work.drawn_key(dice)
        work = drawn_work.drawn_work(dice)
        decisions = drawn_work.drawn_decisions(dice, key, work)
        score = score_hand_in(prepare_key(LESSON, key), work, decisions)
        assert (score.points, score.maximum) == (before["points"], before["maximum"])
        assert score.kappa == before["kappa"]
        assert [[c.earned, c.bonus, c.penalty] for c in score.categories] == before["categories"]
        assert [c.kept for c in score.categories] == [c.earned for c in score.categories]
        lines = [[line.part.value, line.points] for line in sum_of(LESSON, score).lines]
        assert lines == before["lines"]
