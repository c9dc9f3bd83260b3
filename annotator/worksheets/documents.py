"""What all documents end with: characters that could not be printed, and the file itself."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import StorageTrouble
from annotator.worksheets.blocks import Block
from annotator.worksheets.pages import Pages
from annotator.worksheets.setting import Setting


def unprintable_blocks(setting: Setting, pages: Pages) -> list[Block]:
    """Return the list of characters for which boxes were drawn, if there are any."""
    missing = pages.pen.unprintable
    if not missing:
        return []
    listed = ", ".join(sorted(f"U+{ord(character):04X}" for character in missing))
    section = pages.section()
    text = f"Characters this font does not have, printed as boxes: {listed}."
    return [setting.paragraph(text, replace(setting.styles.small, before=setting.size), section)]


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".worksheet-", suffix=".part", dir=path.parent)
    except OSError as trouble:
        raise _unwritten(path, trouble) from trouble
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise _unwritten(path, trouble) from trouble


def _unwritten(path: Path, trouble: OSError) -> StorageTrouble:
    reason = trouble.strerror or "the disk refused it"
    return StorageTrouble(
        f"The worksheet “{path.name}” could not be written: {reason}. Nothing else was changed. "
        "Choose another folder, or make room on this disk."
    )
