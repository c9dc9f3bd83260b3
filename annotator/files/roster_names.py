"""Names and numbers as lists write them: "Last, First", and numbers a spreadsheet spoiled."""

from __future__ import annotations

import re

#: What stands after a name and is no name: Novak, Jr., Petr.
_SUFFIX = re.compile(r"(?:jr|sr|jun|sen|ii|iii|iv|esq|ph\.?d|m\.?d)\.?", re.IGNORECASE)
#: How a spreadsheet shows a long number, and a column that is too narrow for it.
_SPOILED = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d+|#{2,}", re.IGNORECASE)


def last_and_first(name: str) -> tuple[str, str] | None:
    """Return the parts of "Last, First", or None where a name has not this form.

    A suffix such as "Jr." belongs to the last name, wherever it stands.
    """
    parts = [part.strip() for part in name.split(",")]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    names = [part for part in parts if part not in suffixes]
    # What begins with a quotation mark is what somebody is called: O'Brien, "Al".
    if len(names) != 2 or not all(names) or names[1][0] in "\"“„«'‘":
        return None
    return " ".join((names[0], *suffixes)), names[1]


def is_spoiled(number: str) -> bool:
    """Return whether a spreadsheet made 1.23E+11 or #### of what was a number."""
    return _SPOILED.fullmatch(number) is not None
