"""What stands in the tables of the Compare screen: rows of facts, of words and of numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from annotator.domain.comparisons import (
    ArticleSpan,
    Comparison,
    FactGroup,
    FigureRow,
    Term,
    WordingRow,
)
from annotator.domain.identifiers import ArticleId, WordingId
from annotator.domain.spans import Span
from annotator.translation import N_, _, ngettext

NOT_MENTIONED = N_("not mentioned")
NO_WORD = N_("no word for it")
NO_NUMBER = N_("no number")

Bodies = Mapping[ArticleId, str]


class EmphasisKind(Enum):
    """What is pointed out in a sentence."""

    WORDING = "wording"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class TextEmphasis:
    """A stretch of an item's text that is pointed out."""

    span: Span
    kind: EmphasisKind


@dataclass(frozen=True, slots=True)
class CellItem:
    """One sentence or some words of one outlet, and where they stand."""

    text: str
    places: tuple[ArticleSpan, ...]
    marks: tuple[TextEmphasis, ...] = ()
    note: str = ""

    @property
    def spoken(self) -> str:
        """Return the item as a screen reader says it."""
        return f"{self.text} ({self.note})" if self.note else self.text


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """What one outlet has of a row; `empty` is shown where that is nothing."""

    article_id: ArticleId
    items: tuple[CellItem, ...]
    empty: str

    @property
    def spoken(self) -> str:
        """Return the cell as a screen reader says it."""
        return "; ".join(item.spoken for item in self.items) or self.empty


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row: what it is about, what is to be said of it, and a cell for each outlet."""

    key: str
    title: str
    note: str
    cells: tuple[ComparisonCell, ...]


@dataclass(frozen=True, slots=True)
class FactRows:
    """The rows of a comparison's facts, kept because most stay while some are put right."""

    wording: tuple[WordingRow, ...] = ()
    by_fact: Mapping[FactGroup, ComparisonRow] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """Return the rows in the order of the facts."""
        return tuple(self.by_fact.values())


def fact_rows(comparison: Comparison, bodies: Bodies, known: FactRows | None = None) -> FactRows:
    """Return a row for each fact, its sentences with the wording and the figures that differ.

    Rows of facts that are known with the same wording are taken over.
    """
    is_same = known is not None and known.wording == comparison.wording
    before = known.by_fact if known is not None and is_same else {}
    named = _named_in(comparison)
    return FactRows(
        comparison.wording,
        {
            fact: before.get(fact) or _fact_row(fact, comparison, bodies, named)
            for fact in comparison.facts
        },
    )


#: Where each article names things: the place, the row of the thing, and the words, by place.
_Named = Mapping[ArticleId, Sequence[tuple[Span, WordingId, str]]]


def _named_in(comparison: Comparison) -> _Named:
    named: dict[ArticleId, list[tuple[Span, WordingId, str]]] = {}
    for row in comparison.wording:
        for term in row.terms:
            mine = named.setdefault(term.article_id, [])
            mine += [(span, row.id, term.text.casefold()) for span in term.places]
    return {article_id: sorted(found) for article_id, found in named.items()}


def _fact_row(
    fact: FactGroup, comparison: Comparison, bodies: Bodies, named: _Named
) -> ComparisonRow:
    marks = tuple(_marks(fact, named))
    told = len(comparison.articles) - len(fact.missing_in)
    differ = any(row.differ for row in fact.figures)
    total = len(comparison.articles)
    note = ngettext("{told} of {number} outlet", "{told} of {number} outlets", total, told=told)
    if differ:
        note += f" · {_('figures differ')}"
    cells = tuple(
        ComparisonCell(
            article_id,
            tuple(
                CellItem(place.span.of(bodies[article_id]), (place,), _marks_in(place, marks))
                for place in fact.of(article_id)
            ),
            _(NOT_MENTIONED),
        )
        for article_id in comparison.articles
    )
    return ComparisonRow(fact.id, fact.title, note, cells)


def _marks(fact: FactGroup, named: _Named) -> Iterator[tuple[ArticleSpan, EmphasisKind]]:
    """Yield what differs: words for a thing that has more than one here, and figures."""
    here: dict[WordingId, list[tuple[ArticleSpan, str]]] = {}
    for place in fact.places:
        terms = named.get(place.article_id, ())
        first = bisect_left(terms, place.span.start, key=_start_of)
        last = bisect_left(terms, place.span.end, key=_start_of)
        for span, row_id, text in terms[first:last]:
            if place.span.contains(span):
                here.setdefault(row_id, []).append((ArticleSpan(place.article_id, span), text))
    for said in here.values():
        if len({text for _unused, text in said}) > 1:
            yield from ((place, EmphasisKind.WORDING) for place, _unused in said)
    for figures in fact.figures:
        if figures.differ:
            yield from ((figure.place, EmphasisKind.FIGURE) for figure in figures.figures)


def _start_of(named: tuple[Span, WordingId, str]) -> int:
    return named[0].start


def _marks_in(
    place: ArticleSpan, marks: Sequence[tuple[ArticleSpan, EmphasisKind]]
) -> tuple[TextEmphasis, ...]:
    if not marks:
        return ()
    start = place.span.start
    inside = {
        TextEmphasis(Span(at.span.start - start, at.span.end - start), kind)
        for at, kind in marks
        if at.article_id == place.article_id and place.span.contains(at.span)
    }
    return tuple(sorted(inside, key=lambda mark: (mark.span, mark.kind.value)))


def wording_rows(comparison: Comparison) -> tuple[ComparisonRow, ...]:
    """Return a row for each actor, thing or event, with each outlet's words and their counts."""
    return tuple(
        ComparisonRow(
            row.id,
            row.name,
            _words_note(row),
            tuple(
                ComparisonCell(each, tuple(_term_item(term) for term in row.of(each)), _(NO_WORD))
                for each in comparison.articles
            ),
        )
        for row in comparison.wording
    )


def _words_note(row: WordingRow) -> str:
    many = len({term.text.casefold() for term in row.terms})
    return ngettext("{number} wording", "{number} wordings", many)


def _term_item(term: Term) -> CellItem:
    notes = [f"× {term.count}"] if term.count > 1 else []
    if term.quoted:
        notes.append(
            _("in a quotation")
            if term.quoted == term.count
            else ngettext("{number} quoted", "{number} quoted", term.quoted)
        )
    places = tuple(ArticleSpan(term.article_id, span) for span in term.places)
    return CellItem(term.text, places, note=", ".join(notes))


def number_rows(comparison: Comparison, *, only_different: bool) -> tuple[ComparisonRow, ...]:
    """Return a row for each thing that outlets count, those that differ first."""
    found = [(fact, row) for fact in comparison.facts for row in fact.figures]
    rows: dict[tuple[object, ...], ComparisonRow] = {}
    for fact, figures in sorted(found, key=lambda each: not each[1].differ):
        if figures.differ or not only_different:
            key = (figures.of, *(figure.place for figure in figures.figures))
            rows.setdefault(key, _number_row(fact, figures, comparison.articles))
    return tuple(rows.values())


def _number_row(
    fact: FactGroup, figures: FigureRow, articles: Sequence[ArticleId]
) -> ComparisonRow:
    cells = tuple(
        ComparisonCell(
            article_id,
            tuple(
                CellItem(figure.text, (figure.place,))
                for figure in figures.figures
                if figure.place.article_id == article_id
            ),
            _(NO_NUMBER),
        )
        for article_id in articles
    )
    said = _("the figures differ") if figures.differ else _("the figures agree")
    return ComparisonRow(f"{fact.id} {figures.of}", figures.of, f"{said} · {fact.title}", cells)
