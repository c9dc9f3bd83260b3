"""Run the attacks and print the table; exit 1 where one broke its bar.

    python -m tests.attack                 all of them, minutes
    python -m tests.attack cost forged     some of them
    python -m tests.attack --short         what the tests run

A new kind of attack is a module with an ATTACK, named in ATTACKS.
"""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.attack import cost, forged, full_disk, fuzz, kills, server
from tests.attack.table import Attack, Row, attack_of, table

#: Every kind of attack, in the order in which they run.
ATTACKS: tuple[Attack, ...] = tuple(
    attack_of(module) for module in (cost, fuzz, forged, kills, full_disk, server)
)


def main() -> int:
    """Run the attacks that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", help=", ".join(each.kind for each in ATTACKS))
    parser.add_argument("--short", action="store_true", help="only what the tests run")
    arguments = parser.parse_args()
    known = {each.kind: each for each in ATTACKS}
    unknown = [kind for kind in arguments.kinds if kind not in known]
    if unknown:
        parser.error(f"no attack {unknown[0]}; known are {', '.join(known)}")
    rows: list[Row] = []
    for kind in arguments.kinds or known:
        print(f"{kind}: {known[kind].about}", file=sys.stderr, flush=True)
        rows += known[kind].run(arguments.short)
    print(table(rows))
    broken = [row for row in rows if not row.holds]
    for row in broken:
        print(f"broken: {row.kind}, {row.name}: {row.found}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
