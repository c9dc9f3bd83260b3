"""Put small faults into the rules, run the tests that reach them, and print what they miss.

`make mutants` takes a seeded sample; MUTANTS="--all" takes every fault, "--only scoring" those of
a folder or file. Faults are put into a scratch copy, one a process at a time.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.changes import Mutant, mutants_of
from tests.mutants.reach import Reach, reach
from tests.mutants.trial import ROOT, Outcome, copied, run_tests, try_fault

#: Where a fault would be one of the rules.
ROOMS = (
    "annotator/scoring",
    "annotator/domain",
    "annotator/services/attempts.py",
    "annotator/services/cleaning",
)
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


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
        copies = [copied(Path(folder) / str(n)) for n in range(options.workers)]
        seen = _run(wanted, reach(copies[0]), copies)
        _check_killers(seen, copies[0])
    _table("file", seen, lambda path: path)
    _table("room", seen, lambda path: next(room for room in ROOMS if path.startswith(room)))
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


def _run(wanted: Sequence[Mutant], found: Reach, copies: Sequence[Path]) -> dict[Mutant, Outcome]:
    """Try each fault: its nearest tests, all that come to it, then whole short files."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def one(mutant: Mutant) -> tuple[Mutant, Outcome]:
        lists = (found.nearest(mutant), found.tests(mutant), found.files(mutant))
        stages = [(tests, found.cost(tests)) for tests in lists]
        copy = free.get()
        try:
            return mutant, try_fault(mutant, stages, copy)
        finally:
            free.put(copy)

    seen: dict[Mutant, Outcome] = {}
    with ThreadPoolExecutor(len(copies)) as pool:
        for mutant, outcome in pool.map(one, wanted):
            seen[mutant] = outcome
            if not outcome.by:
                print(f"not seen: {mutant}", flush=True)
            if len(seen) % 10 == 0:
                count = sum(bool(each.by) for each in seen.values())
                print(f"{len(seen)} of {len(wanted)}, {count} seen", flush=True)
    return seen


def _check_killers(seen: Mapping[Mutant, Outcome], copy: Path) -> None:
    """Say how the faults were seen, and that the tests which saw them pass without one."""
    ways = Counter(o.by if o.by in ("import", "time") else "test" for o in seen.values() if o.by)
    print("\nSeen by: " + ", ".join(f"{way} {count}" for way, count in sorted(ways.items())))
    killers = sorted({outcome.by for outcome in seen.values()} - {"", "import", "time"})
    listed = copy / "tests.txt"
    listed.write_text("\n".join(killers), "utf-8")
    ran = run_tests(copy, ["-q", f"@{listed}"]) if killers else None
    if ran and ran.returncode:
        sys.exit(f"Tests that saw a fault fail without one too:\n{ran.stdout[-3000:]}")


def _table(name: str, seen: Mapping[Mutant, Outcome], group: Callable[[str], str]) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    for mutant, outcome in seen.items():
        found[group(mutant.path)].append(bool(outcome.by))
    print(f"\n{name:52} {'faults':>6} {'seen':>6} {'rate':>6}")
    for each, told in [*sorted(found.items()), ("all", [bool(o.by) for o in seen.values()])]:
        print(f"{each:52} {len(told):6} {sum(told):6} {sum(told) / max(1, len(told)):6.1%}")


if __name__ == "__main__":
    sys.exit(main())
