"""Delete a student again and again in processes that end, as by a kill, one step later each.

A program of its own, because only a process with one thread can be copied safely.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from annotator.domain.identifiers import AuthorId
from annotator.wiring.application import open_application
from tests.unit.wiring.test_privacy import STRIDE, Steps


def main(student: str, template: str, results: str) -> None:
    number = 1
    while _was_killed(Path(results, f"{number:04}"), Path(template), AuthorId(student), number):
        number += STRIDE


def _was_killed(folder: Path, template: Path, student: AuthorId, number: int) -> bool:
    """Delete in a copy of a school, to be killed before a step; return whether it was."""
    for name in ("data", "drop"):
        shutil.copytree(template / name, folder / name)
    child = os.fork()
    if child == 0:
        application = open_application(folder / "data")
        with Steps(number, lambda: os._exit(9)).watched():
            application.erasing.delete_student(student, [folder / "drop"])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
