"""Programs that are killed at a random moment: nothing that was confirmed may be lost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.attack.table import Attack, Row
from tests.attack.victims import WORKS, Templates, Work, dice_of, work_named

KILLS, KILLS_SHORT = 30, 1
_SHORT = ("annotating", "collecting", "migrating")
#: The kill comes so long after the first word at the latest, in seconds.
_LATEST = 0.8
_LONGEST_WAIT = 60


def killed_at(work: Work, folder: Path, moment: float) -> list[str]:
    """Let a program work, kill it so long after its first word, return what it confirmed."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.attack.victims", work.name, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None
    end = threading.Timer(_LONGEST_WAIT, victim.kill)
    end.start()
    first = victim.stdout.readline()
    end.cancel()
    threading.Timer(moment, victim.kill).start()
    rest, said = victim.communicate(timeout=_LONGEST_WAIT)
    assert not said, said
    lines = f"{first}{rest}".split("\n")
    assert not [line for line in lines if line.startswith("!")], lines
    return [line for line in lines[:-1] if line]  # a line that was cut is not confirmed


def row_of(work: Work, kills: int, templates: Templates, place: Path) -> Row:
    """Kill a work so many times, each time from the same beginning."""
    dice = dice_of(f"kill {work.name}")
    confirmed, lost = 0, []
    for _ in range(kills):
        folder = templates.fresh(work, place / "folder")
        said = killed_at(work, folder, dice.uniform(0, _LATEST))
        confirmed += len(said)
        lost += work.lost(folder, said)
    found = f"{kills} kills, {confirmed} confirmed, {len(lost)} lost"
    return Row("kill", work.name, "; ".join([found, *lost[:3]]), "0 lost", not lost)


def run(short: bool) -> Sequence[Row]:
    """Kill every work."""
    with tempfile.TemporaryDirectory(prefix="annotator-kill-") as folder:
        place = Path(folder)
        templates = Templates(place)
        works = [work_named(name) for name in _SHORT] if short else WORKS
        times = KILLS_SHORT if short else KILLS
        return [row_of(work, times, templates, place) for work in works]


ATTACK = Attack("kill", "programs that are killed at a random moment", run)
