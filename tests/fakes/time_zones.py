"""Time zones as a machine has them, in the form that needs no table of zones on the disk."""

from __future__ import annotations

import time

import pytest

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
CARACAS = "<-04>4"
KATHMANDU = "<+0545>-5:45"
NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"


def move_to(zone: str, patch: pytest.MonkeyPatch) -> None:
    """Put this process into another time zone until the test ends."""
    patch.setenv("TZ", zone)
    time.tzset()
