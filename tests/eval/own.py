"""The small labelled set that this project wrote itself, and the lesson that ships."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator import paths
from annotator.domain.comparisons import FactGroup
from annotator.domain.keys import KeyStatus
from annotator.files.lesson_source import read_source
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.suggester import LOADED, UNSUPPORTED, Reading, Suggester
from tests.eval.scores import Line, Tally, line, macro_f1

OWN_FILE = Path(__file__).with_name("own_sentences.jsonl")
LESSON = "caracas-2019-04-30"

#: What stands for the names in the own sentences; the test of fairness swaps the two.
SIDES = (
    {"person": "Anna Keller", "other": "Tom Brandt", "party": "Labour Party", "country": "France"},
    {
        "person": "David Moreno",
        "other": "Laura Rossi",
        "party": "Conservative Party",
        "country": "Brazil",
    },
)


def own_sentences(side: dict[str, str]) -> list[dict[str, Any]]:
    """Return the own sentences and their labels with the names of one side."""
    records = []
    for each in OWN_FILE.read_text(encoding="utf-8").splitlines():
        for key, name in side.items():
            each = each.replace("{" + key + "}", name)
        records.append(json.loads(each))
    return records


def own_lines(pipeline: Pipeline, suggester: Suggester) -> Iterator[Line]:
    """Yield how well the own sentences come out."""
    records = own_sentences(SIDES[0])
    loaded, sources, contents, claims = Tally(), Tally(), Tally(), Tally()
    expected, judged = [], []
    for number, (record, doc) in enumerate(
        zip(records, pipeline.parse_all([r["text"] for r in records]), strict=True)
    ):
        reading = suggester.read(doc)
        text = record["text"]
        expected.append(record["voice"] == "opinion")
        judged.append(suggester.voice_of(doc).voice == "opinion")
        loaded.add(
            _places(number, record["loaded"]),
            _places(number, _quotes(reading, text, LOADED)),
        )
        claims.add(
            [(number, record["claim"])] if "claim" in record else [],
            [(number, s.technique_id) for s in reading.suggestions if s.category_id == UNSUPPORTED],
        )
        if "source" in record:
            found = [a.source.of(text) for a in reading.attributions if a.source][:1]
            sources.add(_places(number, [record["source"]]), _places(number, found))
        if "content" in record:
            said = [run.of(text) for a in reading.attributions for run in a.content]
            contents.add(_places(number, [record["content"]]), _places(number, said))
    yield line("own sentences: loaded words", loaded)
    yield line("own sentences: unsupported claims with technique", claims)
    yield line("own sentences: words of the source", sources)
    yield line("own sentences: words of the content", contents)
    macro = macro_f1(expected, judged)
    yield Line("own sentences: opinion or checkable (macro-F1)", None, None, macro)


def _quotes(reading: Reading, text: str, category: str) -> list[str]:
    return [
        s.span.of(text) for s in reading.suggestions if s.category_id == category and s.score >= 0.4
    ]


def _places(number: int, phrases: list[str]) -> set[tuple[int, str]]:
    """Return the words of some phrases of one sentence, so that part of a phrase counts."""
    return {
        (number, word.strip(",.“”\"'").casefold())
        for phrase in phrases
        for word in phrase.replace("-", " ").split()
        if word.strip(",.“”\"'")
    }


# -- the lesson that ships -----------------------------------------------------------------------


def lesson_lines(help_: LanguageHelp) -> Iterator[Line]:
    """Yield how much of the flagship's key is proposed, and how its facts are grouped."""
    lesson, key = read_source(paths.lessons_dir() / LESSON, paths.schemes_dir())
    assert key is not None
    together, alone, claims = Tally(), Tally(), Tally()
    expected, judged = [], []
    for article in lesson.articles:
        reading = help_.read(article.body)
        budget = round(reading.word_count * 3 / 100)
        first = reading.within(3)
        only = [s for s in reading.suggestions if s.category_id == LOADED][:budget]
        for item in key.for_article(article.id):
            if item.category_id in {"opinion", "reporting"}:
                sentence = next((s for s in reading.sentences if s.span.overlaps(item.span)), None)
                expected.append(item.category_id == "opinion")
                judged.append(sentence is not None and sentence.category_id == "opinion")
            if item.status is not KeyStatus.REQUIRED:
                continue
            for tally, category, among in (
                (together, LOADED, first),
                (alone, LOADED, only),
                (claims, UNSUPPORTED, reading.suggestions),
            ):
                if item.category_id == category:
                    hit = any(
                        s.category_id == category and s.span.overlaps(item.span) for s in among
                    )
                    tally.right += hit
                    tally.missed += not hit
    yield _recall("flagship: required loaded keys in the first 3 per 100", together)
    yield _recall("flagship: the same, first 3 loaded words per 100", alone)
    yield _recall("flagship: required unsupported claims, all", claims)
    yield Line("flagship: opinion or checkable (macro-F1)", None, None, macro_f1(expected, judged))
    facts = help_.compare({a.id: a.body for a in lesson.articles}).facts
    linked = Tally()
    for link in key.links:
        ends = {end.article_id: end.span for end in link.ends}
        best = max((_shared(fact, ends) for fact in facts), default=0)
        linked.right += best
        linked.missed += len(ends) - best
    yield _recall("flagship: places of the key's links in one fact", linked)


def _recall(name: str, tally: Tally) -> Line:
    return Line(f"{name} (recall)", None, tally.recall, None)


def _shared(fact: FactGroup, ends: dict[Any, Any]) -> int:
    return sum(
        any(p.article_id == article and p.span.overlaps(span) for p in fact.places)
        for article, span in ends.items()
    )
