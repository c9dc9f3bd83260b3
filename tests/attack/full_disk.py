"""A disk that fills up under the program: told in a sentence, and what was stored stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.attack.table import Attack, Row
from tests.attack.victims import WORKS, Templates, Work, work_named

#: How large the disk is, and how much of it is left, in kilobytes.
_SIZE = 24 * 1024
LEVELS = (0, 4, 40, 200, 400, 1000, 3000)
LEVELS_SHORT = (400,)
_SHORT = ("annotating",)
_LONGEST_WAIT = 120


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Yield a small disk of its own; None where this machine allows no mount."""
    with tempfile.TemporaryDirectory(prefix="annotator-disk-") as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}k", "tmpfs", place]
        may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount")
        if not may or subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode:
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def fill(disk: Path, left: int) -> Path:
    """Fill a disk until so many kilobytes are left."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    size = free.f_bavail * free.f_frsize - left * 1024
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))
    return filler


def told_on(
    work: Work, disk: Path, templates: Templates, left: int
) -> tuple[list[str], str, list[str]]:
    """Work until the disk is full; return what was confirmed, told, and lost once there is room."""
    folder = templates.fresh(work, disk / "folder")
    filler = fill(disk, left)
    victim = subprocess.run(
        [sys.executable, "-m", "tests.attack.victims", work.name, str(folder)],
        capture_output=True,
        text=True,
        timeout=_LONGEST_WAIT,
        check=False,
    )
    filler.unlink()
    lines = victim.stdout.splitlines()
    told = [line for line in lines if line.startswith("!")]
    confirmed = [line for line in lines if line not in told]
    if victim.stderr:
        told.append(f"!! {victim.stderr.strip().splitlines()[-1]}")
    if work.name == "backing up":  # the copies lie on the full disk and go with it
        (folder / "copies").mkdir(exist_ok=True)
    return confirmed, " ".join(told), work.lost(folder, confirmed)


def row_of(work: Work, levels: Sequence[int], templates: Templates) -> Row:
    """Try a work with so little room left."""
    confirmed, sentences, wrong = 0, 0, []
    with small_disk() as disk:
        if disk is None:
            return Row("disk full", work.name, "skipped: no mount allowed here", "0 lost", True)
        for left in levels:
            said, told, lost = told_on(work, disk, templates, left)
            confirmed += len(said)
            sentences += told.startswith("! ")
            wrong += [f"{left} kB: {one}" for one in lost]
            wrong += [f"{left} kB: {told}"] if "!!" in told else []
            shutil.rmtree(disk / "folder")
    found = f"{len(levels)} levels, {sentences} told, {confirmed} confirmed, {len(wrong)} wrong"
    bar = "a sentence, 0 lost"
    return Row("disk full", work.name, "; ".join([found, *wrong[:3]]), bar, not wrong)


def run(short: bool) -> Sequence[Row]:
    """Fill the disk under every work."""
    if not sys.platform.startswith("linux"):
        return [Row("disk full", "all", "skipped: needs a mount of Linux", "0 lost", True)]
    works = [work_named(name) for name in _SHORT] if short else WORKS
    levels = LEVELS_SHORT if short else LEVELS
    with tempfile.TemporaryDirectory(prefix="annotator-full-") as place:
        templates = Templates(Path(place))
        return [row_of(work, levels, templates) for work in works]


ATTACK = Attack("disk full", "a disk that fills up", run)
