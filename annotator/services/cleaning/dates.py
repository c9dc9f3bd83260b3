"""Dates as pages write them: 30 April 2019, April 30th, 2019, 2019-04-30, 30 de abril de 2019."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import regex

from annotator.services.cleaning.folding import words_in

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_MONTH = r"(?P<month>\p{L}{3,12})"
_FORMS = (
    regex.compile(rf"(?<!\d){_YEAR}[-/.](?P<number>[01]?\d)[-/.]{_DAY}(?!\d)"),
    regex.compile(
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|\.|º)?(?: de| of)? {_MONTH}\.?,?"
        rf"(?: de| del)? {_YEAR}(?!\d)"
    ),
    regex.compile(rf"\b{_MONTH}\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}(?!\d)"),
    regex.compile(rf"(?<!\d){_DAY}-{_MONTH}-{_YEAR}(?!\d)"),
    regex.compile(
        rf"(?<!\d)(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}(?!\d)"
    ),
    regex.compile(rf"(?<!\d){_YEAR}年(?P<number>[01]?\d)月{_DAY}日"),
)
_CLOCK = regex.compile(
    r"T?\b[0-2]?\d[:.h][0-5]\d(?::[0-5]\d)?(?:Z|\s?[+-]\d\d:?\d\d)?(?:\s?[ap]\.?m\.?)?\b"
    r"|\b1?\d\s?[ap]\.?m\b\.?",
    regex.IGNORECASE,
)
_ZONE = regex.compile(r"\([A-Z]{2,5}\)|\b(?:UTC|GMT)[+-]\d{1,2}\b")
#: A date with its time, zone, weekday and label has no more words than this.
_LONGEST_LINE = 130


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: as ISO 8601 where it is certain, else as written; and where it stands."""

    text: str
    start: int
    end: int


def find_date(line: str, months: Mapping[str, int]) -> FoundDate | None:
    """Return the first date in a line."""
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(line[: _LONGEST_LINE * 4]):
            text = _written(match, months)
            if text:
                found.append(FoundDate(text, match.start(), match.end()))
                break
    return min(found, key=lambda each: each.start) if found else None


def without_dates(line: str, months: Mapping[str, int], around: frozenset[str]) -> str:
    """Return what a line says besides dates, times and the words around them."""
    rest = line
    while (found := find_date(rest, months)) is not None:
        rest = rest[: found.start] + " | " + rest[found.end :]
    rest = _ZONE.sub(" ", _CLOCK.sub(" ", rest))
    kept = [
        part
        for part in regex.split(r"[|•·\n]|\s[–—-]\s", rest)
        if any(w.casefold() not in around for w in words_in(part))
    ]
    return " | ".join(part.strip(" ,;:") for part in kept)


def is_date_line(line: str, months: Mapping[str, int], around: frozenset[str]) -> bool:
    """Return whether a line tells a date or a time and nothing else."""
    if len(line) > _LONGEST_LINE:
        return False
    if find_date(line, months) is None and not _CLOCK.search(line):
        return False
    return not without_dates(line, months, around)


def is_clock_line(line: str, months: Mapping[str, int], around: frozenset[str]) -> bool:
    """Return whether a line tells a time of day and no date."""
    return is_date_line(line, months, around) and find_date(line, months) is None


def _written(match: regex.Match[str], months: Mapping[str, int]) -> str:
    """Return a match as ISO 8601, as written where day and month are uncertain, or nothing."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        return _numbers(match.group(), int(parts["first"]), int(parts["second"]), year)
    if parts.get("number") is not None:
        return _iso(year, int(parts["number"]), int(parts["day"]))
    month = months.get(str(parts["month"]).casefold())
    return _iso(year, month, int(parts["day"])) if month else ""


def _numbers(written: str, first: int, second: int, year: int) -> str:
    """Return two numbers as day and month where only one order is possible, else as written."""
    if first > 12 or first == second or "." in written:
        return _iso(year, second, first)
    if second > 12:
        return _iso(year, first, second)
    return written if _iso(year, first, second) else ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
