"""What the language part found, as plain values that JSON can hold."""

from __future__ import annotations

from typing import Any

from annotator.domain.comparisons import Comparison, FactGroup, Speaker, WordingRow
from annotator.domain.spans import Span
from annotator.nlp.attribution import Attribution
from annotator.nlp.suggester import PER_HUNDRED, JudgedSentence, Reading, Suggestion

Record = dict[str, Any]


def span_record(span: Span) -> list[int]:
    """Return a span as [start, end]."""
    return [span.start, span.end]


def suggestion_record(suggestion: Suggestion, text: str) -> Record:
    """Return a suggestion with its words."""
    return {
        "category": suggestion.category_id,
        "technique": suggestion.technique_id,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "quote": suggestion.span.of(text),
        "score": suggestion.score,
        "reason": suggestion.reason,
        "in_quotation": suggestion.in_quotation,
        "speaker": suggestion.speaker,
    }


def sentence_record(sentence: JudgedSentence, text: str) -> Record:
    """Return what a sentence is taken for."""
    return {
        "category": sentence.category_id,
        "technique": sentence.technique_id,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "quote": sentence.span.of(text),
        "confidence": sentence.confidence.value,
        "score": sentence.score,
        "reason": sentence.reason,
        "speaker": sentence.speaker,
    }


def attribution_record(attribution: Attribution) -> Record:
    """Return who says what."""
    return {
        "kind": attribution.kind.value,
        "source": span_record(attribution.source) if attribution.source else None,
        "cue": span_record(attribution.cue) if attribution.cue else None,
        "content": [span_record(run) for run in attribution.content],
        "source_kind": attribution.source_kind.value,
        "speaker": attribution.speaker,
        "in_quotation": attribution.in_quotation,
    }


def speaker_record(speaker: Speaker) -> Record:
    """Return one source of an article."""
    return {
        "name": speaker.name,
        "kind": speaker.kind.value,
        "statements": speaker.statements,
        "words": speaker.words,
        "places": [span_record(place) for place in speaker.places],
    }


def reading_record(reading: Reading, text: str, per_hundred: float = PER_HUNDRED) -> Record:
    """Return one article's suggestions within the budget, its sentences and its sources."""
    return {
        "words": reading.word_count,
        "suggestions": [suggestion_record(s, text) for s in reading.within(per_hundred)],
        "sentences": [sentence_record(s, text) for s in reading.sentences],
        "attributions": [attribution_record(a) for a in reading.attributions],
        "sources": [speaker_record(s) for s in reading.speakers],
    }


def fact_record(group: FactGroup) -> Record:
    """Return one fact with its places, its gaps and its figures."""
    return {
        "id": group.id,
        "title": group.title,
        "score": group.score,
        "places": [
            {"article": p.article_id, "start": p.span.start, "end": p.span.end}
            for p in group.places
        ],
        "missing_in": list(group.missing_in),
        "figures": [
            {
                "of": row.of,
                "differ": row.differ,
                "figures": [
                    {
                        "article": f.place.article_id,
                        "start": f.place.span.start,
                        "end": f.place.span.end,
                        "text": f.text,
                        "value": f.value,
                    }
                    for f in row.figures
                ],
            }
            for row in group.figures
        ],
    }


def wording_record(row: WordingRow) -> Record:
    """Return one row of the wording table."""
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


def comparison_record(comparison: Comparison) -> Record:
    """Return a whole comparison."""
    return {
        "facts": [fact_record(group) for group in comparison.facts],
        "wording": [wording_record(row) for row in comparison.wording],
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
    }
