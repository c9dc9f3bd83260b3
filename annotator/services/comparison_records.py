"""A comparison as plain values that JSON can hold, written and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.domain.comparisons import (
    ArticleSpan,
    Comparison,
    CountedFigure,
    FactGroup,
    Figure,
    FigureRow,
    OutletFigures,
    QuotedSourceKind,
    Speaker,
    Term,
    WordingRow,
)
from annotator.domain.identifiers import ArticleId, FactId, WordingId
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.spans import Span

Record = dict[str, Any]


def span_record(span: Span) -> list[int]:
    """Return a span as [start, end]."""
    return [span.start, span.end]


def told_text(article: Article) -> Record:
    """Return an article's text as the language process is told it: with what is no paragraph."""
    apart = [block for block in article.blocks if block.kind is not BlockKind.PARAGRAPH]
    blocks = [[*span_record(block.span), block.kind.value] for block in apart]
    return {"text": article.body, **({"blocks": blocks} if blocks else {})}


def speaker_record(speaker: Speaker) -> Record:
    """Return one source of an article."""
    record: Record = {
        "name": speaker.name,
        "kind": speaker.kind.value,
        "statements": speaker.statements,
        "words": speaker.words,
        "places": [span_record(place) for place in speaker.places],
    }
    return {**record, "side": speaker.side} if speaker.side else record


def comparison_record(comparison: Comparison) -> Record:
    """Return a whole comparison."""
    return {
        "facts": [_fact_record(group) for group in comparison.facts],
        "wording": [_wording_record(row) for row in comparison.wording],
        "sources": {
            article: [speaker_record(s) for s in speakers]
            for article, speakers in comparison.speakers.items()
        },
        "figures": [
            {
                "article": f.article_id,
                "words": f.words,
                "sentences": f.sentences,
                "opinion_share": f.opinion_share,
                "loaded_per_hundred": f.loaded_per_hundred,
                "attributed_share": f.attributed_share,
            }
            for f in comparison.figures
        ],
        "counts": [{"of": c.of, **_figure_record(c.figure)} for c in comparison.counts],
    }


def _fact_record(group: FactGroup) -> Record:
    return {
        "id": group.id,
        "title": group.title,
        "score": group.score,
        "places": [_place_record(place) for place in group.places],
        "missing_in": list(group.missing_in),
        "figures": [
            {
                "of": row.of,
                "differ": row.differ,
                "figures": [_figure_record(figure) for figure in row.figures],
            }
            for row in group.figures
        ],
    }


def _place_record(place: ArticleSpan) -> Record:
    return {"article": place.article_id, "start": place.span.start, "end": place.span.end}


def _figure_record(figure: Figure) -> Record:
    return {**_place_record(figure.place), "text": figure.text, "value": figure.value}


def _wording_record(row: WordingRow) -> Record:
    return {
        "id": row.id,
        "name": row.name,
        "terms": [
            {
                "article": term.article_id,
                "text": term.text,
                "count": term.count,
                "quoted": term.quoted,
                "places": [span_record(place) for place in term.places],
            }
            for term in row.terms
        ],
    }


def comparison_of(record: Mapping[str, Any]) -> Comparison:
    """Return the comparison that `comparison_record` wrote."""
    return Comparison(
        facts=tuple(_fact_of(each) for each in record["facts"]),
        wording=tuple(_wording_of(each) for each in record["wording"]),
        speakers={
            ArticleId(article): tuple(_speaker_of(each) for each in speakers)
            for article, speakers in record["sources"].items()
        },
        figures=tuple(
            OutletFigures(
                article_id=ArticleId(each["article"]),
                words=each["words"],
                sentences=each["sentences"],
                opinion_share=each["opinion_share"],
                loaded_per_hundred=each["loaded_per_hundred"],
                attributed_share=each["attributed_share"],
            )
            for each in record["figures"]
        ),
        counts=tuple(CountedFigure(each["of"], _figure_of(each)) for each in record["counts"]),
    )


def _fact_of(record: Record) -> FactGroup:
    return FactGroup(
        id=FactId(record["id"]),
        title=record["title"],
        places=tuple(_place_of(each) for each in record["places"]),
        missing_in=tuple(ArticleId(each) for each in record["missing_in"]),
        figures=tuple(
            FigureRow(
                row["of"], tuple(_figure_of(figure) for figure in row["figures"]), row["differ"]
            )
            for row in record["figures"]
        ),
        score=record["score"],
    )


def _place_of(record: Record) -> ArticleSpan:
    return ArticleSpan(ArticleId(record["article"]), Span(record["start"], record["end"]))


def _figure_of(record: Record) -> Figure:
    return Figure(_place_of(record), record["text"], record["value"])


def _wording_of(record: Record) -> WordingRow:
    return WordingRow(
        id=WordingId(record["id"]),
        name=record["name"],
        terms=tuple(
            Term(
                article_id=ArticleId(each["article"]),
                text=each["text"],
                places=tuple(Span(start, end) for start, end in each["places"]),
                quoted=each["quoted"],
            )
            for each in record["terms"]
        ),
    )


def _speaker_of(record: Record) -> Speaker:
    return Speaker(
        name=record["name"],
        kind=QuotedSourceKind(record["kind"]),
        statements=record["statements"],
        words=record["words"],
        places=tuple(Span(start, end) for start, end in record["places"]),
        side=record.get("side", ""),
    )
