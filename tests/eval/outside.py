"""Other people's data, read where it stands and never copied: attribution and loaded words.

The data folder is named by ANNOTATOR_EVAL_DATA, or it is `shared/data` beside the checkout.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from annotator.domain.text import words
from annotator.nlp.attribution import Attributions
from annotator.nlp.lexicons import attribution_words
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.suggester import LOADED, Suggester
from tests.eval.scores import Line, Tally, line, macro_f1

VARIABLE = "ANNOTATOR_EVAL_DATA"
ATTRIBUTION_FILE, BIAS_FILE = "polnear_dev.jsonl", "babe_dev.jsonl"
PER_HUNDRED = 3.4


def data_folder(checkout: Path) -> Path | None:
    """Return the folder of the evaluation data, or None where it does not stand."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else checkout.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def _records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(each) for each in lines]


# -- who says what -----------------------------------------------------------------------------


def attribution_lines(path: Path, pipeline: Pipeline, lexicons: Path) -> Iterator[Line]:
    """Yield token scores of content and source, and sentences attributed or not."""
    lists = attribution_words(lexicons)
    content, source, attributed, plain = Tally(), Tally(), Tally(), Tally()
    records = _records(path)
    for record, doc in zip(records, pipeline.parse_all([r["text"] for r in records]), strict=True):
        said = Attributions(doc, lists)
        wanted = _tokens(doc, record, "content")
        content.add(wanted, said.attributed)
        source.add(_tokens(doc, record, "source"), said.sourced)
        spoken, heard = _sentences(doc, wanted), _sentences(doc, said.attributed)
        everything = {s.start for s in doc.sents if s.text.strip()}
        attributed.add(spoken, heard)
        plain.add(everything - spoken, everything - heard)
    yield line(
        "attribution: content tokens", content, prototype=".80", people="alpha .75", target=0.84
    )
    yield line("attribution: source tokens", source, prototype=".67", target=0.72)
    yield line("attribution: sentence attributed", attributed, prototype=".84", target=0.88)
    yield line("attribution: sentence with no attribution", plain, prototype=".76")


def _tokens(doc: Doc, record: dict[str, Any], part: str) -> set[int]:
    found: set[int] = set()
    for attribution in record["attributions"]:
        for start, end in attribution.get(part, ()):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                found.update(t.i for t in span if not t.is_space)
    return found


def _sentences(doc: Doc, tokens: set[int] | frozenset[int]) -> set[int]:
    return {s.start for s in doc.sents if s.text.strip() and any(t.i in tokens for t in s)}


# -- opinion and loaded words --------------------------------------------------------------------


def bias_lines(path: Path, pipeline: Pipeline, suggester: Suggester) -> Iterator[Line]:
    """Yield opinion against the rest, and loaded words at a fixed number for each 100 words."""
    records = _records(path)
    expected, judged = [], []
    ranked: list[tuple[float, int, frozenset[int]]] = []
    wanted: list[set[int]] = []
    total = 0
    tokenizer = English().tokenizer
    docs = pipeline.parse_all([r["text"] for r in records])
    for number, (record, doc) in enumerate(zip(records, docs, strict=True)):
        if record["opinion"] != "No agreement":
            expected.append(record["opinion"] != "Entirely factual")
            judged.append(suggester.voice_of(doc).voice == "opinion")
        reading = suggester.read(doc)
        wanted.append(_biased(doc, record["biased_words"], tokenizer))
        total += len(words(record["text"]))
        for suggestion in reading.suggestions:
            if suggestion.category_id == LOADED:
                span = doc.char_span(suggestion.span.start, suggestion.span.end)
                tokens = frozenset(t.i for t in span) if span is not None else frozenset()
                ranked.append((suggestion.score, number, tokens))
    yield Line(
        "opinion against entirely factual (macro-F1)",
        None,
        None,
        macro_f1(expected, judged),
        prototype=".71",
        people=".77",
        target=0.74,
    )
    ranked.sort(key=lambda each: (-each[0], each[1]))
    for per_hundred, target in ((1.0, None), (2.0, None), (PER_HUNDRED, 0.30)):
        tally = _first(ranked[: round(total * per_hundred / 100)], wanted)
        name = f"loaded words: tokens, {per_hundred} suggestions per 100 words"
        yield line(name, tally, prototype=".26", people=".47 (.30–.83)", target=target)


def _biased(doc: Doc, phrases: list[str], tokenizer: Tokenizer) -> set[int]:
    lowered = [token.lower_ for token in doc]
    found: set[int] = set()
    for phrase in phrases:
        cut = [token.lower_ for token in tokenizer(phrase)]
        for start in range(len(lowered) - len(cut) + 1):
            if cut and lowered[start : start + len(cut)] == cut:
                found.update(range(start, start + len(cut)))
    return found


def _first(ranked: list[tuple[float, int, frozenset[int]]], wanted: list[set[int]]) -> Tally:
    tally = Tally()
    by_text: dict[int, set[int]] = {}
    for _, number, tokens in ranked:
        by_text.setdefault(number, set()).update(tokens)
    for number, expected in enumerate(wanted):
        tally.add(expected, by_text.get(number, set()))
    return tally
