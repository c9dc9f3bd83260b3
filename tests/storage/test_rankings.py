"""The learned order of suggestions comes back as it was, and there is one at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from annotator.domain.rankings import HeldOut, LearnedRanking

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
RANKING = LearnedRanking(
    {"score": 1.25, "word régime": -0.5}, 120, HeldOut(0.61, 0.5, None, 0.3), NOON
)


def test_an_order_survives_a_restart_and_a_new_one_replaces_it(store, open_again):
    with store.reading() as unit:
        assert unit.rankings.find() is None
    for each in (RANKING, replace(RANKING, choices=150, is_on=True)):
        with store.writing() as unit:
            unit.rankings.put(each)
            unit.commit()
        with open_again().reading() as unit:
            assert unit.rankings.find() == each
