"""Unsupported claims: what sounds like a fact while the text does not show how anybody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.domain.comparisons import QuotedSourceKind
from annotator.domain.spans import Span
from annotator.domain.text import trimmed
from annotator.nlp.attribution import Attribution, Attributions
from annotator.nlp.lexicons import read_list
from annotator.nlp.phrases import PhraseMatcher
from annotator.translation import N_, _

_LISTS = (
    "rumour",
    "hedged",
    "quantity",
    "ahead",
    "because",
    "likeness",
    "proof",
    "shown",
    "absolute",
)
_COUNTED = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_LARGE = frozenset(
    {
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "percent",
        "half",
        "twice",
    }
)
#: A claim of more words than this is cut down to the clause that holds it.
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that asks for support, and why."""

    span: Span
    technique_id: str
    score: float
    reason: str


class ClaimFinder:
    """Finds the claims of a text that nothing in it supports."""

    def __init__(self, folder: Path) -> None:
        """Read the lists of the folder."""
        data = read_list(folder, "claims.toml")
        self._minds = frozenset(data["minds"].split())
        self._weighty = frozenset(data["weighty"].split())
        self._everyday = frozenset(data["everyday"].split())
        self._tellers = frozenset(data["tellers"].split())
        self._store_of: PhraseMatcher[str] = PhraseMatcher()
        for name in _LISTS:
            for phrase in data[name].split():
                self._store_of.add(phrase, name)

    def found(self, doc: Doc, said: Attributions) -> Iterator[Claim]:
        """Yield at most one claim a sentence, the strongest."""
        marks: dict[int, set[str]] = {}
        for hit in self._store_of.hits(doc):
            marks.setdefault(doc[hit.start].sent.start, set()).update(
                entry for entry in hit.entries if hit.start not in said.quoted
            )
        weak = _weak_sources(doc, said, self._tellers)
        for sentence in doc.sents:
            if sum(t.is_alpha for t in sentence) < 4 or sentence.text.rstrip().endswith("?"):
                continue
            facts = _Sentence(sentence, said, marks.get(sentence.start, set()))
            claims = [*_from_source(facts, weak), *self._rules(facts)]
            if claims:
                yield max(claims, key=lambda claim: claim.score)

    def _rules(self, facts: _Sentence) -> Iterator[Claim]:
        rules: tuple[Callable[[_Sentence], Claim | None], ...] = (
            self._mind,
            _marked,
            self._bare,
        )
        if facts.is_quoted:
            return
        for rule in rules:
            claim = rule(facts)
            if claim is not None:
                yield claim

    def _mind(self, facts: _Sentence) -> Claim | None:
        """Return the claim to know what somebody thinks, in the outlet's own voice."""
        for token in facts.sentence:
            if token.pos_ != "VERB" or token.lemma_.lower() not in self._minds:
                continue
            if token.i in facts.said.quoted or facts.said_before(token):
                continue
            person = next((c for c in token.children if c.dep_ == "nsubj"), None)
            if person is not None and _is_third_person(person):
                return facts.claim(
                    "mind-reading",
                    0.62,
                    _(
                        "The text says what somebody “{token}”, and nobody can see into a "
                        "head; ask who heard it from them.",
                        token=token.text,
                    ),
                    token,
                )
        return None

    def _bare(self, facts: _Sentence) -> Claim | None:
        """Return a weighty assertion that has no source at all."""
        if facts.share_attributed > 0.25 or "shown" in facts.marks:
            return None
        counted = any(_is_count(t) and t.i not in facts.said.attributed for t in facts.sentence)
        lemmas = {t.lemma_.lower() for t in facts.sentence if t.pos_ == "VERB"}
        weighty = bool(lemmas & self._weighty)
        score = 0.22 + 0.26 * counted + 0.14 * weighty + 0.08 * ("absolute" in facts.marks)
        if lemmas & self._everyday and not weighty:
            score -= 0.15
        if score < 0.35:
            return None
        return facts.claim("no-source", score, _(_UNCOUNTED if counted else _UNSEEN))


class _Sentence:
    """One sentence with what the rules ask of it."""

    def __init__(self, sentence: SpacySpan, said: Attributions, marks: set[str]) -> None:
        self.sentence = sentence
        self.said = said
        self.marks = marks
        words = [t for t in sentence if t.is_alpha or t.like_num]
        inside = sum(t.i in said.attributed for t in words)
        self.share_attributed = inside / max(1, len(words))
        quoted = sum(t.i in said.quoted for t in words)
        self.is_quoted = quoted > len(words) / 2

    def said_before(self, token: Token) -> bool:
        """Return whether the token stands inside what an earlier cue passes on."""
        return any(
            token.i in found.content and token.i not in found.cue and found.cue
            for found in self.said.found
            if found.cue and found.cue[0] != token.i
        )

    def claim(
        self, technique: str, score: float, reason: str, token: Token | None = None
    ) -> Claim | None:
        """Return a claim on the sentence, or on the clause of `token` where it is long."""
        start, end = self.sentence.start_char, self.sentence.end_char
        if token is not None and len(self.sentence) > _LONGEST:
            clause = [t for t in token.subtree if not t.is_space]
            start, end = clause[0].idx, clause[-1].idx + len(clause[-1])
        span = trimmed(self.said.text, Span(start, end))
        return Claim(span, technique, score, reason) if span else None


def _is_third_person(person: Token) -> bool:
    if person.pos_ == "PRON":
        return person.lower_ in {"he", "she", "they", "who"}
    return person.ent_type_ in {"PERSON", "NORP", "ORG", "GPE"} or person.pos_ == "PROPN"


def _is_count(token: Token) -> bool:
    """Return whether a token is a number worth asking about: not “one” or “two”, no date."""
    return token.ent_type_ in _COUNTED and (
        any(c.isdigit() for c in token.text) or token.lower_ in _LARGE
    )


def _weak_sources(doc: Doc, said: Attributions, tellers: frozenset[str]) -> dict[int, Attribution]:
    """Return, by the start of the sentence, the statements that nobody can be asked about."""
    named = {
        i
        for found, value in zip(said.found, said.all, strict=True)
        if value.source_kind in {QuotedSourceKind.NAMED, QuotedSourceKind.INSTITUTIONAL}
        for i in found.content
    }
    lists = said.words.anonymous | said.words.vague
    weak: dict[int, Attribution] = {}
    for found, value in zip(said.found, said.all, strict=True):
        if value.source_kind not in {QuotedSourceKind.ANONYMOUS, QuotedSourceKind.VAGUE}:
            continue
        first = doc[min(found.source)]
        tells = any(doc[i].lemma_.lower() in tellers for i in found.cue)
        known = {w for i in found.source for w in (doc[i].lower_, doc[i].lemma_.lower())}
        if tells and known & lists and first.i not in said.quoted and first.i not in named:
            weak.setdefault(first.sent.start, value)
    return weak


def _from_source(facts: _Sentence, weak: dict[int, Attribution]) -> Iterator[Claim]:
    attribution = weak.get(facts.sentence.start)
    if attribution is None:
        return
    who = attribution.speaker
    if attribution.source_kind is QuotedSourceKind.VAGUE:
        made = facts.claim(
            "vague-source",
            0.66,
            _("“{who}” could be anybody; ask how many they are and who asked them.", who=who),
        )
    else:
        made = facts.claim(
            "unnamed-source",
            0.6,
            _("“{who}” has no name here, so nobody can ask how they know.", who=who),
        )
    if made is not None:
        yield made


_UNCOUNTED = N_(
    "No source found in this sentence, and it states a number; ask who counted or saw it."
)
_UNSEEN = N_(
    "No source found in this sentence, and it states something serious; ask who counted or saw it."
)
#: Which marks make which technique, how strongly, and the reason a teacher reads.
_MARKED = (
    ("rumour", "vague-source", 0.64, N_("The text does not say who says or believes this.")),
    (
        "proof",
        "source-cannot-know",
        0.52,
        N_("One thing is said to prove another; ask whether it can."),
    ),
    ("ahead", "speculation", 0.56, N_("This looks ahead or guesses; nobody can know it yet.")),
    (
        "because",
        "cause-from-sequence",
        0.5,
        N_("One thing is said to cause another; ask what shows the cause."),
    ),
    ("hedged", "unnamed-source", 0.48, N_("A word like “reportedly” hides who said it.")),
    (
        "quantity",
        "vague-quantity",
        0.46,
        N_("The amount is left open; ask how many and who counted."),
    ),
    (
        "likeness",
        "missing-comparison",
        0.4,
        N_("Two things are compared, but no measure is given."),
    ),
)


def _marked(facts: _Sentence) -> Claim | None:
    if facts.share_attributed > 0.6 and not facts.marks & {"rumour", "hedged", "proof"}:
        return None
    for name, technique, score, reason in _MARKED:
        if name in facts.marks:
            return facts.claim(technique, score, _(reason))
    return None
