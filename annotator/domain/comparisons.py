"""The same story in several articles: facts, the words for things, sources and figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.domain.identifiers import ArticleId, FactId, WordingId
from annotator.domain.spans import Span


@dataclass(frozen=True, slots=True)
class ArticleSpan:
    """One stretch of one article."""

    article_id: ArticleId
    span: Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as an outlet gives it, where it stands, and its value if it has one."""

    place: ArticleSpan
    text: str
    value: float | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures that outlets give for one thing; `differ` if they are not the same."""

    of: str
    figures: tuple[Figure, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class CountedFigure:
    """A figure with what it counts."""

    of: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Sentences of different articles that tell the same fact, and who leaves it out.

    `score` is the mean likeness of its members and ranks the groups.
    """

    id: FactId
    title: str
    places: tuple[ArticleSpan, ...]
    missing_in: tuple[ArticleId, ...]
    figures: tuple[FigureRow, ...]
    score: float

    def of(self, article_id: ArticleId) -> tuple[ArticleSpan, ...]:
        """Return where one article tells the fact."""
        return tuple(place for place in self.places if place.article_id == article_id)


@dataclass(frozen=True, slots=True)
class Term:
    """The words that one outlet uses for a thing, and where; `quoted` counts others' words."""

    article_id: ArticleId
    text: str
    places: tuple[Span, ...]
    quoted: int

    @property
    def count(self) -> int:
        """Return how often the outlet uses them."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One actor, thing or event, with every outlet's words for it."""

    id: WordingId
    name: str
    terms: tuple[Term, ...]

    def of(self, article_id: ArticleId) -> tuple[Term, ...]:
        """Return the words of one outlet, the most used first."""
        return tuple(term for term in self.terms if term.article_id == article_id)


class QuotedSourceKind(StrEnum):
    """How well a reader can find the one who is said to say it."""

    NAMED = "named"
    INSTITUTIONAL = "institutional"
    ANONYMOUS = "anonymous"
    VAGUE = "vague"
    PRONOUN = "pronoun"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source of an article: how often it is heard, and in how many words.

    `side` is what the teacher calls its side in the story, empty before that.
    """

    name: str
    kind: QuotedSourceKind
    statements: int
    words: int
    places: tuple[Span, ...]
    side: str = ""


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """What can be counted in one article; rules counted it, so it is a rough measure."""

    article_id: ArticleId
    words: int
    sentences: int
    opinion_share: float
    loaded_per_hundred: float
    attributed_share: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same story in several articles: facts, wording, sources and figures.

    `counts` holds every figure of every article, so that a fact whose sentences were put
    right shows theirs.
    """

    facts: tuple[FactGroup, ...]
    wording: tuple[WordingRow, ...]
    speakers: Mapping[ArticleId, tuple[Speaker, ...]] = field(default_factory=dict)
    figures: tuple[OutletFigures, ...] = ()
    counts: tuple[CountedFigure, ...] = ()

    @property
    def articles(self) -> tuple[ArticleId, ...]:
        """Return the articles in the order of the lesson."""
        return tuple(row.article_id for row in self.figures)

    def fact(self, fact_id: FactId) -> FactGroup | None:
        """Return the fact with this id, or None."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)


def figure_rows(
    places: Iterable[ArticleSpan], counts: Iterable[CountedFigure]
) -> tuple[FigureRow, ...]:
    """Return the things that at least two outlets give a number for, in these sentences."""
    told = tuple(places)
    rows: dict[str, list[Figure]] = {}
    for counted in counts:
        at = counted.figure.place
        if any(p.article_id == at.article_id and p.span.contains(at.span) for p in told):
            rows.setdefault(counted.of, []).append(counted.figure)
    made: dict[tuple[Figure, ...], FigureRow] = {}
    for thing, figures in rows.items():
        if len({figure.place.article_id for figure in figures}) > 1:
            differ = len({_value_key(figure) for figure in figures}) > 1
            made.setdefault(tuple(figures), FigureRow(thing, tuple(figures), differ))
    return tuple(made.values())


def _value_key(figure: Figure) -> object:
    return figure.value if figure.value is not None else figure.text.casefold()


def fact_id_of(sentences: Iterable[tuple[ArticleId, str]]) -> FactId:
    """Return the id of the fact that these sentences tell; it does not depend on where they stand.

    So what a teacher corrected outlives a change elsewhere in an article.
    """
    packed = "\n".join(sorted(f"{article}\t{text}" for article, text in sentences))
    return FactId("fact-" + hashlib.sha256(packed.encode("utf-8")).hexdigest()[:12])


def in_reading_order(
    places: Iterable[ArticleSpan], articles: Sequence[ArticleId]
) -> tuple[ArticleSpan, ...]:
    """Return places once each, by article as the lesson has them and then by where they stand."""
    known = [place for place in dict.fromkeys(places) if place.article_id in articles]
    return tuple(sorted(known, key=lambda p: (articles.index(p.article_id), p.span)))
