"""Opinion or checkable, sentence by sentence, by weighted cues; a band, never a probability."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.nlp.attribution import Attributions
from annotator.nlp.boundaries import sentences_in
from annotator.nlp.cues import AttributionKind
from annotator.nlp.lexicons import read_list
from annotator.nlp.loaded import LoadedWord
from annotator.nlp.phrases import Hit, PhraseMatcher

_At = TypeVar("_At", LoadedWord, Hit[str])

_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_SECOND = frozenset({"you", "your", "yours", "yourself"})
_DASHES = frozenset({"—", "–", "--", "―"})
_LISTS = (
    "prescription",
    "judging",
    "sure",
    "feeling",
    "stance",
    "talk",
    "absolute",
    "contrast",
    "change",
    "abstract",
    "reporting_time",
)
#: What a source thinks right or wants done says nothing about the writer.
_OWN_ONLY = frozenset({"prescription", "judging", "modal"})
#: No cue counts more often than this in one sentence.
_MOST = 3


class Voice(StrEnum):
    """What a sentence is taken for."""

    OPINION = "opinion"
    REPORTING = "reporting"


class Confidence(StrEnum):
    """How far the cues agree."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class SentenceVoice:
    """One sentence: what it is taken for, how surely, and the cues that spoke."""

    start: int
    end: int
    voice: Voice
    confidence: Confidence
    score: float
    cues: tuple[str, ...]


class OpinionCues:
    """The cues of opinion with their weights."""

    def __init__(self, folder: Path) -> None:
        """Read the cues of the folder."""
        data = read_list(folder, "opinion.toml")
        self.weights: Mapping[str, float] = data["weights"]
        self._store_of: PhraseMatcher[str] = PhraseMatcher()
        for name in _LISTS:
            for phrase in data[name].split():
                self._store_of.add(phrase, name)

    def hits(self, doc: Doc) -> tuple[Hit[str], ...]:
        """Return where the listed cues stand."""
        return tuple(self._store_of.hits(doc))

    def counts(
        self,
        sentence: SpacySpan,
        said: Attributions,
        loaded: Iterable[LoadedWord],
        hits: Iterable[Hit[str]],
    ) -> dict[str, float]:
        """Return how often each cue stands in the writer's own words of a sentence."""
        found: dict[str, float] = dict.fromkeys(self.weights, 0.0)
        found["constant"] = 1.0
        words = [t for t in sentence if not t.is_punct and not t.is_space]
        own = [t for t in words if t.i not in said.attributed]
        _count_listed(hits, said, found)
        for word in loaded:
            if word.technique_id == "scare-quotes":
                continue  # counted as a cue of its own
            is_own = word.start not in said.attributed
            found["loaded_own" if is_own else "loaded_said"] += word.score
        for token in own:
            _count_token(token, found)
        _count_marks(sentence, said, found)
        share = 1 - len(own) / max(1, len(words))
        found["attributed"] = share
        # Long sentences gather cues of every kind; what counts is how densely they stand.
        found["length"] = max(0, len(own) - 12) / 20
        _count_statements(sentence, said, found)
        found["names"] = 10 * sum(bool(t.ent_type_) for t in words) / max(1, len(words))
        found["describing"] = sum(t.pos_ in {"ADJ", "ADV"} and not t.ent_type_ for t in own) / 2
        found["speech"] = float(any(_is_plain_speech(t) for t in sentence))
        found["quotation"] = float(any(t.i in said.quoted for t in words))
        return {name: min(count, _MOST) for name, count in found.items()}

    def judge(
        self,
        sentence: SpacySpan,
        said: Attributions,
        loaded: Iterable[LoadedWord],
        hits: Iterable[Hit[str]],
    ) -> SentenceVoice:
        """Return what a sentence is taken for, with the cues that speak for it."""
        counts = self.counts(sentence, said, loaded, hits)
        score = sum(self.weights[name] * count for name, count in counts.items())
        voice = Voice.OPINION if score > 0 else Voice.REPORTING
        sign = 1 if score > 0 else -1
        pulls = {n: self.weights[n] * counts[n] * sign for n in counts if n != "constant"}
        speaking = sorted((n for n in pulls if pulls[n] > 0), key=lambda n: -pulls[n])
        return SentenceVoice(
            sentence.start_char,
            sentence.end_char,
            voice,
            confidence_of(score),
            score,
            tuple(speaking),
        )


def confidence_of(score: float) -> Confidence:
    """Return the band of a score; 0 lies between opinion and what can be checked."""
    if abs(score) < 0.35:
        return Confidence.LOW
    return Confidence.MEDIUM if abs(score) < 0.9 else Confidence.HIGH


def _count_listed(hits: Iterable[Hit[str]], said: Attributions, found: dict[str, float]) -> None:
    for hit in hits:
        if hit.start in said.quoted:
            continue
        for name in hit.entries:
            if hit.start not in said.attributed:
                found[name] += 1.0
            elif name not in _OWN_ONLY:
                found[name] += 0.5


def _count_token(token: Token, found: dict[str, float]) -> None:
    lowered = token.lower_
    if lowered in _FIRST:
        found["first_person"] += 1
    elif lowered in _SECOND:
        found["second_person"] += 1
    elif token.tag_ in {"JJR", "JJS", "RBR", "RBS"}:
        found["comparison"] += 1
    elif token.like_num or token.ent_type_ in {"MONEY", "PERCENT", "CARDINAL"}:
        found["number"] += 1
    if token.dep_ == "neg":
        found["negation"] += 1
    elif token.tag_ == "MD":
        found["modal"] += 1
    elif token.lower_ in {"this", "these", "such"}:
        found["pointing"] += 1
    elif token.lower_ == "by" and any(c.tag_ == "VBG" for c in token.children):
        found["by_doing"] += 1
    if token.tag_ == "VBN" and any(c.lower_ in {"has", "have"} for c in token.children):
        found["present_perfect"] += 1
    if token.dep_ == "ROOT":
        found["present"] += token.tag_ in {"VBZ", "VBP"}
        found["past"] += token.tag_ == "VBD"


def _count_statements(sentence: SpacySpan, said: Attributions, found: dict[str, float]) -> None:
    """Count how statements are passed on: “according to” reports, “mocked” judges."""
    for statement in said.found:
        if not statement.cue or not sentence.start <= statement.cue[0] < sentence.end:
            continue
        if statement.kind is AttributionKind.ACCORDING_TO:
            found["according_to"] = 1.0
        lemma = sentence.doc[statement.cue[0]].lemma_.lower()
        found["judging_speech"] += lemma in said.words.stance and lemma not in said.words.speech


def _is_plain_speech(token: Token) -> bool:
    return token.lower_ in {"said", "told", "announced", "reported"}


def _count_marks(sentence: SpacySpan, said: Attributions, found: dict[str, float]) -> None:
    for token in sentence:
        found["place_name"] += token.ent_type_ in {"GPE", "LOC"}
        found["date"] += token.ent_type_ == "DATE"
        if token.i in said.quoted:
            continue
        if token.text == "?":
            found["question"] += 1
        elif token.text == "!":
            found["exclamation"] += 1
        elif token.text in _DASHES:
            found["dash"] += 1
    found["scare_quotes"] += sum(
        1
        for q in said.quotations
        if sentence.start_char <= q.span.start < sentence.end_char
        and len(q.span.of(said.text).split()) <= 3
    )


def judge_sentences(
    doc: Doc, said: Attributions, loaded: Iterable[LoadedWord], cues: OpinionCues
) -> tuple[SentenceVoice, ...]:
    """Return the voice of every sentence of a parsed text."""
    sentences = sentences_in(doc)
    starts = [s.start for s in sentences]
    words = _by_sentence(starts, loaded)
    hits = _by_sentence(starts, cues.hits(doc))
    return tuple(
        cues.judge(s, said, words.get(n, ()), hits.get(n, ())) for n, s in enumerate(sentences)
    )


def _by_sentence(starts: Sequence[int], found: Iterable[_At]) -> dict[int, list[_At]]:
    """Return what begins in each sentence, by the sentence's number."""
    by_number: dict[int, list[_At]] = {}
    for each in found:
        by_number.setdefault(bisect_right(starts, each.start) - 1, []).append(each)
    return by_number
