"""The same fact in several articles: who has it, who leaves it out, which figures differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from annotator.domain.comparisons import (
    ArticleSpan,
    CountedFigure,
    FactGroup,
    Figure,
    fact_id_of,
    figure_rows,
)
from annotator.domain.identifiers import ArticleId
from annotator.domain.spans import Span
from annotator.nlp.lesson_words import Concepts, SentenceVector, folded, likeness, units_of

#: Two sentences at least this alike, each the other's best partner, tell the same fact.
CLOSE = 0.26
#: A sentence joins a group if it is this alike to its members on average.
MEAN = 0.2
#: A sentence of an article that a group lacks is added if it is this alike to it.
ALSO = 0.18
#: Sentences of one article that a group is filled up to.
MOST = 2

_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_VAGUE_NUMBERS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions"})


def align(
    docs: Mapping[ArticleId, Doc], concepts: Concepts, counts: Sequence[CountedFigure]
) -> tuple[FactGroup, ...]:
    """Return the facts that at least two articles tell, the most shared first."""
    units = units_of(docs, concepts)
    pairs = sorted(_best_pairs(units), reverse=True)
    groups: list[set[int]] = []
    for _, one, other in pairs:
        _join(groups, units, one, other)
    for group in groups:
        _fill(group, units, tuple(docs))
    groups = [
        g
        for n, g in enumerate(groups)
        if not any(g < o or (g == o and n > m) for m, o in enumerate(groups))
    ]
    made = [_group(sorted(group), units, tuple(docs), concepts, counts) for group in groups]
    shared = [group for group in made if len({p.article_id for p in group.places}) > 1]
    return tuple(sorted(shared, key=lambda g: (len(g.missing_in), -g.score)))


def _best_pairs(units: Sequence[SentenceVector]) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs of sentences that are each other's best partner in the other article."""
    best: dict[tuple[int, ArticleId], tuple[float, int]] = {}
    for one in range(len(units)):
        for other in range(one + 1, len(units)):
            if units[one].article_id == units[other].article_id:
                continue
            alike = likeness(units[one], units[other])
            if alike < CLOSE / 2:
                continue
            for me, you in ((one, other), (other, one)):
                key = (me, units[you].article_id)
                best[key] = max(best.get(key, (0.0, -1)), (alike, you))
    for (me, _), (alike, you) in best.items():
        back = best[you, units[me].article_id]
        if me < you and alike >= CLOSE and back[1] == me:
            yield alike, me, you


def _join(groups: list[set[int]], units: Sequence[SentenceVector], one: int, other: int) -> None:
    """Put two sentences into one group, unless their groups tell different things."""
    left = next((g for g in groups if one in g), {one})
    right = next((g for g in groups if other in g), {other})
    if left is right:
        return
    mean = sum(likeness(units[a], units[b]) for a in left for b in right) / len(left) / len(right)
    if mean < MEAN:
        return
    for old in (left, right):
        if old in groups:
            groups.remove(old)
    groups.append(left | right)


def _fill(group: set[int], units: Sequence[SentenceVector], articles: Sequence[ArticleId]) -> None:
    """Add the sentences of each article that tell the fact too, up to MOST an article.

    A sentence may stand in another group as well: one sentence can tell two facts.
    """
    members = sorted(group)
    for article in articles:
        mine = [n for n in members if units[n].article_id == article]
        scored = sorted(
            (-sum(likeness(unit, units[i]) for i in members) / len(members), n)
            for n, unit in enumerate(units)
            if unit.article_id == article and n not in group
        )
        room = MOST - len(mine)
        group.update(n for score, n in scored[: max(0, room)] if -score >= ALSO)


def _group(
    members: Sequence[int],
    units: Sequence[SentenceVector],
    articles: Sequence[ArticleId],
    concepts: Concepts,
    counts: Sequence[CountedFigure],
) -> FactGroup:
    chosen = [units[i] for i in members]
    have = {unit.article_id for unit in chosen}
    pairs = [(a, b) for n, a in enumerate(chosen) for b in chosen[n + 1 :]]
    ordered = sorted(chosen, key=lambda u: (articles.index(u.article_id), u.span))
    places = tuple(ArticleSpan(u.article_id, u.span) for u in ordered)
    return FactGroup(
        id=fact_id_of((u.article_id, u.sentence.text.strip()) for u in ordered),
        title=_title(chosen, concepts),
        places=places,
        missing_in=tuple(a for a in articles if a not in have),
        figures=figure_rows(places, counts),
        score=round(sum(likeness(a, b) for a, b in pairs) / max(1, len(pairs)), 4),
    )


def _title(units: Sequence[SentenceVector], concepts: Concepts) -> str:
    """Return what the sentences share: their concepts and the words of the first of them."""
    weights: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for unit in units:
        for key, weight in unit.weights.items():
            plain = key.removeprefix("who:")
            weights[plain] += round(1000 * weight)
            spread[plain] += 1
    common = [key for key, _ in weights.most_common() if spread[key] > 1]
    words = [key for key in common if not key.startswith("is:")][:4]
    shown = [
        token.text
        for token in units[0].sentence
        if not {folded(token.lemma_), folded(token.text)}.isdisjoint(words)
    ]
    if len(shown) < 2:
        things = [c.name for c in concepts.all if f"is:{c.id}" in common]
        shown = [*things[:2], *shown]
    return " · ".join(dict.fromkeys(shown)) or units[0].sentence.text.strip()[:60]


# -- figures ---------------------------------------------------------------------------------


def counts_of(docs: Mapping[ArticleId, Doc], concepts: Concepts) -> tuple[CountedFigure, ...]:
    """Return every figure of the articles with each thing that it may count."""
    return tuple(
        CountedFigure(thing, figure)
        for article_id, doc in docs.items()
        for token in doc
        if _is_number(token)
        for figure in (_figure(article_id, token),)
        for thing in _counted(token, concepts)
    )


def _is_number(token: Token) -> bool:
    if token.ent_type_ in {"DATE", "TIME", "ORDINAL"} or token.lower_ == "one":
        return False
    if token.i + 2 < len(token.doc) and token.nbor().text == "-" and token.nbor(2).like_num:
        return False  # the “twenty” of “twenty-five”
    return token.like_num or token.lower_ in _VAGUE_NUMBERS


def _figure(article_id: ArticleId, token: Token) -> Figure:
    start = token.idx
    end = token.idx + len(token)
    for word in token.subtree:
        if word.i < token.i and token.i - word.i <= 3 and not word.is_punct:
            start = min(start, word.idx)
    text = token.doc[token.i - 3 if token.i > 3 else 0 : token.i + 1].text
    text = text[len(text) - (end - start) :]
    value = _value(token)
    if value is not None and value < 10 and token.i > 1 and token.nbor(-1).text == "-":
        tens = _TENS.get(token.nbor(-2).lower_)
        if tens is not None:
            first = token.nbor(-2).idx
            place = ArticleSpan(article_id, Span(first, end))
            return Figure(place, token.doc[token.i - 2 : token.i + 1].text, tens + value)
    return Figure(ArticleSpan(article_id, Span(start, end)), text, value)


def _value(token: Token) -> float | None:
    lowered = token.lower_.replace(",", "")
    if lowered in _NUMBER_WORDS:
        return float(_NUMBER_WORDS.index(lowered))
    if lowered in _TENS:
        return float(_TENS[lowered])
    try:
        return float(lowered)
    except ValueError:
        return None


def _counted(token: Token, concepts: Concepts) -> list[str]:
    """Return what a number counts: its noun, and what happened to it (“injured”)."""
    noun = token.head
    if token.lower_ in _VAGUE_NUMBERS:
        inner = [g for c in token.children if c.dep_ == "prep" for g in c.children]
        noun = inner[0] if inner else token.head
    near = [noun, noun.head, *noun.children]
    things = []
    for word in near:
        concept = concepts.of(word)
        if concept is not None:
            things.append(concept.name)
    if noun.pos_ in {"NOUN", "PROPN"} and not things:
        things.append(noun.lemma_.lower())
    return list(dict.fromkeys(things))
