"""One fault put into a copy of the project, and the tests run on it."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.mutants.changes import Mutant, mutated

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of the processor that a fault may cost more than the tests do without it.
PATIENCE = 20
#: A fault that takes more memory than this is seen: it would never end.
MEMORY = 8 << 30
_NOT_IMPORTED = re.compile(r"^(ERROR tests/|ImportError while loading conftest)", re.MULTILINE)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """How a fault was seen: the test that failed, or "import" or "time"; "" if it was not."""

    by: str = ""


def tracked_files() -> list[str]:
    """Return the files of the project that stand here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = filter(None, listed.stdout.decode("utf-8").split("\0"))
    return [name for name in names if (ROOT / name).is_file()]


def copied(target: Path) -> Path:
    """Copy the project, so that no fault is put into the real one."""
    for name in tracked_files():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    return target


def run_tests(
    copy: Path,
    arguments: Sequence[str],
    limit: int | None = None,
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run pytest on a copy, one process, always with the same seeds."""
    given = {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"}
    given |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    fixed = ["-n", "0", "-p", "no:cacheprovider", "--no-header", "--hypothesis-seed=0"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, *fixed],
        cwd=copy,
        env=os.environ | given | (more or {}),
        preexec_fn=partial(_bounded, limit) if limit else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def try_fault(mutant: Mutant, stages: Sequence[tuple[Sequence[str], float]], copy: Path) -> Outcome:
    """Put a fault in, run lists of tests until one fails, and take it out again."""
    place = copy / mutant.path
    before = place.read_text("utf-8")
    try:
        place.write_text(mutated(before, mutant.number), "utf-8")
        for tests, seconds in stages:
            found = _failing(copy, tests, PATIENCE + 4 * int(seconds))
            if found.by:
                return found
        return Outcome()
    finally:
        place.write_text(before, "utf-8")


def _failing(copy: Path, tests: Sequence[str], limit: int) -> Outcome:
    if not tests:
        return Outcome()
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), "utf-8")
    ran = run_tests(copy, ["-q", "-x", f"@{listed}"], limit)
    return outcome_of(ran.returncode, ran.stdout)


def outcome_of(code: int, said: str) -> Outcome:
    """Return how a run of pytest saw a fault; exit where it stopped for another reason."""
    if code == 0:
        return Outcome()
    if code < 0:
        return Outcome("time")
    failed = _FAILED.search(said)
    if code == 1 and failed and "::" in failed[1]:
        return Outcome(failed[1])
    # The same tests were collected without a fault, so that their import fails by it.
    if code in (2, 4) and _NOT_IMPORTED.search(said):
        return Outcome("import")
    sys.exit(f"The tests stopped for another reason than a fault:\n{said[-3000:]}")


def _bounded(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
