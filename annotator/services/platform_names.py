"""Whose name a learning platform wrote around a file that was handed in there."""

from __future__ import annotations

import re
from pathlib import Path

#: Of a folder or a file: Moodle, Brightspace, Canvas, and "Name - file" as drives write it.
_FORMS = (
    re.compile(r"(?P<name>.+?)_\d+_assignsubmission_(?:file|onlinetext)"),
    re.compile(r"\d+-\d+ - (?P<name>[^-]+?) - "),
    re.compile(r"(?P<name>[^\W\d_]{3,})(?:_LATE)?_\d{2,}_\d{2,}_"),
    re.compile(r"(?P<name>[^\W\d_][^\d_]{2,}?) - (?=\S)"),
)
#: Teams keeps each student's files in a folder with the name, below this one.
_TEAMS = "submitted files"


def platform_name(path: Path) -> str:
    """Return the name that a platform put into the path of a hand-in, or nothing.

    Canvas writes it without spaces, "roeada".
    """
    parts = path.parts
    for number, part in enumerate(parts[:-2]):
        if part.casefold() == _TEAMS:
            return parts[number + 1]
    for part in reversed(parts[-4:]):
        for form in _FORMS:
            if found := form.match(part):
                return found["name"].strip()
    return ""
