"""How a moment is shown to a person, and how it compares with the time something is due.

Moments are kept in UTC and shown in the time of this machine, which is the teacher's. Names of
days and months stand here because those of the system change with its language.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def local(at: datetime) -> datetime:
    """Return a moment in the time of this machine, summer time or not as it was then."""
    return at.astimezone()


def is_after_due(at: datetime, due_at: datetime | None) -> bool:
    """Return whether a moment comes after the due minute, which ends with its last second."""
    if due_at is None:
        return False
    return at >= due_at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def days_until(due: datetime, now: datetime) -> int:
    """Return how many calendar days here lie between now and a moment; 0 is today."""
    return (local(due).date() - local(now).date()).days


def clock(at: datetime) -> str:
    """Return the time of day: 14:05."""
    return f"{local(at):%H:%M}"


def month_day(at: datetime) -> str:
    """Return a day without its year: 30 April."""
    here = local(at)
    return f"{here.day} {_MONTHS[here.month - 1]}"


def short_day(at: datetime) -> str:
    """Return a day in a few letters: 30 Apr."""
    here = local(at)
    return f"{here.day} {_MONTHS[here.month - 1][:3]}"


def short_date(at: datetime) -> str:
    """Return a day with its year in a few letters: 30 Apr 2026."""
    return f"{short_day(at)} {local(at).year}"


def day_and_time(at: datetime) -> str:
    """Return a date and time in words: 30 April 2026, 14:05."""
    return f"{month_day(at)} {local(at).year}, {clock(at)}"


def weekday_and_time(at: datetime) -> str:
    """Return a date and time with the day of the week: Thu 30 Apr 2026, 14:05."""
    return f"{_DAYS[local(at).weekday()]} {short_date(at)}, {clock(at)}"
