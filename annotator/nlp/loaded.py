"""Loaded language: which words carry a verdict, with a reason and a plainer word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.domain.spans import Span
from annotator.nlp.attribution import Attributions
from annotator.nlp.lexicons import read_list, words_of
from annotator.nlp.phrases import Hit, PhraseBook

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"})
#: What is left of a word's weight if it as often names a topic.
_QUIET = 0.4
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class LoadedGroup:
    """Words that load a text in the same way."""

    id: str
    technique_id: str
    weight: float
    reason: str
    parts_of_speech: frozenset[str]


@dataclass(frozen=True, slots=True)
class LoadedEntry:
    """One word of a group, with a plainer word or nothing."""

    group: LoadedGroup
    neutral: str


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A loaded word where it stands: tokens [start, end), how strongly, and why."""

    start: int
    end: int
    technique_id: str
    score: float
    reason: str


class LoadedWords:
    """The lists of loaded words, and the rules that find such words without a list."""

    def __init__(self, folder: Path) -> None:
        """Read the lists of the folder."""
        data = read_list(folder, "loaded.toml")
        self._book: PhraseBook[LoadedEntry] = PhraseBook()
        for raw in data["groups"]:
            self._add_group(raw)
        self._shapes = tuple(_Shape.of(raw) for raw in data.get("shapes", ()))
        self._plain = words_of(data["plain"])
        self._quiet = {phrase.replace("_", " ") for phrase in words_of(data["quiet"])}

    def _add_group(self, raw: dict[str, Any]) -> None:
        group = LoadedGroup(
            raw["id"],
            raw["technique"],
            raw["weight"],
            raw["reason"],
            words_of(raw.get("pos", "")),
        )
        for item in raw["words"].split():
            phrase, _, plain = item.partition("=")
            neutral = (plain or raw.get("neutral", "")).replace("_", " ")
            self._book.add(phrase, LoadedEntry(group, neutral))

    def found(self, doc: Doc, said: Attributions) -> Iterator[LoadedWord]:
        """Yield the loaded words of a parsed text in order."""
        taken: set[int] = set()
        for hit in self._book.hits(doc):
            word = self._listed(doc, hit)
            if word is not None:
                taken.update(range(hit.start, hit.end))
                yield word
        for token in doc:
            if token.i not in taken and not self._is_name(token):
                word = self._shaped(token)
                if word is not None:
                    yield word

    def _listed(self, doc: Doc, hit: Hit[LoadedEntry]) -> LoadedWord | None:
        if any(self._is_name(doc[i]) for i in range(hit.start, hit.end)):
            return None
        span = doc[hit.start : hit.end]
        one = hit.end == hit.start + 1
        fitting = [
            entry
            for entry in hit.entries
            if not one
            or not entry.group.parts_of_speech
            or span[0].pos_ in entry.group.parts_of_speech
        ]
        if not fitting:
            return None
        entry = max(fitting, key=lambda e: e.group.weight)
        reason = entry.group.reason.format(word=span.text)
        if entry.neutral:
            reason += f"; a plainer word is “{entry.neutral}”"
        score = entry.group.weight * (_QUIET if self._is_quiet(span) else 1.0)
        return LoadedWord(hit.start, hit.end, entry.group.technique_id, score, reason + ".")

    def _is_quiet(self, span: SpacySpan) -> bool:
        """Return whether the word as often only names its topic."""
        return span.text.lower() in self._quiet or span.lemma_.lower() in self._quiet

    def _shaped(self, token: Token) -> LoadedWord | None:
        if token.pos_ not in _CONTENT or not self._plain.isdisjoint((token.lower_, token.text)):
            return None
        for shape in self._shapes:
            if shape.fits(token):
                return LoadedWord(
                    token.i,
                    token.i + 1,
                    shape.technique_id,
                    shape.weight,
                    shape.reason.format(word=token.text) + ".",
                )
        return None

    def _is_name(self, token: Token) -> bool:
        """Return whether a token is part of a name; names are never loaded."""
        return token.ent_type_ in _NAMES and not token.text.islower()


@dataclass(frozen=True, slots=True)
class _Shape:
    """A form of words that often judges: adverbs in -ly, adjectives in -less."""

    parts_of_speech: frozenset[str]
    endings: tuple[str, ...]
    shortest: int
    technique_id: str
    weight: float
    reason: str

    @classmethod
    def of(cls, raw: dict[str, Any]) -> _Shape:
        return cls(
            words_of(raw["pos"]),
            tuple(raw["endings"].split()),
            raw["shortest"],
            raw["technique"],
            raw["weight"],
            raw["reason"],
        )

    def fits(self, token: Token) -> bool:
        return (
            token.pos_ in self.parts_of_speech
            and len(token) >= self.shortest
            and token.lower_.endswith(self.endings)
        )
