"""Where sentences end: rules and grammar together."""

from __future__ import annotations

import pytest

from annotator import paths
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.files.lesson_source import read_source
from annotator.nlp.boundaries import agreed_sentences
from annotator.nlp.language_help import LanguageHelp
from tests.unit.nlp.conftest import LEXICONS


def spans_of(text: str, *sentences: str) -> list[Span]:
    return [Span(text.index(each), text.index(each) + len(each)) for each in sentences]


def agreed(text: str, by_rule: list[str], by_parser: list[str]) -> list[str]:
    found = agreed_sentences(text, spans_of(text, *by_rule), spans_of(text, *by_parser))
    return [span.of(text) for span in found]


@pytest.mark.parametrize(
    "by_rule, by_parser, expected",
    [
        # An abbreviation that the rules do not know.
        (["Ask Brig.", "Ada Berg now."], ["Ask Brig. Ada Berg now."], ["Ask Brig. Ada Berg now."]),
        # The rules know that a speaker follows a quotation.
        (["“Run!” he said."], ["“Run!”", "he said."], ["“Run!” he said."]),
        (["Look: It rained."], ["Look:", "It rained."], ["Look: It rained."]),
        # Two sentences that only the grammar parts.
        (["It rained. It poured."], ["It rained.", "It poured."], ["It rained.", "It poured."]),
    ],
)
def test_each_puts_the_other_right(
    by_rule: list[str], by_parser: list[str], expected: list[str]
) -> None:
    assert agreed(" ".join(by_rule), by_rule, by_parser) == expected


def test_no_sentence_runs_over_the_end_of_a_line() -> None:
    text = "A headline\nAnd a line."
    assert agreed(text, ["A headline", "And a line."], [text]) == ["A headline", "And a line."]


def test_the_language_help_uses_both() -> None:
    help_ = LanguageHelp(LEXICONS)
    text = "“Nerves of steel!” he added. WATCH: The cars pass.\n\nRain fell."
    found = help_.sentences(text)
    assert [span.of(text) for span in found] == [
        "“Nerves of steel!” he added.",
        "WATCH: The cars pass.",
        "Rain fell.",
    ]
    assert help_.sentences("Llovió. Paró.", "es") == split_sentences("Llovió. Paró.")


def test_suggestions_are_about_the_sentences_that_the_lesson_has() -> None:
    lesson, _ = read_source(paths.lessons_dir() / "caracas-2019-04-30", paths.schemes_dir())
    help_ = LanguageHelp(LEXICONS)
    for article in lesson.articles:
        judged = [sentence.span for sentence in help_.read(article.body).sentences]
        assert judged == list(article.sentences)
