"""The word lists of the cleaning, compiled once from the tables of `resources/importing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from annotator.services.cleaning.folding import folded

#: The characters that a word of a line has at most, on average; a rule reads no longer line.
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class LineRule:
    """One kind of line that is not part of an article, with the reason for a person."""

    reason: str
    longest: int
    lines: frozenset[str]
    pattern: regex.Pattern[str] | None
    shouted: bool
    #: The section that begins here, if any: related stories or a box about the author.
    opens: str

    def takes(self, text: str, fold: str, words: int) -> bool:
        """Return whether a line, given also folded and counted, is one of this kind."""
        if words > self.longest or len(text) > _LONGEST_WORD * self.longest:
            return False
        if fold in self.lines:
            return True
        if self.pattern is None:
            return False
        return self.pattern.fullmatch(text if self.shouted else fold) is not None


@dataclass(frozen=True, slots=True)
class CleaningWords:
    """All that the cleaning knows by heart."""

    rules: tuple[LineRule, ...]
    sites: frozenset[str]
    share_verbs: frozenset[str]
    share_words: frozenset[str]
    #: A sentence that ends with who said it.
    reported: regex.Pattern[str]
    editor_start: regex.Pattern[str]
    editor_end: regex.Pattern[str]
    agencies: frozenset[str]
    credit_words: frozenset[str]
    credit_label: regex.Pattern[str]
    caption_label: regex.Pattern[str]
    agency: regex.Pattern[str]
    byline: regex.Pattern[str]
    around_dates: frozenset[str]
    outlet_words: frozenset[str]
    #: Small words and callings inside and behind people's names.
    name_words: frozenset[str]
    #: Agencies as datelines name them, with their names as outlets.
    wires: Mapping[str, str]
    labels: Mapping[str, frozenset[str]]
    months: Mapping[str, int]
    languages: Mapping[str, frozenset[str]]


def cleaning_words(
    lines: Mapping[str, Any], pictures: Mapping[str, Any], head: Mapping[str, Any]
) -> CleaningWords:
    """Return the compiled lists of the three tables of lines, of credits and of heads."""
    sites = frozenset(name.replace("_", " ") for name in lines["sites"]["names"].split())
    agencies = frozenset(folded(name) for name in _parted(pictures["agencies"]))
    editor = lines["editor"]
    return CleaningWords(
        rules=tuple(_rule(rule, sites) for rule in lines["rules"]),
        sites=sites,
        share_verbs=frozenset(lines["share"]["verbs"].split()),
        share_words=frozenset(lines["share"]["words"].split()),
        reported=regex.compile(
            r",[\"”’»]*\s(?:[\p{L}\p{M}.’'-]+\s){0,6}?(?:"
            + _alternatives(lines["reported"]["verbs"].split())
            + r")(?:\s[\p{L}\p{M}.’'-]+){0,6}\.$",
            regex.IGNORECASE,
        ),
        editor_start=regex.compile(
            r"[\[(*_]*(?:" + "|".join(editor["starts"]) + r")[\])*_]*(?:\s?[:.—–-]+|$)(?P<rest>.*)",
            regex.IGNORECASE | regex.DOTALL,
        ),
        editor_end=regex.compile("(?:" + "|".join(editor["endings"]) + ")$", regex.IGNORECASE),
        agencies=agencies,
        credit_words=frozenset(folded(name) for name in _parted(pictures["words"])),
        credit_label=_beginning(_parted(pictures["labels"])),
        caption_label=_beginning(_parted(pictures["captions"])),
        agency=regex.compile(
            r"(?<![\p{L}\p{N}])(?:"
            + _alternatives(_parted(pictures["agencies"]))
            + r")(?![\p{L}\p{N}])",
            regex.IGNORECASE,
        ),
        byline=_beginning(_parted(head["byline"])),
        around_dates=frozenset(head["around_dates"].split()),
        outlet_words=frozenset(head["outlet_words"].split()),
        name_words=frozenset(head["name_words"].split()),
        wires=dict(head["wires"]),
        labels={name: frozenset(_parted(value)) for name, value in head["labels"].items()},
        months={
            name: int(number) for number, names in head["months"].items() for name in names.split()
        },
        languages={name: frozenset(value.split()) for name, value in head["languages"].items()},
    )


def _rule(rule: Mapping[str, Any], sites: Iterable[str]) -> LineRule:
    site = rf"(?:{_alternatives(sites)})(?![\p{{L}}\p{{N}}])"
    patterns = [pattern.replace("{site}", site) for pattern in rule["patterns"]]
    whole = "|".join(f"(?:{pattern})" for pattern in patterns)
    return LineRule(
        reason=rule["reason"],
        longest=rule["longest"],
        lines=frozenset(folded(line) for line in rule["lines"].splitlines() if line.strip()),
        pattern=regex.compile(whole, regex.DOTALL) if whole else None,
        shouted=rule.get("shouted", False),
        opens=rule.get("opens", ""),
    )


def _parted(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split("|") if part.strip()]


def _alternatives(names: Iterable[str]) -> str:
    """Return the names as one alternative, the longest first, so that none hides another."""
    return "|".join(regex.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))


def _beginning(names: Iterable[str]) -> regex.Pattern[str]:
    """Return a pattern for a line that begins with one of the names; `rest` is what follows."""
    return regex.compile(
        rf"(?P<label>{_alternatives(names)})(?:\s*(?P<mark>[:,|/–—-]+)\s*|\s+|$)(?P<rest>.*)",
        regex.IGNORECASE | regex.DOTALL,
    )
