"""The word lists of the cleaning, read from `resources/importing`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from annotator.domain.errors import StorageTrouble
from annotator.services.cleaning.words import CleaningWords, cleaning_words


def read_cleaning_words(folder: Path) -> CleaningWords:
    """Return the lists of a folder; raise StorageTrouble if they cannot be read."""
    return cleaning_words(
        lines=_table(folder / "lines.toml"),
        pictures=_table(folder / "credits.toml"),
        head=_table(folder / "head.toml"),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise StorageTrouble(
            "The word list “{name}” is missing or damaged, so nothing can be imported. "
            "Your work is not touched. Install the program again.",
            name=path.name,
        ) from trouble
