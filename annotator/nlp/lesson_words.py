"""What a lesson's articles talk about: sentences as weighted keys that two outlets share."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import BlockKind
from annotator.domain.spans import Span
from annotator.nlp.boundaries import sentences_in
from annotator.nlp.kinds import is_in, spans_of
from annotator.nlp.lexicons import read_list

#: What every key weighs at least, so that a lesson of few sentences can be compared too.
_BASE = 0.2
_FIGURE = 0.6
_LISTED = 0.7
#: A sentence of fewer words tells too little to be compared.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing or event with the words that newspapers use for it."""

    id: str
    name: str
    nouns: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concepts:
    """All concepts, found by lemma, and the words that are in every story."""

    all: tuple[Concept, ...]
    common: frozenset[str]
    by_lemma: Mapping[str, Concept]

    def of(self, token: Token) -> Concept | None:
        """Return the concept that a token stands for, or None."""
        concept = self.by_lemma.get(folded(token.lemma_))
        if concept is None or (concept.nouns and token.pos_ not in {"NOUN", "PROPN"}):
            return None
        return concept


def read_concepts(folder: Path) -> Concepts:
    """Return the concept lists of the folder."""
    data = read_list(folder, "concepts.toml")
    concepts = tuple(
        Concept(
            raw["id"],
            raw["name"],
            frozenset(raw.get("nouns", "").split()),
            frozenset(raw.get("words", "").split()),
        )
        for raw in data["concepts"]
    )
    by_lemma = {lemma: c for c in reversed(concepts) for lemma in c.nouns | c.words}
    return Concepts(concepts, frozenset(data["common"]["words"].split()), by_lemma)


def folded(word: str) -> str:
    """Return a word without case, accents or possessive, in American spelling."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
    )
    plain = plain.replace("’", "'").removesuffix("'s").strip("'\"“”‘")
    for british, american in (("isation", "ization"), ("ise", "ize"), ("our", "or")):
        if plain.endswith(british) and len(plain) > len(british) + 2:
            plain = plain.removesuffix(british) + american
    return plain


@dataclass(frozen=True, slots=True)
class SentenceVector:
    """One sentence of one article with its weighted keys; the weights have length 1."""

    article_id: ArticleId
    span: Span
    sentence: SpacySpan
    weights: Mapping[str, float] = field(default_factory=dict)


def last_name(name: Sequence[Token]) -> str:
    """Return the folded last name of a person, without possessive."""
    parts = [folded(t.text) for t in name if t.is_alpha and folded(t.text) not in {"s", "mr"}]
    return parts[-1] if parts else ""


def keys_of(sentence: SpacySpan, concepts: Concepts) -> Counter[str]:
    """Return what a sentence talks about: lemmas, last names, numbers and concepts."""
    keys: Counter[str] = Counter()
    for entity in sentence.ents:
        if entity.label_ == "PERSON":
            name = last_name(list(entity))
            keys[f"who:{name}"] += bool(name)
    told: set[str] = set()
    counts = False
    for token in sentence:
        counts = counts or (token.like_num and token.ent_type_ not in {"DATE", "TIME", "ORDINAL"})
        if token.is_stop or token.is_punct or token.is_space or token.ent_type_ == "PERSON":
            continue
        concept = concepts.of(token)
        word = folded(token.lemma_)
        if concept is not None:
            keys[f"is:{concept.id}"] += 1
            told.add(concept.id)
        if word and word not in concepts.common and any(c.isalnum() for c in word):
            keys[word] += 1
    # What happens to whom tells a fact better than either alone.
    keys.update(f"is:{one}+{other}" for one in told for other in told if one < other)
    if counts:
        keys.update(f"is:number+{one}" for one in told)
    return keys


def units_of(docs: Mapping[ArticleId, Doc], concepts: Concepts) -> tuple[SentenceVector, ...]:
    """Return the sentences of a lesson; a key that few of them have weighs more."""
    raw: list[tuple[ArticleId, SpacySpan, Counter[str]]] = []
    for article_id, doc in docs.items():
        seen: set[str] = set()
        # A headline says once more what the text below it says.
        headlines = spans_of(doc, BlockKind.HEADLINE)
        for sentence in sentences_in(doc):
            if is_in(Span(sentence.start_char, sentence.end_char), headlines):
                continue
            text = folded(sentence.text.strip())
            if sum(t.is_alpha for t in sentence) >= _SHORTEST and text not in seen:
                seen.add(text)
                raw.append((article_id, sentence, keys_of(sentence, concepts)))
    spread = Counter(key for _, _, keys in raw for key in keys)
    total = len(raw)
    return tuple(
        SentenceVector(
            article_id,
            _trimmed(sentence),
            sentence,
            _weighted(keys, spread, total, concepts.by_lemma),
        )
        for article_id, sentence, keys in raw
    )


def _weighted(
    keys: Counter[str], spread: Counter[str], total: int, listed: Mapping[str, Concept]
) -> dict[str, float]:
    weights = {
        key: (1 + log(count))
        * (_BASE + log((total + 1) / (spread[key] + 0.5)))
        * _trust(key, listed)
        for key, count in keys.items()
        if count
    }
    length = sum(w * w for w in weights.values()) ** 0.5
    return {key: w / length for key, w in weights.items()} if length else {}


def _trust(key: str, listed: Mapping[str, Concept]) -> float:
    """Return less than 1 for a figure or a listed word: others tell the fact with another."""
    if key[0].isdigit():
        return _FIGURE
    return _LISTED if key in listed else 1.0


def _trimmed(sentence: SpacySpan) -> Span:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def likeness(one: SentenceVector, other: SentenceVector) -> float:
    """Return how much two sentences tell the same, from 0 to 1."""
    small, large = sorted((one.weights, other.weights), key=len)
    return sum(weight * large.get(key, 0.0) for key, weight in small.items())
