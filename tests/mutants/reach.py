"""Which tests come to a line of the rules: measured once, and kept until a file changes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage

from tests.mutants.changes import Mutant
from tests.mutants.trial import ROOT, run_tests, tracked_files

#: The tests that can see a fault in the rules: those without a screen.
TESTS = (
    "tests/unit/domain",
    "tests/unit/scoring",
    "tests/unit/services",
    "tests/unit/files",
    "tests/unit/session",
)
#: Seconds that a file of tests may take to be run whole.
SHORT = 5.0
KEPT = ROOT / ".mutants" / "reach.json"


@dataclass(frozen=True)
class Reach:
    """Which tests come to a line of a file, and how long each takes.

    Tests that fail without a fault say nothing about one: they are left out everywhere.
    """

    lines: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]
    failing: Sequence[str] = ()

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that come to a fault, the quickest first.

        Where its own line is not told of, as of a number within a longer statement, those
        that come to its statement; of what runs at import, those of the file.
        """
        lines = self.lines.get(mutant.path, {})
        for numbers in ([mutant.line], range(mutant.first, mutant.last + 1)):
            told = {test for number in numbers for test in lines.get(number, ())}
            if "" in told and told == {""}:
                told = self.tests_of(mutant.path)
            if told - {""}:
                return sorted(told - {""}, key=lambda test: (self.seconds.get(test, 0.0), test))
        return []

    def nearest(self, mutant: Mutant) -> list[str]:
        """Return the tests of the file most of whose tests come to a fault: they mostly see it."""
        found: dict[str, list[str]] = defaultdict(list)
        for test in self.tests(mutant):
            found[test.split("::")[0]].append(test)
        sizes = Counter(test.split("::")[0] for test in self.seconds)
        return max(
            found.values(),
            key=lambda tests: (len(tests) / max(1, sizes[tests[0].split("::")[0]]), tests),
            default=[],
        )

    def files(self, mutant: Mutant) -> list[str]:
        """Return the short files of the tests that come to a fault, to be run whole.

        What a shared fixture reaches is told of the first test only.
        """
        files = {test.split("::")[0] for test in self.tests(mutant)}
        short = sorted(file for file in files if self.cost([file]) <= SHORT)
        return [*short, *(f"--deselect={test}" for test in self.failing)] if short else []

    def tests_of(self, path: str) -> set[str]:
        """Return every test that comes to a file."""
        return {test for tests in self.lines.get(path, {}).values() for test in tests} - {""}

    def cost(self, tests: Sequence[str]) -> float:
        """Return how many seconds tests, or whole files of them, take without a fault."""
        asked = set(tests)
        return sum(
            took
            for test, took in self.seconds.items()
            if test in asked or test.split("::")[0] in asked
        )


def reach(copy: Path) -> Reach:
    """Return the kept measure if no file has changed since, or measure."""
    digest = _digest()
    if KEPT.exists():
        kept = json.loads(KEPT.read_text("utf-8"))
        if kept["digest"] == digest:
            names = kept["tests"]
            lines = {
                path: {int(number): [names[t] for t in tests] for number, tests in told.items()}
                for path, told in kept["lines"].items()
            }
            return Reach(lines, kept["seconds"], kept["failing"])
    found = _measured(copy)
    names = sorted({t for told in found.lines.values() for tests in told.values() for t in tests})
    number_of = {name: number for number, name in enumerate(names)}
    kept = {
        "digest": digest,
        "tests": names,
        "seconds": found.seconds,
        "failing": found.failing,
        "lines": {
            path: {number: [number_of[t] for t in tests] for number, tests in told.items()}
            for path, told in found.lines.items()
        },
    }
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept), "utf-8")
    return found


def _digest() -> str:
    found = hashlib.sha256(sys.version.encode())
    for name in tracked_files():
        if name.startswith(("annotator/", "tests/")) and not name.startswith("tests/mutants/"):
            found.update(name.encode() + b"\0" + (ROOT / name).read_bytes())
    return found.hexdigest()


def _measured(copy: Path) -> Reach:
    """Run the tests once as they are, and see which lines each of them comes to."""
    begun = time.monotonic()
    data = copy / ".coverage"
    cover = ["--cov=annotator", "--cov-context=test", "--cov-report=", f"--cov-config={os.devnull}"]
    ran = run_tests(
        copy,
        [*TESTS, *cover, "--durations=0", "--durations-min=0.0", "-vv"],
        more={"COVERAGE_FILE": str(data)},
    )
    if not data.exists():
        sys.exit(f"The tests could not be run as they are:\n{ran.stdout[-3000:]}")
    failed = set(re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", ran.stdout, re.MULTILINE))
    for test in sorted(failed):
        print(f"left out, it fails without a fault: {test}", flush=True)
    found = coverage.CoverageData(str(data))
    found.read()
    lines: dict[str, Mapping[int, Sequence[str]]] = {}
    for path in found.measured_files():
        name = Path(path).resolve().relative_to(copy.resolve()).as_posix()
        lines[name] = {
            number: sorted({context.rsplit("|", 1)[0] for context in contexts} - failed)
            for number, contexts in found.contexts_by_lineno(path).items()
        }
    seconds: dict[str, float] = defaultdict(float)
    for line in ran.stdout.splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) == 3 and parts[0].endswith("s") and parts[1] in ("call", "setup", "teardown"):
            seconds[parts[2]] += float(parts[0][:-1])
    print(f"The tests ran once in {time.monotonic() - begun:.0f} s.", flush=True)
    return Reach(lines, dict(seconds), sorted(failed))
