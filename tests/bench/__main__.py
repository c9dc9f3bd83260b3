"""Print the table of ratios; `--write FILE` puts it into a document, `--check` holds the bars."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import (
    classes,
    first_window,
    grading_screen,
    language,
    looks,
    reading_room,
    starting,
    storing,
    web_pages,
    worksheets,
)
from tests.bench.measuring import Row, table

STUDENTS = 24
_START, _END = "<!-- table -->", "<!-- end of table -->"


def main() -> int:
    """Run every bench once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="the document whose table is replaced")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is broken")
    arguments = parser.parse_args()
    rows: list[Row] = [first_window.run(), storing.run(), language.run(), web_pages.run()]
    rows += starting.run()
    rows += reading_room.run()
    rows += looks.run()
    with classes.played_class(STUDENTS) as (application, grades):
        rows += classes.run_scoring(grades)
        rows += classes.run_collecting(grades)
        rows += classes.run_worksheets(grades)
        rows += worksheets.run(grades)
        rows += grading_screen.run(application, grades)
    shown = table(rows)
    print(shown)
    if arguments.write:
        _write(arguments.write, shown)
    broken = [row.name for row in rows if not row.holds]
    for name in broken:
        print(f"over its bar: {name}", file=sys.stderr)
    return 1 if broken and arguments.check else 0


def _write(document: Path, shown: str) -> None:
    text = document.read_text(encoding="utf-8")
    before, after = text.split(_START)[0], text.split(_END)[1]
    made = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()} on "
        f"{platform.system()}, {os.cpu_count()} cores."
    )
    document.write_text(f"{before}{_START}\n{made}\n\n{shown}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
