"""Put small faults into the rules, run the tests that reach them, and print what they miss.

`make mutants` takes a seeded sample; MUTANTS="--all" takes every fault, "--only scoring" those of
a folder or file. Faults are put into a scratch copy, one a process at a time.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import coverage

from tests.mutants.changes import Mutant, mutants_of, mutated

ROOT = Path(__file__).resolve().parents[2]
#: Where a fault would be one of the rules.
ROOMS = (
    "annotator/scoring",
    "annotator/domain",
    "annotator/services/attempts.py",
    "annotator/services/cleaning",
)
#: The tests that can see one: those without a screen.
TESTS = (
    "tests/unit/domain",
    "tests/unit/scoring",
    "tests/unit/services",
    "tests/unit/files/test_passphrase.py",
)
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
#: Seconds of the processor that a fault may cost more than the tests do without it.
PATIENCE = 20
QUIET = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--hypothesis-seed=0")


@dataclass(frozen=True)
class Reach:
    """Which tests come to a line of a file, and how long each takes."""

    lines: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests to run, the quickest first; of a file where its import is meant."""
        lines = self.lines.get(mutant.path, {})
        found = set(lines.get(mutant.line, ())) - {""}
        if not found and "" in lines.get(mutant.line, ()):
            found = self.tests_of(mutant.path)
        return sorted(found, key=lambda test: (self.seconds.get(test, 0.0), test))

    def tests_of(self, path: str) -> set[str]:
        """Return every test that comes to a file."""
        return {test for tests in self.lines.get(path, {}).values() for test in tests} - {""}


def main() -> int:
    """Run a sample, print a table by file and every fault that no test saw."""
    options = _options()
    everything = [m for path in _files(options.only) for m in mutants_of(path, _read(path))]
    known = _equivalent()
    wanted = [m for m in everything if (m.path, m.what, m.text) not in known]
    if not options.all:
        wanted = random.Random(options.seed).sample(wanted, min(options.sample, len(wanted)))
    print(f"{len(wanted)} of {len(everything)} faults, {len(known)} are known to change nothing.")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [_copy(Path(folder) / str(n)) for n in range(options.workers)]
        reach = _reach(copies[0])
        seen = _run(wanted, reach, copies)
    _table(wanted, seen)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--sample", type=int, default=300, help="how many faults")
    parser.add_argument("--all", action="store_true", help="every fault there is")
    parser.add_argument("--only", default="", help="those of files whose path has this in it")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _files(only: str) -> Iterator[str]:
    for room in ROOMS:
        place = ROOT / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = path.relative_to(ROOT).as_posix()
            if only in name and path.name != "__init__.py":
                yield name


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _equivalent() -> set[tuple[str, str, str]]:
    listed = tomllib.loads(EQUIVALENT.read_text("utf-8")).get("mutant", [])
    return {(each["path"], each["what"], each["text"]) for each in listed}


def _copy(target: Path) -> Path:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def _environment(copy: Path) -> dict[str, str]:
    given = {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"}
    return os.environ | given | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def _reach(copy: Path) -> Reach:
    """Run the tests once as they are, and see which lines each of them comes to."""
    begun = time.monotonic()
    data = copy / ".coverage"
    report = ["--durations=0", "--durations-min=0.0", "-vv", "-n", "0", "-p", "no:cacheprovider"]
    cover = ["--cov=annotator", "--cov-context=test", "--cov-report=", f"--cov-config={os.devnull}"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *TESTS, *cover, *report],
        cwd=copy,
        env=_environment(copy) | {"COVERAGE_FILE": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not data.exists():
        sys.exit(f"The tests could not be run as they are:\n{ran.stdout[-3000:]}")
    failed = set(re.findall(r"^FAILED (\S+)", ran.stdout, re.MULTILINE))
    found = coverage.CoverageData(str(data))
    found.read()
    lines: dict[str, Mapping[int, Sequence[str]]] = {}
    for path in found.measured_files():
        name = Path(path).resolve().relative_to(copy.resolve()).as_posix()
        lines[name] = {
            number: [t for t in (c.rsplit("|", 1)[0] for c in contexts) if t not in failed]
            for number, contexts in found.contexts_by_lineno(path).items()
        }
    seconds: dict[str, float] = defaultdict(float)
    for line in ran.stdout.splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) == 3 and parts[0].endswith("s") and parts[1] in ("call", "setup", "teardown"):
            seconds[parts[2]] += float(parts[0][:-1])
    without = f", without {len(failed)} that fail in a copy" if failed else ""
    print(f"The tests ran once in {time.monotonic() - begun:.0f} s{without}.", flush=True)
    return Reach(lines, seconds)


def _run(wanted: Sequence[Mutant], reach: Reach, copies: Sequence[Path]) -> dict[Mutant, bool]:
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def one(mutant: Mutant) -> tuple[Mutant, bool]:
        copy = free.get()
        try:
            return mutant, _is_seen(mutant, reach, copy)
        finally:
            free.put(copy)

    seen: dict[Mutant, bool] = {}
    with ThreadPoolExecutor(len(copies)) as pool:
        for mutant, is_seen in pool.map(one, wanted):
            seen[mutant] = is_seen
            if not is_seen:
                print(f"not seen: {mutant}", flush=True)
            if len(seen) % 50 == 0:
                print(f"{len(seen)} of {len(wanted)}, {sum(seen.values())} seen", flush=True)
    return seen


def _is_seen(mutant: Mutant, reach: Reach, copy: Path) -> bool:
    """Run the tests that come to the line; then whole files, for what a shared fixture reaches."""
    tests = reach.tests(mutant)
    if not tests:
        return False
    files = sorted({test.split("::")[0] for test in reach.tests_of(mutant.path)})
    place = copy / mutant.path
    before = place.read_text("utf-8")
    try:
        place.write_text(mutated(before, mutant.number), "utf-8")
        limit = PATIENCE + 4 * int(sum(reach.seconds.values()))
        return _fails(copy, tests, limit) or _fails(copy, files, limit)
    finally:
        place.write_text(before, "utf-8")


def _fails(copy: Path, tests: Sequence[str], limit: int) -> bool:
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *QUIET, f"@{listed}"],
        cwd=copy,
        env=_environment(copy),
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_CPU, (limit, limit + 5)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return ran.returncode != 0


def _table(wanted: Sequence[Mutant], seen: Mapping[Mutant, bool]) -> None:
    by_file: dict[str, list[bool]] = defaultdict(list)
    for mutant in wanted:
        by_file[mutant.path].append(seen[mutant])
    print(f"\n{'file':52} {'faults':>6} {'seen':>6} {'rate':>6}")
    for path, found in sorted(by_file.items()):
        print(f"{path:52} {len(found):6} {sum(found):6} {sum(found) / len(found):6.0%}")
    total = sum(seen.values())
    print(f"{'all':52} {len(wanted):6} {total:6} {total / max(1, len(wanted)):6.1%}")


if __name__ == "__main__":
    sys.exit(main())
