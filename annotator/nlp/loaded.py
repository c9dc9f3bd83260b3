"""Loaded language: which words carry a verdict, with a reason and a plainer word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.nlp.attribution import Attributions
from annotator.nlp.lexicons import read_list, words_of
from annotator.nlp.phrases import Hit, PhraseMatcher
from annotator.translation import _

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"})
#: What is left of a word's weight if it as often names a topic.
_QUIET = 0.4
_SCARE = 0.6
#: More words between quotation marks than this are taken for a quotation.
_LONGEST_SCARE = 3
#: Before words in marks, these say that somebody does call it so.
_NAMING = frozenset(
    {
        "call",
        "dub",
        "name",
        "title",
        "entitle",
        "label",
        "term",
        "word",
        "phrase",
        "song",
        "book",
        "film",
        "show",
        "slogan",
        "as",
    }
)
#: What is left of it inside quotation marks, and in other reported speech.
_QUOTED = 0.3
_PASSED_ON = 0.8
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
        self._store_of: PhraseMatcher[LoadedEntry] = PhraseMatcher()
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
            phrase, _unused, plain = item.partition("=")
            neutral = (plain or raw.get("neutral", "")).replace("_", " ")
            self._store_of.add(phrase, LoadedEntry(group, neutral))

    def found(self, doc: Doc, said: Attributions) -> Iterator[LoadedWord]:
        """Yield the loaded words of a parsed text in order; a speaker's own words count less."""
        doubts = tuple(_scare_quotes(doc, said))
        for start, end in doubts:
            reason = _(
                "The marks around “{text}” quote nobody and only show doubt.",
                text=doc[start:end].text,
            )
            yield LoadedWord(start, end, "scare-quotes", _SCARE, reason)
        for word in sorted(self._all(doc), key=lambda w: w.start):
            if any(start <= word.start < end for start, end in doubts):
                continue
            if word.start in said.quoted and word.end - 1 in said.quoted:
                yield replace(word, score=word.score * _QUOTED)
            elif word.start in said.attributed:
                yield replace(word, score=word.score * _PASSED_ON)
            else:
                yield word

    def _all(self, doc: Doc) -> Iterator[LoadedWord]:
        taken: set[int] = set()
        for hit in self._store_of.hits(doc):
            word = self._listed(doc, hit)
            if word is not None:
                taken.update(range(hit.start, hit.end))
                yield word
        for token in doc:
            if token.i not in taken and not self._is_name(token):
                shaped = self._shaped(token)
                if shaped is not None:
                    yield shaped

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
        reason = _(entry.group.reason, word=span.text)
        if entry.neutral:
            reason += _("; a plainer word is “{neutral}”", neutral=entry.neutral)
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
                    _(shape.reason, word=token.text) + ".",
                )
        return None

    def _is_name(self, token: Token) -> bool:
        """Return whether a token is part of a name; names are never loaded."""
        return token.ent_type_ in _NAMES and not token.text.islower()


def _scare_quotes(doc: Doc, said: Attributions) -> Iterator[tuple[int, int]]:
    """Yield the few words between marks that nobody is quoted as saying."""
    cited = {i for found in said.found if found.cue for i in found.content}
    for quotation in said.quotations:
        span = doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
        if span is None or not quotation.is_closed or not 1 <= len(span) <= _LONGEST_SCARE:
            continue
        words = [t for t in span if t.is_alpha]
        is_title = all(t.text[0].isupper() for t in words)
        before = doc[max(0, span.start - 4) : max(0, span.start - 1)]
        named = any(t.lemma_.lower() in _NAMING for t in before)
        ends = span[-1].text in {".", ",", "!", "?"}
        if words and not is_title and not named and not ends and span.start not in cited:
            yield span.start, span.end


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
