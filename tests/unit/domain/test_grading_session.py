"""How far the grading of a hand-in is, who works on it, and what a decision is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.grading_session import (
    CLAIM_HOLDS,
    DecisionChange,
    GradingState,
    GradingStateChange,
    GradingStatus,
)
from annotator.domain.identifiers import ArticleId, CategoryId, HandInId, KeyId
from annotator.domain.keys import KeyAnnotation
from annotator.domain.spans import Span

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HAND_IN = HandInId("h1")


def test_a_hand_in_that_nobody_opened_is_not_graded_at_all() -> None:
    status = GradingStatus(HAND_IN)
    assert (status.state, status.flagged, status.revision) == (GradingState.NOT_GRADED, False, 0)
    assert not status.is_done
    assert not status.has_changed_since_return
    assert status.claimant("Ms Roe", NOON) == ""


@pytest.mark.parametrize(
    "state, is_done, has_changed",
    [
        (GradingState.NOT_GRADED, False, True),
        (GradingState.IN_PROGRESS, False, True),
        (GradingState.GRADED, True, True),
        (GradingState.RETURNED, True, False),
    ],
)
def test_what_was_returned_has_changed_until_it_is_returned_again(
    state: GradingState, is_done: bool, has_changed: bool
) -> None:
    status = GradingStatus(HAND_IN, state, returned_at=NOON)
    assert (status.is_done, status.has_changed_since_return) == (is_done, has_changed)


@pytest.mark.parametrize(
    "me, after, told",
    [
        ("Mr Poe", timedelta(), "Ms Roe"),
        ("Mr Poe", CLAIM_HOLDS - timedelta(seconds=1), "Ms Roe"),
        ("Mr Poe", CLAIM_HOLDS, ""),
        ("Ms Roe", timedelta(), ""),
    ],
)
def test_a_claim_holds_for_twenty_minutes_against_others(
    me: str, after: timedelta, told: str
) -> None:
    status = GradingStatus(HAND_IN, claimed_by="Ms Roe", claimed_at=NOON)
    assert status.claimant(me, NOON + after) == told
    assert timedelta(minutes=20) == CLAIM_HOLDS


def test_a_decision_is_about_a_hand_in_or_the_key_and_can_be_taken_back() -> None:
    mark = GradingStateChange(HAND_IN, GradingState.GRADED, flagged=True)
    key = KeyAnnotation(KeyId("k"), ArticleId("01"), CategoryId("loaded"), Span(0, 4))
    assert DecisionChange(None, mark).hand_in_id == HAND_IN
    assert DecisionChange(mark, None).hand_in_id == HAND_IN
    assert DecisionChange(None, key).hand_in_id is None
    assert DecisionChange(None, mark).reversed == DecisionChange(mark, None)
