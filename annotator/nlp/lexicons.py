"""The word lists that ship in `resources/lexicons`, read once and handed down."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from annotator.domain.errors import StorageTrouble


def read_list(folder: Path, name: str) -> dict[str, Any]:
    """Return the TOML list `name` of the folder; raise a sentence if it cannot be read."""
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as trouble:
        raise StorageTrouble(
            "The word list “{name}” is missing or damaged, so no suggestions can be "
            "made. Your work is not touched. Install the program again.",
            name=name,
        ) from trouble


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class AttributionWords:
    """The words that introduce what somebody said, thought or showed."""

    speech: frozenset[str]
    thought: frozenset[str]
    stance: frozenset[str]
    evidence: frozenset[str]
    seeming: frozenset[str]
    #: First word of each phrase, with the words that must follow it in some order of the tree.
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    nouns: frozenset[str]
    prepositions: tuple[tuple[str, ...], ...]
    hearsay: frozenset[str]
    #: Verbs that can stand between or after the words they pass on: “…, he said, …”.
    asides: frozenset[str]
    documents: frozenset[str]
    plans: frozenset[str]
    anonymous: frozenset[str]
    vague: frozenset[str]
    institutions: frozenset[str]
    attitudes: frozenset[str]

    @property
    def clausal(self) -> frozenset[str]:
        """Return every verb that can rule a clause which is a statement."""
        return self.speech | self.thought | self.evidence


#: The fields of AttributionWords that are more than a list of words.
_BUILT = frozenset({"phrases", "prepositions", "asides"})


def attribution_words(folder: Path) -> AttributionWords:
    """Return the attribution lists of the folder."""
    data = read_list(folder, "attribution.toml")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in data["phrases"]:
        first, *rest = phrase.split()
        phrases.setdefault(first, []).append(tuple(rest))
    plain = (f.name for f in fields(AttributionWords) if f.name not in _BUILT)
    return AttributionWords(
        **{name: words_of(data[name]) for name in plain},
        asides=words_of(data["speech"]) | words_of(data["thoughts_aside"]),
        phrases={first: tuple(rests) for first, rests in phrases.items()},
        prepositions=tuple(tuple(phrase.split()) for phrase in data["prepositions"]),
    )
