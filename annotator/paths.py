"""Where resources, lessons and user data live: checkout, installed wheel or frozen app."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from annotator.domain.errors import StorageTrouble

#: The environment variable that names the folder for all data.
DATA_DIR_VARIABLE = "ANNOTATOR_DATA_DIR"

#: The database's name in that folder.
DATABASE_NAME = "annotator.db"


def resources_dir() -> Path:
    """Return the folder of fonts, schemes and other data that ships with the program."""
    return _shipped("resources")


def lessons_dir() -> Path:
    """Return the folder of the lessons that ship with the program."""
    return _shipped("lessons")


def schemes_dir() -> Path:
    """Return the folder of the schemes that ship with the program."""
    return resources_dir() / "schemes"


def guide_dir() -> Path:
    """Return the folder of the documents that ship with the program."""
    return _shipped("docs")


def translations_dir() -> Path:
    """Return the folder of the catalogues, one folder a language."""
    return resources_dir() / "translations"


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    places = [package / "_data" / name, package.parent / name]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        places.insert(0, Path(frozen) / name)
    for place in places:
        if place.is_dir():
            return place
    raise StorageTrouble(
        "The program's folder “{name}” is missing, so the program is not installed "
        "completely. Your work is not touched. Install the program again.",
        name=name,
    )


def data_dir(chosen: Path | None = None) -> Path:
    """Return the folder for all data: the chosen one, the environment's or this account's.

    Local to the machine, never a roaming profile: a database must not be synchronised.
    """
    named = os.environ.get(DATA_DIR_VARIABLE)
    if chosen is None and named:
        chosen = Path(named)
    try:
        if chosen is not None:
            return chosen.expanduser().absolute()
        import platformdirs

        return platformdirs.user_data_path("Annotator", appauthor=False, roaming=False)
    except RuntimeError as trouble:  # an account that has no home, or ~ with nobody's name
        raise StorageTrouble(
            "There is no home folder for “{chosen}” on this machine. Nothing was "
            "changed. Name a folder by its whole path with --data-dir.",
            chosen=chosen or "~",
        ) from trouble
