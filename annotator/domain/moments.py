"""How a moment is shown to a person, and how it compares with the time something is due.

Moments are kept in UTC and shown in the time of this machine, which is the teacher's. Names of
days and months stand here because those of the system change with its language, not ours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from annotator.translation import N_, _

_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_SHORT_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
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
    return _("{day} {month}", day=here.day, month=_(_MONTHS[here.month - 1]))


def short_day(at: datetime) -> str:
    """Return a day in a few letters: 30 Apr."""
    here = local(at)
    return _("{day} {month}", day=here.day, month=_(_SHORT_MONTHS[here.month - 1]))


def short_date(at: datetime) -> str:
    """Return a day with its year in a few letters: 30 Apr 2026."""
    return day_and_year(local(at).date())


def day_and_year(day: date) -> str:
    """Return a date of no particular time in a few letters: 30 Apr 2026."""
    month = _(_SHORT_MONTHS[day.month - 1])
    return _("{day} {month} {year}", day=day.day, month=month, year=day.year)


def day_and_time(at: datetime) -> str:
    """Return a date and time in words: 30 April 2026, 14:05."""
    return _("{day} {year}, {time}", day=month_day(at), year=local(at).year, time=clock(at))


def weekday_and_time(at: datetime) -> str:
    """Return a date and time with the day of the week: Thu 30 Apr 2026, 14:05."""
    weekday = _(_DAYS[local(at).weekday()])
    return _("{weekday} {date}, {time}", weekday=weekday, date=short_date(at), time=clock(at))
