"""Read one file in a process of its own and print what that cost, as a line of JSON.

python -m tests.attack.child READER [FILE]

Without a file only a real sample is read: what that costs is no cost of the hostile file.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from tests.attack.readers import Reader, let_go, reader


def main() -> None:
    """Read a real sample first, so that everything is loaded; then the file."""
    one = reader(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        said(one, one.packed(one.sample()), Path(folder))
    before = peak(resource.RUSAGE_SELF)
    words = ""
    with tempfile.TemporaryDirectory() as folder:
        for path in sys.argv[2:]:
            shutil.copyfile(path, Path(folder, one.file_name))
            words = said(one, None, Path(folder))
    let_go()
    cost = {
        "said": words,
        "seconds": round(seconds(), 2),
        # A process that was started for the file holds its memory beside ours.
        "megabytes": round(peak(resource.RUSAGE_SELF) - before + peak(resource.RUSAGE_CHILDREN), 1),
    }
    print(json.dumps(cost))


def said(one: Reader, data: bytes | None, folder: Path) -> str:
    """Return the sentence with which a file was refused, or nothing; other errors escape."""
    place = folder / one.file_name
    if data is not None:
        place.write_bytes(data)
    try:
        one.read(place)
    except AnnotatorError as trouble:
        return str(trouble)
    return ""


def seconds() -> float:
    """Return the processor time of this process and of those that it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def peak(who: int) -> float:
    """Return the most memory that was held at once, in megabytes."""
    kilobytes = resource.getrusage(who).ru_maxrss
    return kilobytes / (1_000_000 if sys.platform == "darwin" else 1_000)


if __name__ == "__main__":
    main()
