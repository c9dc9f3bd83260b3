"""Moments are shown in the time of this machine and compared by the minute that a person sees."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from annotator.domain.moments import (
    clock,
    day_and_time,
    days_until,
    is_after_due,
    month_day,
    short_date,
    weekday_and_time,
)
from tests.fakes.time_zones import BERLIN, CARACAS, KATHMANDU, NEW_YORK, move_to

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows one zone a session")


@pytest.fixture(autouse=True)
def _home_again():
    yield
    time.tzset()


@pytest.mark.parametrize(
    "zone, shown",
    [
        (BERLIN, "4 May 2026, 23:30"),
        (CARACAS, "4 May 2026, 17:30"),
        (KATHMANDU, "5 May 2026, 03:15"),
        ("UTC0", "4 May 2026, 21:30"),
    ],
)
def test_a_moment_is_shown_as_the_clock_on_the_wall_shows_it(zone, shown, monkeypatch):
    evening = datetime(2026, 5, 4, 21, 30, tzinfo=UTC)
    move_to(zone, monkeypatch)
    assert day_and_time(evening) == shown
    assert weekday_and_time(evening).endswith(clock(evening))


def test_an_evening_hand_in_is_of_today(monkeypatch):
    move_to(CARACAS, monkeypatch)
    evening = datetime(2026, 5, 5, 1, 30, tzinfo=UTC)
    assert day_and_time(evening) == "4 May 2026, 21:30"
    assert short_date(evening) == "4 May 2026"
    assert weekday_and_time(evening) == "Mon 4 May 2026, 21:30"


@pytest.mark.parametrize(
    "zone, now, due, said, days",
    [  # the clocks go back between now and then, and forward
        (NEW_YORK, (2026, 10, 30, 12), (2026, 11, 6, 4, 59), "5 November", 6),
        (BERLIN, (2026, 10, 20, 12), (2026, 10, 29, 22, 59), "29 October", 9),
        (BERLIN, (2026, 3, 20, 12), (2026, 3, 31, 21, 59), "31 March", 11),
    ],
)
def test_a_due_day_stays_the_same_across_the_change_of_clocks(
    zone, now, due, said, days, monkeypatch
):
    move_to(zone, monkeypatch)
    at = datetime(*due, tzinfo=UTC)
    today = datetime(*now, tzinfo=UTC).astimezone()  # a fixed offset, as the system gives it
    assert (month_day(at), clock(at)) == (said, "23:59")
    assert days_until(at, today) == days


@pytest.mark.parametrize(
    "after, is_late",
    [
        (timedelta(0), False),
        (timedelta(seconds=30), False),
        (timedelta(seconds=59, microseconds=999_999), False),
        (timedelta(minutes=1), True),
        (timedelta(seconds=-1), False),
    ],
)
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=45))])
def test_a_due_minute_includes_its_seconds(after, is_late, zone):
    due = datetime(2026, 11, 5, 23, 59, tzinfo=zone)
    assert is_after_due(due + after, due) is is_late
    assert not is_after_due(due + after, None)
