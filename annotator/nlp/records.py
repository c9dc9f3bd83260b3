"""What the language part found, as plain values that JSON can hold."""

from __future__ import annotations

from annotator.nlp.attribution import Attribution
from annotator.nlp.suggester import PER_HUNDRED, FoundSuggestion, JudgedSentence, Reading
from annotator.services.comparison_records import Record, span_record, speaker_record


def suggestion_record(suggestion: FoundSuggestion, text: str) -> Record:
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


def reading_record(reading: Reading, text: str, per_hundred: float = PER_HUNDRED) -> Record:
    """Return one article's suggestions within the budget, its sentences and its sources."""
    return {
        "words": reading.word_count,
        "suggestions": [suggestion_record(s, text) for s in reading.within(per_hundred)],
        "sentences": [sentence_record(s, text) for s in reading.sentences],
        "attributions": [attribution_record(a) for a in reading.attributions],
        "sources": [speaker_record(s) for s in reading.speakers],
    }
