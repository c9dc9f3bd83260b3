"""What was begun and never finished: files that a kill or a power cut left behind."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

#: Nothing takes so long to write, in seconds; on a share another machine's clock may be off.
AN_HOUR, A_DAY = 3600, 24 * 3600

#: What files are called until they are whole, and the journal of a copy of a database.
_UNFINISHED = re.compile(r"(\.[0-9a-f]{16}|.+\.\d+)\.part(-journal|-wal|-shm)?")


def remove_leftovers(folder: Path, *, older_than: float = AN_HOUR) -> Sequence[Path]:
    """Delete the unfinished files of a folder that nobody writes any more; return them.

    What cannot be looked at or deleted stays: it is in nobody's way.
    """
    removed = []
    until = time.time() - older_than
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if not _UNFINISHED.fullmatch(path.name):
                continue
            with suppress(OSError):
                if path.is_file() and path.stat().st_mtime < until:
                    path.unlink()
                    removed.append(path)
    return removed
