"""The lessons that ship: their folders, and a note of what was installed of them already.

Reading a lesson's source anew at each start costs a tenth of a second each; a note beside the
database says which folder, byte for byte, became which stored lesson.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.domain.version import VERSION
from annotator.files.atomic import write_private_whole

NOTE_NAME = "shipped.json"
#: More than the note of a thousand lessons; a larger file is not ours.
LARGEST = 1_000_000


def shipped_lessons() -> tuple[Path, ...]:
    """Return the source folders of the lessons that ship, by name."""
    return tuple(sorted(p.parent for p in paths.lessons_dir().glob("*/lesson.toml")))


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of a source folder, the schemes and the version that reads them."""
    whole = hashlib.sha256(VERSION.encode())
    for top in (folder, paths.schemes_dir()):
        for path in sorted(each for each in top.rglob("*") if each.is_file()):
            data = path.read_bytes()
            whole.update(f"\n{path.relative_to(top).as_posix()} {len(data)}\n".encode())
            whole.update(data)
    return whole.hexdigest()


def read_note(data_dir: Path) -> dict[str, list[str]]:
    """Return folder digest and stored hash by lesson id; nothing where that is not known."""
    path = data_dir / NOTE_NAME
    try:
        if path.stat().st_size > LARGEST:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def keep_note(data_dir: Path, note: Mapping[str, list[str]]) -> None:
    """Write the note for the next start; a folder that cannot take it goes without."""
    with suppress(StorageTrouble):  # the sources are read again then
        write_private_whole(data_dir / NOTE_NAME, json.dumps(note).encode())
