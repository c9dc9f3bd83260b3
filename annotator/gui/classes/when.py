"""Moments as a teacher reads them, in this machine's own time."""

from __future__ import annotations

from datetime import datetime, timedelta

from annotator.domain.moments import weekday_and_time
from annotator.translation import _


def moment(at: datetime | None) -> str:
    """Return day and time; an empty text for none."""
    if at is None:
        return ""
    return weekday_and_time(at)


def ago(at: datetime | None, now: datetime) -> str:
    """Return how long ago something was, in words."""
    if at is None:
        return ""
    passed = now - at
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        return _("{minutes} min ago", minutes=passed // timedelta(minutes=1))
    return moment(at)
