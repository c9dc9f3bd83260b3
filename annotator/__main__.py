"""Start the desktop app: `python -m annotator`, or the installed program's icon."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

USAGE = "usage: annotator-app [--data-dir DIR] [FILE.lesson ...]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the app on what the arguments name; return the exit status."""
    data_dir: Path | None = None
    files: list[Path] = []
    rest = list(sys.argv[1:] if arguments is None else arguments)
    while rest:
        word = rest.pop(0)
        name, _, value = word.partition("=")
        if name == "--data-dir" and (value or rest):
            data_dir = Path(value or rest.pop(0))
        elif word.startswith("-"):
            sys.stderr.write(USAGE + "\n")
            return 2
        else:
            files.append(Path(word).absolute())
    # Here, so that a wrong argument is refused without waiting for Qt.
    from annotator.gui.app import run

    return run(data_dir, files)


if __name__ == "__main__":
    sys.exit(main())
