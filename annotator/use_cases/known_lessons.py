"""The lessons of this machine by name, kept beside the database for the first second.

The start screen shows these cards while the database is still being opened. The file holds no
student's name and no work; where it is missing or damaged the cards come with the database.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path

from annotator.services.lesson_entries import LessonEntry, LessonSummary

FILE_NAME = "lessons.json"
#: More than the cards of a thousand lessons; a larger file is not ours.
LARGEST = 1_000_000


def read_known_lessons(folder: Path) -> tuple[LessonEntry, ...]:
    """Return the lessons listed last on this data folder; none where that is not known."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > LARGEST:
            return ()
        listed = json.loads(path.read_bytes())
        found = [_summary(each) for each in listed]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(LessonEntry.untouched(each) for each in found)


def keep_known_lessons(folder: Path, entries: Sequence[LessonEntry]) -> None:
    """Write the list for the next start, if it changed; a folder that cannot take it does not."""
    from annotator.domain.errors import StorageTrouble
    from annotator.files.atomic import write_private_whole

    path = folder / FILE_NAME
    data = json.dumps([asdict(each.lesson) for each in entries], ensure_ascii=False).encode()
    with suppress(OSError, StorageTrouble):  # the cards come a moment later then
        if not path.is_file() or path.read_bytes() != data:
            write_private_whole(path, data)


def _summary(record: dict[str, object]) -> LessonSummary:
    # The versions before this one wrote no number of articles that are asked for.
    known = {"asked": 0, **record}
    values = {each.name: known[each.name] for each in fields(LessonSummary)}
    numbers = ("version", "minutes", "articles", "questions", "asked")
    for name, value in values.items():
        wanted: type = int if name in numbers else str
        if type(value) is not wanted:
            raise TypeError(name)
    return LessonSummary(**values)  # type: ignore[arg-type]
